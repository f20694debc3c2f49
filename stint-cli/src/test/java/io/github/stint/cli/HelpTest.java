package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.manual.HelpPage;
import io.github.stint.cli.manual.OptionHelp;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;

/** The pages, and that they and the options are about the same; completions and the man page are made of the pages. */
class HelpTest {

    private static final List<OptionHelp> OF_RUN = Arrays.stream(Help.values())
            .filter(page -> page != Help.STINT)
            .flatMap(page -> HelpPage.of(page.text()).options().stream())
            .toList();

    @ParameterizedTest
    @EnumSource
    void aPageFitsAScreen(Help page) {
        assertThat(page.text().lines().count()).isLessThanOrEqualTo(24);
        assertThat(page.text().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void everyOptionIsDescribedOnOnePageWithAllItsNames() {
        assertThat(OF_RUN)
                .extracting(OptionHelp::names)
                .containsExactlyInAnyOrderElementsOf(RunOptions.spec().options().stream()
                        .map(option -> List.of(option.names()))
                        .toList());
    }

    @Test
    void thePageNamesAValueOfExactlyTheOptionsThatHaveOne() {
        for (OptionHelp help : OF_RUN) {
            OptionSpec option = RunOptions.spec().findOption(help.names().getFirst());
            assertThat(help.hasValue()).as("%s", help).isEqualTo(option.arity().max() > 0);
        }
    }

    @Test
    void thePageSaysWhatEachOptionDoes() {
        assertThat(OF_RUN).noneMatch(help -> help.text().isBlank());
    }

    @Test
    void theFirstPageNamesEveryTopicAndCommand() {
        String words = HelpPage.of(Help.STINT.text()).entries().toString();

        assertThat(words).contains(Help.topics().stream().skip(1).toList());
        assertThat(words).contains(AboutCommands.NAMES);
    }

    @Test
    void aTopicThatIsNotThereIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> Help.about("x y"))
                .hasMessage("no help about 'x y'; topics are: " + String.join(", ", Help.topics()));
    }
}
