package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.manual.HelpPage;
import io.github.stint.cli.manual.OptionHelp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;

/** The pages, and that they and the options are about the same; completions and the man page are made of the pages. */
class HelpTest {

    private static final List<OptionHelp> OF_RUN = Arrays.stream(Help.values())
            .filter(page -> page != Help.STINT && !Help.ofSteering().contains(page))
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

    @ParameterizedTest
    @EnumSource
    void everyOptionOfACommandThatSteersIsOnItsPageOrThatAboutSockets(SteerCommand command) {
        List<OptionHelp> described = Stream.of(command.help(), Help.SOCKETS)
                .flatMap(page -> HelpPage.of(page.text()).options().stream())
                .toList();
        for (OptionSpec option : command.spec(command.word()).options()) {
            if (!option.usageHelp()) {
                assertThat(described)
                        .as("of %s", command)
                        .filteredOn(help -> help.names().equals(List.of(option.names())))
                        .singleElement()
                        .satisfies(help -> assertThat(help.hasValue())
                                .isEqualTo(option.arity().max() > 0));
            }
        }
    }

    @Test
    void thePagesAboutSteeringNameNoOptionThatNoCommandHas() {
        List<List<String>> there = Arrays.stream(SteerCommand.values())
                .flatMap(command -> command.spec(command.word()).options().stream())
                .map(option -> List.of(option.names()))
                .toList();
        for (Help page : Help.ofSteering()) {
            assertThat(HelpPage.of(page.text()).options()).allMatch(help -> there.contains(help.names()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandThatSteersIsNamedOnItsPageAndOnTheFirst(SteerCommand command) {
        assertThat(command.help().text()).containsPattern("\\b" + command.word() + "\\b");
        assertThat(Help.STINT.text()).containsPattern("\\b" + command.word() + "\\b");
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
