package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

    private static final String ALL =
            Arrays.stream(Help.values()).map(Help::text).collect(Collectors.joining());

    @ParameterizedTest
    @EnumSource
    void aPageFitsAScreen(Help page) {
        assertThat(page.text().lines().count()).isLessThanOrEqualTo(24);
        assertThat(page.text().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void everyOptionIsOnAPage() {
        for (OptionSpec option : RunOptions.spec().options()) {
            assertThat(ALL).contains(option.names());
        }
    }

    @Test
    void aTopicThatIsNotThereIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> Help.about("x y"))
                .hasMessage("no help about 'x y'; topics are: stint, run, inputs, places, resume");
    }
}
