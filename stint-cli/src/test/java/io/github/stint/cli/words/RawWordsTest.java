package io.github.stint.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawWordsTest {

    @Test
    void everyByteSurvives() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(RawWords.bytes(RawWords.of(all))).isEqualTo(all);
    }

    @Test
    void anEncodedTextIsItsBytes() {
        assertThat(RawWords.bytes(RawWords.encoded("plain"))).isEqualTo("plain".getBytes(StandardCharsets.US_ASCII));
        assertThat(RawWords.decoded(RawWords.encoded("plain"))).isEqualTo("plain");
    }

    @Test
    void aCommandLineIsSplitAtItsZeros() {
        byte[] words = "java\0\0a b\0".getBytes(StandardCharsets.US_ASCII);

        assertThat(RawWords.splitAtZero(words)).containsExactly("java", "", "a b");
    }
}
