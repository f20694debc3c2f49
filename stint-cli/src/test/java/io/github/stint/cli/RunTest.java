package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stint run} as its users meet it: the real process. */
class RunTest {

    @TempDir
    private Path folder;

    @Test
    void argumentsBehindTheSeparatorEachRunTheCommand() throws Exception {
        StintProcess.Ended ended =
                StintProcess.run("run", "-j", "2", "-k", "echo", "<{}>", "{}", ":::", "a", "b c", "", "-n");

        assertThat(ended.lines()).containsExactly("<a> a", "<b c> b c", "<> ", "<-n> -n");
        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void linesOfStandardInputAreArguments() throws Exception {
        StintProcess.Ended ended =
                StintProcess.runWithInput("one\n\n two  words \nlast", "run", "-k", "printf", "[%s]\\n");

        assertThat(ended.lines()).containsExactly("[one]", "[ two  words ]", "[last]");
    }

    @Test
    void linesOfAFileAreArguments() throws Exception {
        Path file = Files.writeString(folder.resolve("a list"), "1\n2\n");

        assertThat(StintProcess.run("run", "-k", "-a", file.toString(), "echo").lines())
                .containsExactly("1", "2");
        assertThat(StintProcess.runWithInput("3\n", "run", "--arg-file=-", "echo")
                        .lines())
                .containsExactly("3");
    }

    @Test
    void optionsOfTheCommandAreItsOwn() throws Exception {
        assertThat(StintProcess.run("run", "-k", "echo", "-j", "-k", "--help", "--", "{}", ":::", "x")
                        .lines())
                .containsExactly("-j -k --help -- x");
        assertThat(StintProcess.run("run", "--", "echo", "--", "{}", "@file", ":::", "x")
                        .lines())
                .containsExactly("-- x @file");
    }

    @Test
    void bytesThatAreNoTextReachTheCommandUnharmed() throws Exception {
        byte[] line = {'a', (byte) 0xff, ' ', (byte) 0xc3, (byte) 0xa4};
        ProcessBuilder posixLocale = new ProcessBuilder(StintProcess.command("run", "printf", "%s|ä|", "{}"));
        posixLocale.environment().put("LC_ALL", "C");

        StintProcess.Ended ended = StintProcess.run(line, posixLocale);

        assertThat(ended.status()).isZero();
        byte[] hex = "61ff20c3a47cc3a47c".getBytes(StandardCharsets.US_ASCII);
        StintProcess.Ended dumped =
                StintProcess.run(line, "run", "--shell", "printf %s {} | od -An -tx1 | tr -d ' \\n'");
        assertThat(new String(hex, StandardCharsets.US_ASCII)).startsWith(dumped.out());
        assertThat(ended.out()).endsWith("ä|ä|");
    }

    @Test
    void outputsOfDifferentCommandsAreNeverMixed() throws Exception {
        String line = "for i in 1 2 3 4 5 6 7 8 9 10; do printf '%s ' {}; echo {} >&2; done; echo";
        List<String> arguments = IntStream.range(0, 40).mapToObj(i -> "job" + i).toList();

        StintProcess.Ended ended =
                StintProcess.runWithInput(String.join("\n", arguments), "run", "-j", "8", "--shell", line);

        assertThat(ended.lines())
                .containsExactlyInAnyOrderElementsOf(
                        arguments.stream().map(job -> (job + " ").repeat(10)).toList());
        List<String> errLines = ended.err().lines().toList();
        assertThat(errLines).hasSize(400);
        for (int i = 0; i < errLines.size(); i += 10) {
            assertThat(errLines.subList(i, i + 10)).containsOnly(errLines.get(i));
        }
    }

    @Test
    void outputsKeepTheOrderOfTheInputWhenAsked() throws Exception {
        List<String> numbers =
                IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList();

        StintProcess.Ended ended = StintProcess.runWithInput(
                String.join("\n", numbers), "run", "-j", "4", "-k", "--shell", "sleep 0.$((RANDOM % 3)); echo {}");

        assertThat(ended.lines()).isEqualTo(numbers);
        assertThat(ended.status()).isZero();
    }

    @Test
    void anArgumentStaysOneWordOfAShellLine() throws Exception {
        Files.createFile(folder.resolve("b"));
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command(
                "run", "-k", "--shell", "printf '%s\\n'", "{}", "\"{}\"", ":::", "a; rm -rf b", "$(rm b)", "it's"));

        StintProcess.Ended ended = StintProcess.run(new byte[0], builder.directory(folder.toFile()));

        assertThat(ended.lines()).containsExactly("a; rm -rf b", "a; rm -rf b", "$(rm b)", "$(rm b)", "it's", "it's");
        assertThat(folder.resolve("b")).exists();
    }

    @Test
    void withoutAShellNothingOfAnArgumentIsInterpreted() throws Exception {
        assertThat(StintProcess.run("run", "-k", "echo", ":::", "$HOME", "a;b", "*", "`id`", "a\nb")
                        .out())
                .isEqualTo("$HOME\na;b\n*\n`id`\na\nb\n");
    }

    @Test
    void theExitStatusIsTheNumberOfFailedCommandsAndEachIsNamed() throws Exception {
        StintProcess.Ended ended = StintProcess.run("run", "-k", "sh", "-c", "exit $0", ":::", "0", "3", "0", "7");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("stint: exit status 3: sh -c 'exit $0' 3"),
                        second -> assertThat(second).isEqualTo("stint: exit status 7: sh -c 'exit $0' 7"),
                        third -> assertThat(third).startsWith("stint: 4 done, 2 failed, in "));
    }

    @Test
    void moreThanAHundredFailedAreToldAsAHundred() throws Exception {
        List<String> numbers = new ArrayList<>();
        IntStream.range(0, 130).forEach(i -> numbers.add("x" + i));

        StintProcess.Ended ended = StintProcess.runWithInput(String.join("\n", numbers), "run", "-j", "8", "false");

        assertThat(ended.status()).isEqualTo(100);
        assertThat(ended.err()).contains("stint: and 120 more failed", "130 done, 130 failed");
    }

    @Test
    void withoutArgumentsNothingIsRunAndThatIsFine() throws Exception {
        assertThat(StintProcess.run("run", "false")).isEqualTo(new StintProcess.Ended(0, "", ""));
        assertThat(StintProcess.run("run", "false", ":::")).isEqualTo(new StintProcess.Ended(0, "", ""));
    }

    @Test
    void aLongOutputArrivesWhole() throws Exception {
        StintProcess.Ended ended =
                StintProcess.run("run", "-k", "--shell", "head -c 3000000 /dev/zero | tr '\\0' {}", ":::", "a", "b");

        assertThat(ended.out()).isEqualTo("a".repeat(3_000_000) + "b".repeat(3_000_000));
    }

    @Test
    void manyThatWaitForTheFirstArriveInOrder() throws Exception {
        List<String> numbers =
                IntStream.rangeClosed(1, 300).mapToObj(String::valueOf).toList();
        Marks marks = new Marks(folder);
        marks.gate("gate");
        String line = "if [ {} = 1 ]; then read go < gate; fi; [ {} != 300 ] || echo $$ > last;"
                + " head -c 100000 /dev/zero | tr '\\0' x; echo {}";
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command("run", "-j", "4", "-k", "--shell", line));
        try (StintProcess stint = StintProcess.start(builder.directory(folder.toFile()))) {
            stint.inputAndEnd(String.join("\n", numbers));
            marks.await("last");
            marks.release("gate");

            assertThat(stint.end().lines())
                    .isEqualTo(numbers.stream()
                            .map(number -> "x".repeat(100_000) + number)
                            .toList());
        }
    }
}
