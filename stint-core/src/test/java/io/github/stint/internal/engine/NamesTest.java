package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void aFullNameHasWhatThereIs() {
        assertThat(Names.full("crawler", "frontier", "fetch", 42)).isEqualTo("crawler/frontier/fetch#42");
        assertThat(Names.full("crawler", null, "fetch", 42)).isEqualTo("crawler/fetch#42");
        assertThat(Names.full("crawler", "frontier", null, 42)).isEqualTo("crawler/frontier#42");
        assertThat(Names.full("crawler", null, null, 1)).isEqualTo("crawler#1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "with blanks", "größe", "💡", "a/b#c~2"})
    void aNameOfWhateverLettersIsKept(String name) {
        assertThat(Names.check("name", name)).isSameAs(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void aBlankNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.check("group", name))
                .withMessageContaining("group must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "\u0000a", "a\u001b[31m", "a\u0085"})
    void aNameWithControlCharactersIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.check("name", name))
                .withMessageContaining("no control characters");
    }

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        assertThat(Names.check("name", "x".repeat(200))).hasSize(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.check("name", "x".repeat(201)))
                .withMessage("name must have at most 200 characters, has 201");
    }

    @Test
    void noNameAtAllIsRefusedByItsMeaning() {
        assertThatNullPointerException()
                .isThrownBy(() -> Names.check("group", null))
                .withMessage("group");
    }
}
