package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told in one line, before anything is run. */
class RunUsageTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"0,0", "x,x", "10001,10001", "1.5,1.5", "99999999999,99999999999", "'',''''''", "0%,0%", "+x,+x"})
    void aNumberOutOfBoundsIsToldWithTheBounds(String given, String shown) throws Exception {
        assertUsage(
                "-j must be a number from 1 to 10000, N% of the cores or +N or -N, or a file that says one of these: "
                        + shown,
                "run",
                "-j",
                given,
                "touch",
                ":::",
                "x");
    }

    @Test
    void whatToShowMustBeKnownAndNotContradictItself() throws Exception {
        assertUsage("--color must be auto, always or never: red", "run", "--color", "red", "touch", ":::", "x");
        assertUsage(
                "--progress and --no-progress exclude each other: leave one of them out",
                "run",
                "--progress",
                "--no-progress",
                "touch",
                ":::",
                "x");
        assertUsage(
                "--json and --tag contradict each other: with --json what commands write is in the objects",
                "run",
                "--json",
                "--tag",
                "touch",
                ":::",
                "x");
    }

    @Test
    void aCommandThatIsNotFoundIsToldOnce() throws Exception {
        assertThat(StintProcess.runWithInput("1\n2\n3\n", "run", "no-such-command"))
                .isEqualTo(new StintProcess.Ended(127, "", "stint: command not found: no-such-command"));
    }

    @Test
    void aFolderAsCommandIsTold() throws Exception {
        assertThat(StintProcess.run("run", folder.toString(), ":::", "x"))
                .isEqualTo(new StintProcess.Ended(126, "", "stint: is a directory: " + folder));
    }

    @Test
    void anArgumentFileThatIsMissingIsTold() throws Exception {
        assertUsage(
                "cannot read arguments from '" + folder + "/no such': no such file",
                "run",
                "-a",
                folder + "/no such",
                "echo");
        assertUsage(
                "cannot read arguments from " + folder + ": is a directory", "run", "-a", folder.toString(), "echo");
    }

    @Test
    void aMissingCommandIsTold() throws Exception {
        assertUsage("no command given: it stands behind the options and before ':::'", "run");
        assertUsage("no command given: it stands behind the options and before ':::'", "run", "-j", "2", ":::", "x");
    }

    @Test
    void anUnknownOptionIsToldWithWhereToLook() throws Exception {
        StintProcess.Ended misspelt = StintProcess.run("run", "--jobz", "3", "echo");
        assertThat(misspelt.status()).isEqualTo(2);
        assertThat(misspelt.err())
                .startsWith("stint: unknown option --jobz, similar to --job")
                .endsWith("; 'stint run --help' and the pages it names list them");
        assertUsage("unknown command frob; 'stint --help' lists them", "frob");
        assertUsage("unknown command rum, similar to run; 'stint --help' lists them", "rum");
    }

    @Test
    void anOptionWithoutItsValueIsTold() throws Exception {
        assertUsage("-j needs a value", "run", "-j");
    }

    @Test
    void aPlaceInAHereDocumentIsRefused() throws Exception {
        assertUsage(
                "'{}' cannot stand in a here-document (<<) or after it; put v={} before it and use $v",
                "run",
                "--shell",
                "cat <<x\n{}\nx",
                ":::",
                "y");
    }

    @Test
    void inputsThatContradictEachOtherAreTold() throws Exception {
        assertUsage("-0 and -d both say where an argument ends", "run", "-0", "-d", ",", "echo", ":::", "y");
        assertUsage("-n and --colsep both say what the values of a job are", "run", "-n2", "--colsep", ",", "echo");
        assertUsage(
                "--colsep is for one source of arguments, and there are 2",
                "run",
                "--colsep",
                ",",
                "echo",
                ":::",
                "a",
                ":::",
                "b");
        assertUsage(
                "-n is for one source of arguments, and there are 2", "run", "-n2", "echo", ":::", "a", ":::+", "b");
    }

    @Test
    void outputsThatContradictEachOtherAreTold() throws Exception {
        String rest = " contradict each other: with -u commands write to standard output themselves";
        assertUsage("-u and -k" + rest, "run", "-u", "-k", "echo", ":::", "a");
        assertUsage("-u and --line-buffer" + rest, "run", "-u", "--line-buffer", "echo", ":::", "a");
        assertUsage("-u and --tag" + rest, "run", "-u", "--tag", "echo", ":::", "a");
        assertUsage("-u and --tagstring" + rest, "run", "-u", "--tagstring", "x", "echo", ":::", "a");
        assertUsage("-u and --results" + rest, "run", "-u", "--results", "x", "echo", ":::", "a");
        assertUsage(
                "--tag and --tagstring both say what stands before a line",
                "run",
                "--tag",
                "--tagstring",
                "x",
                "echo",
                ":::",
                "a");
    }

    @Test
    void blocksThatContradictArgumentsAreTold() throws Exception {
        String rest = " contradict each other: with --pipe jobs have no arguments, they read blocks";
        assertUsage("--pipe and ':::'" + rest, "run", "--pipe", "cat", ":::", "a");
        assertUsage("--pipe and -a" + rest, "run", "--pipe", "-a", "x", "cat");
        assertUsage("--pipe and -0" + rest, "run", "--pipe", "-0", "cat");
        assertUsage(
                "--pipe and --resume contradict each other: a block has no arguments to be known again by",
                "run",
                "--pipe",
                "--resume",
                "cat");
        assertUsage("--block and -N both say how much a job reads", "run", "--pipe", "--block", "1k", "-N1", "cat");
        assertUsage("--recend needs --pipe", "run", "--recend", "x", "echo", ":::", "a");
        assertUsage("-N needs --pipe", "run", "-N", "2", "echo", ":::", "a");
        assertUsage(
                "--block must be a size from 1 to 536870912 bytes, as in 64K or 1M: 1T",
                "run",
                "--pipe",
                "--block",
                "1T",
                "cat");
        assertUsage("-N must be a number from 1 to 1000000000: 0", "run", "--pipe", "-N", "0", "cat");
        assertUsage(
                "--recend knows '\\n', '\\t', '\\r', '\\0' and '\\\\' behind a backslash: 'a\\x'",
                "run",
                "--pipe",
                "--recend",
                "a\\x",
                "cat");
        assertUsage("'{2}' is there, and a job reads a block and has no values", "run", "--pipe", "echo", "{2}");
    }

    @Test
    void badInputsAreTold() throws Exception {
        assertUsage("-n must be a number from 1 to 100000: 0", "run", "-n0", "echo");
        assertUsage("-d must be one byte, '\\n', '\\t' or '\\0': ab", "run", "-d", "ab", "echo");
        assertUsage(
                "--colsep is no regular expression: '(': Unclosed group", "run", "--colsep", "(", "echo", ":::", "a");
        assertUsage(
                "--colsep matches the empty text, so there is no end of columns: 'x*'",
                "run",
                "--colsep",
                "x*",
                "echo",
                ":::",
                "a");
        assertUsage("':::+' links to the input before it, and there is none", "run", "echo", ":::+", "a");
        assertUsage("'::::' needs the name of a file behind it", "run", "echo", "::::");
        assertUsage("--header: there is no first argument that names a column", "run", "--header", "echo", ":::");
        assertUsage("-I needs a text that stands for the value", "run", "-I", "", "echo", ":::", "a");
    }

    @Test
    void aColumnThatIsNotThereIsTold() throws Exception {
        String rest = "; if the braces are the command's own, say with -I what stands for the value instead";
        assertUsage("'{3}' is there, and a job has 2 values" + rest, "run", "echo", "{3}", ":::", "a", ":::", "b");
        assertUsage("'{2}' is there, and a job has one value" + rest, "run", "--shell", "grep 'a{2}'", ":::", "a");
        assertUsage("'{2}' is there, and a job has one value" + rest, "run", "--tagstring", "{2}", "ls", ":::", "a");
    }

    @Test
    void aZeroByteInALineEndsTheInputAndWhatRanIsKept() throws Exception {
        assertThat(StintProcess.runWithInput("a\nb\0c\n", "run", "echo"))
                .isEqualTo(new StintProcess.Ended(
                        2,
                        "a\n",
                        "stint: line 2 of standard input has a zero byte in it, which no argument can have;"
                                + " -0 reads arguments that end with one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpIsAnOutput(String option) throws Exception {
        assertThat(StintProcess.run(option)).isEqualTo(new StintProcess.Ended(0, Help.STINT.text(), ""));
        assertThat(StintProcess.run("run", option)).isEqualTo(new StintProcess.Ended(0, Help.RUN.text(), ""));
    }

    @Test
    void theVersionIsAnOutput() throws Exception {
        StintProcess.Ended ended = StintProcess.run("--version");

        assertThat(ended.out()).startsWith("stint ");
        assertThat(ended.status()).isZero();
    }

    private static void assertUsage(String message, String... arguments) throws Exception {
        assertThat(StintProcess.run(arguments)).isEqualTo(new StintProcess.Ended(2, "", "stint: " + message));
    }
}
