package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    @ParameterizedTest
    @ValueSource(strings = {Help.STINT, Help.RUN})
    void itFitsAScreen(String text) {
        assertThat(text.lines().count()).isLessThanOrEqualTo(24);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void everyOptionIsInIt() {
        for (OptionSpec option : RunCommand.spec().options()) {
            assertThat(Help.RUN).contains(option.names());
        }
    }
}
