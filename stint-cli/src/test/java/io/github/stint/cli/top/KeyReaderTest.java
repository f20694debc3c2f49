package io.github.stint.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.top.Key.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys behind what a terminal sends. */
class KeyReaderTest {

    @Test
    void arrowsAndTheirLikeAreKeysHoweverATerminalSendsThem() throws Exception {
        assertThat(keys("\u001b[A\u001bOB\u001b[C\u001bOD\u001b[5~\u001b[6~\u001b[H\u001b[4~\u001b[Z"))
                .containsExactly(
                        Key.of(Name.UP),
                        Key.of(Name.DOWN),
                        Key.of(Name.RIGHT),
                        Key.of(Name.LEFT),
                        Key.of(Name.PAGE_UP),
                        Key.of(Name.PAGE_DOWN),
                        Key.of(Name.HOME),
                        Key.of(Name.END),
                        Key.of(Name.BACK_TAB));
    }

    @Test
    void charactersAreThemselvesAlsoThoseBeyondTheFirstPlane() throws Exception {
        assertThat(keys("qä漢😀")).containsExactly(Key.of('q'), Key.of('ä'), Key.of('漢'), Key.of("😀".codePointAt(0)));
    }

    @Test
    void controlCharactersAreKeysOrNothing() throws Exception {
        assertThat(keys("\r\t\u007f\b\u0003\f\u0015\u0001"))
                .containsExactly(
                        Key.of(Name.ENTER),
                        Key.of(Name.TAB),
                        Key.of(Name.BACKSPACE),
                        Key.of(Name.BACKSPACE),
                        Key.of(Name.INTERRUPT),
                        Key.of(Name.REDRAW),
                        Key.of(Name.CLEAR),
                        Key.of(Name.OTHER));
    }

    @Test
    void aKeyThatIsNotKnownIsOneKeyAndDoesNothing() throws Exception {
        assertThat(keys("\u001b[15~q\u001b[1;5Cq"))
                .containsExactly(Key.of(Name.OTHER), Key.of('q'), Key.of(Name.OTHER), Key.of('q'));
    }

    @Test
    void escapeIsAKeyAlsoIfAnotherComesRightBehindIt() throws Exception {
        assertThat(keys("\u001b")).containsExactly(Key.of(Name.ESCAPE));
        assertThat(keys("\u001b2\u001b\u001b[A"))
                .containsExactly(Key.of(Name.ESCAPE), Key.of('2'), Key.of(Name.ESCAPE), Key.of(Name.UP));
    }

    @Test
    void theEndOfTheTerminalIsAnInterrupt() throws Exception {
        assertThat(new KeyReader(_ -> -1).next(1)).isEqualTo(Key.of(Name.INTERRUPT));
    }

    private static List<Key> keys(String typed) throws IOException {
        int[] at = {0};
        KeyReader reader =
                new KeyReader(_ -> at[0] < typed.length() ? typed.charAt(at[0]++) : KeyReader.Source.NOTHING);
        List<Key> keys = new ArrayList<>();
        for (Key key = reader.next(1); key != null; key = reader.next(1)) {
            keys.add(key);
        }
        return keys;
    }
}
