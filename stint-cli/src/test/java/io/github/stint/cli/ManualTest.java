package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stint.cli.manual.HelpPage;
import io.github.stint.cli.manual.OptionHelp;
import io.github.stint.cli.process.Executable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual page, as a program that shows such pages understands it. */
class ManualTest {

    @Test
    void theManualPageIsAnOutput() throws Exception {
        assertThat(StintProcess.run("man")).isEqualTo(new StintProcess.Ended(0, Manual.page(), ""));
        assertThat(StintProcess.run("man", "run"))
                .isEqualTo(new StintProcess.Ended(2, "", "stint: man takes no word: run"));
    }

    @Test
    void nothingInItIsWarnedOf() throws Exception {
        assertThat(mandoc("-T", "lint", "-W", "warning")).isEqualTo(new StintProcess.Ended(0, "", ""));
    }

    @Test
    void itHasTheSectionsThatPeopleLookFor() throws Exception {
        assertThat(shown().lines().filter(line -> line.matches("[A-Z]+.*")))
                .startsWith(
                        "STINT(1)                    General Commands Manual                   STINT(1)",
                        "NAME",
                        "SYNOPSIS",
                        "DESCRIPTION",
                        "RUN")
                .hasSize(Help.values().length + 3);
    }

    @ParameterizedTest
    @EnumSource
    void everyOptionOfAPageIsInIt(Help page) throws Exception {
        String shown = shown();

        for (OptionHelp option : HelpPage.of(page.text()).options()) {
            String head = String.join(", ", option.names()) + (option.hasValue() ? " " + option.value() : "");
            assertThat(shown.lines().map(String::strip))
                    .anyMatch(line -> line.equals(head) || line.startsWith(head + " "));
        }
    }

    @Test
    void whatATypesetterWouldTakeForItsOwnStandsThereAsItIs() throws Exception {
        assertThat(shown()).contains("'\\n', '\\t', '\\0'", "{//}", "~/.config/fish");
    }

    private static String shown() throws Exception {
        return mandoc("-T", "utf8").out().replaceAll(".\b", "");
    }

    private static StintProcess.Ended mandoc(String... options) throws Exception {
        assumeTrue(new Executable(Map.of()).exists("mandoc"), "no mandoc");
        List<String> command = new ArrayList<>(List.of("mandoc"));
        command.addAll(List.of(options));
        return StintProcess.run(Manual.page().getBytes(StandardCharsets.UTF_8), new ProcessBuilder(command));
    }
}
