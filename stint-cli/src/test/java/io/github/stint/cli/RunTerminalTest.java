package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.words.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is seen on a terminal, which {@code script} of util-linux plays here. */
class RunTerminalTest {

    @Test
    void standardErrorOnATerminalHasAProgressLineAndASummary() throws Exception {
        StintProcess.Ended ended =
                onTerminal("", "run", "-j", "1", "--shell", "sleep 0.5; echo out{}", ":::", "1", "2");

        assertThat(ended.out())
                .contains("\r\u001b[Kstint: 0 of 2 done, 1 running, 0 failed, 0/s")
                .contains("\r\u001b[Kout1\r\n")
                .contains("\r\u001b[Kout2\r\n")
                .endsWith("s\r\n")
                .containsPattern("(\n|\r\u001b\\[K)stint: 2 done, 0 failed, in ");
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
        String line = ShellQuote.quote(StintProcess.command(arguments));
        List<String> command = new ArrayList<>(List.of("script", "-qec", line, "/dev/null"));
        try (StintProcess stint = StintProcess.start(new ProcessBuilder(command))) {
            stint.input(typed);
            return stint.end();
        }
    }
}
