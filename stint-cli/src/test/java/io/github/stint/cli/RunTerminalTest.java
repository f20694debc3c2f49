package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import io.github.stint.cli.words.ShellQuote;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen on a terminal, which {@code script} of util-linux plays here. */
class RunTerminalTest {

    @TempDir
    private Path folder;

    private static final String BEFORE = "\r\u001b[m";
    private static final String BAR = "[------------------] 0/2, 1 running, 0 failed, 0/s";
    private static final String AFTER = "\u001b[K\u001b[J";
    private static final String CLEARED = "\r\u001b[K";

    @Test
    void standardErrorOnATerminalHasProgressBelowTheOutputsAndASummary() throws Exception {
        StintProcess.Ended ended =
                onTerminal("", "run", "-j", "1", "--shell", "sleep 0.5; echo out{}", ":::", "1", "2");

        assertThat(ended.out())
                .contains(BEFORE + BAR + AFTER)
                .contains(CLEARED + "out1\r\n" + BEFORE)
                .contains(CLEARED + "out2\r\n" + BEFORE)
                .containsPattern("\r\u001b\\[Kstint: 2 done, 0 failed, in [0-9. a-z]+\r\n$");
    }

    @Test
    void progressCanBeForbidden() throws Exception {
        assertThat(onTerminal("", "run", "--no-progress", "--shell", "sleep 0.5; echo out{}", ":::", "1")
                        .out())
                .startsWith("out1\r\nstint: 1 done, 0 failed, in ");
    }

    @Test
    void progressCanBeHadElsewhereAsLines() throws Exception {
        Marks marks = new Marks(folder);
        Path gate = marks.gate("gate");
        try (StintProcess stint =
                StintProcess.start("run", "--progress", "--shell", "read x < {}", ":::", gate.toString())) {
            String line = stint.awaitErr("running");
            marks.release("gate");

            assertThat(line).isEqualTo("stint: 0 of 1 done, 1 running, 0 failed, 0/s");
            assertThat(stint.end().status()).isZero();
        }
    }

    @Test
    void aFailureIsRedWhereColorsAreWanted() throws Exception {
        String failing = "[ {} = 1 ] || sleep 0.5; exit 1";
        String red = "\u001b[31m1 failed\u001b[m";

        assertThat(onTerminal("", "run", "-j", "1", "--shell", failing, ":::", "1", "2")
                        .out())
                .contains(red);
        assertThat(onTerminal("", "run", "-j", "1", "--color", "never", "--shell", failing, ":::", "1", "2")
                        .out())
                .contains(", 1 failed")
                .doesNotContain(red);
        assertThat(onTerminal(Map.of("NO_COLOR", "1"), "", "run", "-j", "1", "--shell", failing, ":::", "1", "2")
                        .out())
                .contains(", 1 failed")
                .doesNotContain(red);
    }

    @Test
    void standardErrorElsewhereHasNothing() throws Exception {
        assertThat(StintProcess.run("run", "--shell", "sleep 0.5", ":::", "1").err())
                .isEmpty();
    }

    @Test
    void whoWouldTypeTheArgumentsIsToldSoAndSeesNoProgressBetween() throws Exception {
        StintProcess.Ended ended = onTerminal("one\n\u0004", "run", "--shell", "sleep 0.5; echo out:{}");

        assertThat(ended.out())
                .contains("stint: type the arguments, one a line; Ctrl-D ends them\r\n")
                .contains("out:one\r\n")
                .doesNotContain("running");
    }

    private static StintProcess.Ended onTerminal(String typed, String... arguments) throws Exception {
        return onTerminal(Map.of(), typed, arguments);
    }

    private static StintProcess.Ended onTerminal(Map<String, String> environment, String typed, String... arguments)
            throws Exception {
        String line = ShellQuote.quote(StintProcess.command(arguments));
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null");
        builder.environment().putAll(Map.of("TERM", "xterm", "LC_ALL", "C"));
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        try (StintProcess stint = StintProcess.start(builder)) {
            stint.input(typed);
            return stint.end();
        }
    }
}
