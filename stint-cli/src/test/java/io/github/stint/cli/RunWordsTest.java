package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.RunWords.Input;
import io.github.stint.cli.RunWords.Separator;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWordsTest {

    @Test
    void theSeparatorEndsTheCommand() throws UsageException {
        RunWords words = RunWords.of(List.of("ls", "-l", ":::", "a", "-b"));

        assertThat(words.command()).containsExactly("ls", "-l");
        assertThat(words.inputs()).containsExactly(new Input(Separator.LIST, List.of("a", "-b")));
    }

    @Test
    void withoutASeparatorThereAreNoInputs() throws UsageException {
        assertThat(RunWords.of(List.of("ls")).inputs()).isEmpty();
    }

    @Test
    void aSeparatorWithNothingBehindItIsAnEmptyList() throws UsageException {
        assertThat(RunWords.of(List.of("ls", ":::")).inputs()).containsExactly(new Input(Separator.LIST, List.of()));
    }

    @Test
    void thereMayBeManyOfEachKind() throws UsageException {
        assertThat(RunWords.of(List.of("ls", ":::", "a", ":::", ":::+", "b", "::::", "c", "d", "::::+", "e"))
                        .inputs())
                .containsExactly(
                        new Input(Separator.LIST, List.of("a")),
                        new Input(Separator.LIST, List.of()),
                        new Input(Separator.LINKED_LIST, List.of("b")),
                        new Input(Separator.FILES, List.of("c", "d")),
                        new Input(Separator.LINKED_FILES, List.of("e")));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> RunWords.of(List.of())).hasMessageStartingWith("no command given");
        assertThatThrownBy(() -> RunWords.of(List.of(":::", "a"))).hasMessageStartingWith("no command given");
        assertThatThrownBy(() -> RunWords.of(List.of("ls", ":::+", "a")))
                .hasMessage("':::+' links to the input before it, and there is none");
        assertThatThrownBy(() -> RunWords.of(List.of("ls", ":::", "a", "::::", ":::", "b")))
                .hasMessage("'::::' needs the name of a file behind it");
    }
}
