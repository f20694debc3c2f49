package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.words.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWordsTest {

    @Test
    void theSeparatorEndsTheCommand() throws UsageException {
        RunWords words = RunWords.of(List.of("ls", "-l", ":::", "a", "-b"));

        assertThat(words.command()).containsExactly("ls", "-l");
        assertThat(words.arguments()).hasValue(List.of("a", "-b"));
    }

    @Test
    void withoutASeparatorThereAreNoArguments() throws UsageException {
        assertThat(RunWords.of(List.of("ls")).arguments()).isEmpty();
    }

    @Test
    void aSeparatorWithNothingBehindItIsAnEmptyList() throws UsageException {
        assertThat(RunWords.of(List.of("ls", ":::")).arguments()).hasValue(List.of());
    }

    @Test
    void whatIsNotSupportedIsRefused() {
        assertThatThrownBy(() -> RunWords.of(List.of())).hasMessage("no command given");
        assertThatThrownBy(() -> RunWords.of(List.of(":::", "a"))).hasMessage("no command given");
        assertThatThrownBy(() -> RunWords.of(List.of("ls", ":::", "a", ":::", "b")))
                .hasMessage("':::' is there twice; one list of arguments is supported");
        assertThatThrownBy(() -> RunWords.of(List.of("ls", "::::", "a")))
                .hasMessage("'::::' is not supported; to read arguments from a file use -a FILE");
    }
}
