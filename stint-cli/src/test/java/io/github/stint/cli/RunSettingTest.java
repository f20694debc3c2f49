package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around each command, seen on the real process. */
class RunSettingTest {

    private static final String NUMBERS =
            IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).collect(Collectors.joining("\n"));

    @TempDir
    private Path folder;

    // --- only shown

    @Test
    void whatWouldRunIsShownInOrderAndQuotedAndNothingIsRun() throws Exception {
        assertThat(run("--dry-run", "--joblog", "log", "touch", "{}", "{#}", "{%}", ":::", "a b", "it's", "-x"))
                .isEqualTo(new StintProcess.Ended(0, "touch 'a b' 1 1\ntouch 'it'\\''s' 2 1\ntouch -x 3 1\n", ""));
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatIsShownDoesTheSameInAShell() throws Exception {
        StintProcess.Ended shown = run("--dry-run", "printf", "[%s]", ":::", "a b", "$HOME;'\"", "*");
        Process shell = new ProcessBuilder("bash", "-c", shown.out()).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("[a b][$HOME;'\"][*]");
    }

    @Test
    void whatWasDoneBeforeIsNotShown() throws Exception {
        assertThat(run("--joblog", "log", "true", ":::", "a", "b").status()).isZero();
        List<String> before = Files.readAllLines(folder.resolve("log"));

        assertThat(run("--dry-run", "--joblog", "log", "--resume", "--shell", "echo {} | wc", ":::", "a", "c d")
                        .lines())
                .containsExactly("echo 'c d' | wc");
        assertThat(Files.readAllLines(folder.resolve("log"))).isEqualTo(before);
    }

    @Test
    void aCommandThatCouldNotRunIsNotShownEither() throws Exception {
        assertThat(run("--dry-run", "no-such-command", ":::", "x"))
                .isEqualTo(new StintProcess.Ended(127, "", "stint: command not found: no-such-command"));
    }

    @Test
    void anEndlessInputIsShownAsItComesUntilNobodyLooks() throws Exception {
        try (StintProcess stint = start("--dry-run", "echo")) {
            stint.input("a\n");
            assertThat(stint.readLineAndCloseOutput()).isEqualTo("echo a");
            stint.input("b\nc\n");
            StintProcess.Ended ended = stint.end();
            assertThat(ended.status()).isEqualTo(141);
            assertThat(ended.err()).isEmpty();
        }
    }

    // --- in random order

    @Test
    void theSameSeedGivesTheSameOrder() throws Exception {
        List<String> first =
                withInput(NUMBERS, "-k", "--shuf", "--seed", "7", "echo").lines();

        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(NUMBERS.lines().toList())
                .isNotEqualTo(NUMBERS.lines().toList());
        assertThat(withInput(NUMBERS, "--dry-run", "--shuf", "--seed", "7", "echo")
                        .lines())
                .isEqualTo(first.stream().map(number -> "echo " + number).toList());
        assertThat(withInput(NUMBERS, "--dry-run", "--shuf", "echo").lines())
                .isNotEqualTo(withInput(NUMBERS, "--dry-run", "--shuf", "echo").lines());
    }

    @Test
    void ofAnInputThatCannotBeReadToItsEndNothingIsRunInRandomOrder() throws Exception {
        StintProcess.Ended ended = withInput("a\nb\0c\n", "--shuf", "echo");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("stint: line 2 of standard input has a zero byte in it");
    }

    // --- what a command is started in

    @Test
    void theEnvironmentIsOursWithTheNumberOfTheJobAndItsSlot() throws Exception {
        String line = "echo $STINT_JOB$PARALLEL_SEQ $STINT_SLOT$PARALLEL_JOBSLOT $FROM_OUTSIDE $OLD {}";
        ProcessBuilder builder = builder("-k", "-j1", "--env", "OLD=<{}{#}>", "--shell", line, ":::", "a", "b");
        builder.environment().put("FROM_OUTSIDE", "kept");
        builder.environment().put("OLD", "not kept");
        builder.environment().put("STINT_JOB", "of one that runs this one");

        try (StintProcess stint = StintProcess.start(builder)) {
            assertThat(stint.end()).isEqualTo(new StintProcess.Ended(0, "11 11 kept <a1> a\n22 11 kept <b2> b\n", ""));
        }
    }

    @Test
    void aVariableIsThereOnce() throws Exception {
        ProcessBuilder builder = builder("--env", "X=1", "--shell", "env # {}", ":::", "a");
        builder.environment().put("X", "2");
        builder.environment().put("XY", "3");

        try (StintProcess stint = StintProcess.start(builder)) {
            assertThat(stint.end().lines())
                    .contains("X=1", "XY=3")
                    .doesNotContain("X=2")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aCommandIsStartedInTheFolderThatWasSaid() throws Exception {
        Files.createDirectory(folder.resolve("a"));
        Files.createDirectory(folder.resolve("b c"));
        Path script = Files.writeString(folder.resolve("a/script"), "#!/bin/sh\npwd\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThat(run("--wd", "a", "./script", ":::", "1").lines()).containsExactly(real("a"));
        assertThat(run("-k", "--wd", "{}", "--shell", "pwd", ":::", "a", "b c", ".")
                        .lines())
                .containsExactly(real("a"), real("b c"), real(""));
    }

    @Test
    void aFolderThatIsNotThereFailsItsJobAlone() throws Exception {
        Files.createDirectory(folder.resolve("a"));

        StintProcess.Ended ended = run("-k", "--wd", "{}", "pwd", ":::", "a", "no such");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).containsExactly(real("a"));
        assertThat(ended.err()).contains("no such folder: 'no such'");
    }

    @Test
    void theNicenessIsRaised() throws Exception {
        int ours =
                Integer.parseInt(run("--shell", "nice # {}", ":::", "x").out().strip());

        assertThat(run("--nice", "3", "--shell", "nice # {}", ":::", "x", "y").lines())
                .containsOnly(Integer.toString(Math.min(19, ours + 3)))
                .hasSize(2);
    }

    // --- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seed|3|--seed needs --shuf",
                "--wd|no such|--wd: no such folder: 'no such'",
                "--env|X|--env must be NAME=VALUE: X",
                "--env|=x|--env must be NAME=VALUE: =x",
                "--env|STINT_JOB=1|--env cannot set STINT_JOB, for stint does",
                "--nice|20|--nice must be a number from -20 to 19: 20",
            })
    void whatCannotBeFollowedIsToldBeforeAnythingRuns(String option, String value, String message) throws Exception {
        assertThat(run(option, value, "touch", ":::", "mark"))
                .isEqualTo(new StintProcess.Ended(2, "", "stint: " + message));
        assertThat(folder.resolve("mark")).doesNotExist();
    }

    @Test
    void aSeedThatIsNoNumberIsTold() throws Exception {
        assertThat(run("--shuf", "--seed", "x", "echo", ":::", "a"))
                .isEqualTo(
                        new StintProcess.Ended(2, "", "stint: --seed must be a whole number of at most 19 digits: x"));
    }

    private StintProcess.Ended run(String... words) throws Exception {
        try (StintProcess stint = start(words)) {
            return stint.end();
        }
    }

    private StintProcess.Ended withInput(String input, String... words) throws Exception {
        try (StintProcess stint = start(words)) {
            stint.inputAndEnd(input);
            return stint.end();
        }
    }

    private StintProcess start(String... words) throws Exception {
        return StintProcess.start(builder(words));
    }

    private ProcessBuilder builder(String... words) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(Arrays.asList(words));
        return new ProcessBuilder(StintProcess.command(all.toArray(String[]::new))).directory(folder.toFile());
    }

    private String real(String name) throws Exception {
        return folder.resolve(name).toRealPath().toString();
    }
}
