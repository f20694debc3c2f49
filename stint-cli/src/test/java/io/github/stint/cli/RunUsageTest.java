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
    @CsvSource({"0,0", "-1,-1", "x,x", "10001,10001", "1.5,1.5", "99999999999,99999999999", "'',''''''"})
    void aNumberOutOfBoundsIsToldWithTheBounds(String given, String shown) throws Exception {
        assertUsage("-j must be a number from 1 to 10000: " + shown, "run", "-j", given, "touch", ":::", "x");
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
        assertUsage("no command given", "run");
        assertUsage("no command given", "run", "-j", "2", ":::", "x");
    }

    @Test
    void anUnknownOptionIsToldWithWhereToLook() throws Exception {
        assertUsage("unknown option or command --jobz; 'stint run --help' lists them", "run", "--jobz", "3", "echo");
        assertUsage("unknown option or command frob; 'stint --help' lists them", "frob");
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
    void argumentsFromTwoPlacesAreRefused() throws Exception {
        assertUsage("arguments are given twice: by -a and by ':::'", "run", "-a", "x", "echo", ":::", "y");
    }

    @Test
    void aZeroByteInALineEndsTheInputAndWhatRanIsKept() throws Exception {
        assertThat(StintProcess.runWithInput("a\nb\0c\n", "run", "echo"))
                .isEqualTo(new StintProcess.Ended(
                        2, "a\n", "stint: line 2 of standard input has a zero byte in it, which no argument can have"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpIsAnOutput(String option) throws Exception {
        assertThat(StintProcess.run(option)).isEqualTo(new StintProcess.Ended(0, Help.STINT, ""));
        assertThat(StintProcess.run("run", option)).isEqualTo(new StintProcess.Ended(0, Help.RUN, ""));
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
