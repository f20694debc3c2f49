package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stint.cli.process.Executable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shells complete, when each is asked with the script that the tool has written for it. */
class CompletionTest {

    private static final String ASK_BASH = """
        source "$1"
        COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
        _stint
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    private static final String ASK_FISH = "source $argv[1]; complete -C $argv[2]";

    @TempDir
    private Path folder;

    @BeforeEach
    void aFileToComplete() throws Exception {
        Files.createFile(folder.resolve("the file"));
        Files.createFile(folder.resolve("one-more"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', run ps top cancel help completion man tree show owners stats ended check handlers resize pause resume"
                + " lock unlock drain flush start stop restart submit -h --help --version",
        "run --job, --jobs --joblog --joblog-sync",
        "run -k --null sha512, sha512sum",
        "run -j 4 sha512, sha512sum",
        "run --jobs = 4 sha512, sha512sum",
        "run --joblog one, one-more",
        "run --joblog = one, one-more",
        "run -k -a one, one-more",
        "run gzip one, one-more",
        "run gzip ::: one, one-more",
        "run -j one, ''",
        "run gzip --job, ''",
        "help in, inputs",
        "completion z, zsh",
        "man one, ''"
    })
    void bash(String typed, String completed) throws Exception {
        Path script = written("bash");
        List<String> command = new ArrayList<>(List.of("bash", "-c", ASK_BASH, "ask", script.toString(), "stint"));
        command.addAll(List.of(typed.split(" ", -1)));

        assertThat(ask(command).lines().distinct().toList()).containsExactlyInAnyOrder(completed.split(" ", -1));
    }

    @Test
    void bashCompletesTheNameOfAFileWithABlank() throws Exception {
        assertThat(ask(List.of("bash", "-c", ASK_BASH, "", written("bash").toString(), "stint", "run", "-a", "the")))
                .isEqualTo("the file\n");
    }

    @ParameterizedTest
    @CsvSource({
        "com, completion",
        "run --joblog-s, run --joblog-sync",
        "run sha512su, run sha512sum",
        "run -k --null sha512su, run -k --null sha512sum",
        "run -j 4 sha512su, run -j 4 sha512sum",
        "run -j4 sha512su, run -j4 sha512sum",
        "run --joblog one, run --joblog one-more",
        "run --joblog=one, run --joblog=one-more",
        "run -k -a one, run -k -a one-more",
        "run gzip one, run gzip one-more",
        "run gzip --joblog-s, run gzip --joblog-s",
        "run -j one, run -j one",
        "help in, help inputs",
        "completion z, completion zsh",
        "man one, man one"
    })
    void zsh(String typed, String becomes) throws Exception {
        assumeTrue(installed("zsh"), "no zsh");
        Path asking = resource("ask.zsh");

        assertThat(ask(List.of("zsh", "-f", asking.toString(), written("zsh").toString(), "stint " + typed)))
                .isEqualTo(becomes + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', cancel check completion drain ended flush handlers help lock man owners pause ps resize restart resume"
                + " run show start stats stop submit top tree unlock",
        "run --job, --joblog --joblog-sync --jobs",
        "run sha512, sha512sum",
        "run -k --null sha512, sha512sum",
        "run -j 4 sha512, sha512sum",
        "run --joblog one, one-more",
        "run --joblog=one, --joblog=one-more",
        "run -k -a one, one-more",
        "run gzip one, one-more",
        "run gzip --job, ''",
        "run -j one, ''",
        "help in, inputs",
        "completion z, zsh",
        "man one, ''"
    })
    void fish(String typed, String completed) throws Exception {
        assumeTrue(installed("fish"), "no fish");
        String out = ask(
                List.of("fish", "--no-config", "-c", ASK_FISH, written("fish").toString(), "stint " + typed));

        assertThat(out.lines().map(line -> line.split("\t", 2)[0]).toList())
                .isEqualTo(completed.isEmpty() ? List.of() : List.of(completed.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theScriptIsAnOutput(String shell) throws Exception {
        assertThat(StintProcess.run("completion", shell))
                .isEqualTo(new StintProcess.Ended(0, Manual.completion(shell), ""));
    }

    @Test
    void aShellThatIsNotKnownIsTold() throws Exception {
        assertThat(StintProcess.run("completion", "csh"))
                .isEqualTo(new StintProcess.Ended(
                        2, "", "stint: no completion for csh; there is one for bash, zsh, fish"));
        assertThat(StintProcess.run("completion").err())
                .isEqualTo("stint: completion needs the name of one shell: bash, zsh, fish");
    }

    private Path written(String shell) throws Exception {
        return Files.writeString(folder.resolve("." + shell), Manual.completion(shell));
    }

    private String ask(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        StintProcess.Ended ended = StintProcess.run(new byte[0], builder);
        assertThat(ended.err()).isEmpty();
        return ended.out();
    }

    private static boolean installed(String shell) {
        return new Executable(Map.of()).exists(shell);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CompletionTest.class.getResource(name).toURI());
    }
}
