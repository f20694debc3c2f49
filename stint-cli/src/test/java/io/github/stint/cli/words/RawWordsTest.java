package io.github.stint.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    }

    @Test
    void aFileCanHaveAnyName(@TempDir Path folder) throws IOException {
        String inUtf8 = RawWords.of("ä+b %41".getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("plain", inUtf8, "a\u00ff\nb", "\u00e4")) {
            Path file = Files.writeString(RawWords.path(folder + "/" + name), "text");

            assertThat(RawWords.nameOf(file)).isEqualTo(name);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                assertThat(entries).extracting(RawWords::nameOf).containsExactly(name);
            }
            Files.delete(file);
        }
    }

    @Test
    void aNameWithoutAFolderIsThatOfAFileHere() {
        assertThat(RawWords.path("plain")).isEqualTo(Path.of("plain"));
        assertThat(RawWords.path("\u00ff")).hasParentRaw(Path.of("").toAbsolutePath());
        assertThat(RawWords.nameOf(RawWords.path("\u00ff"))).isEqualTo("\u00ff");
    }

    @Test
    void aCommandLineIsSplitAtItsZeros() {
        byte[] words = "java\0\0a b\0".getBytes(StandardCharsets.US_ASCII);

        assertThat(RawWords.splitAtZero(words)).containsExactly("java", "", "a b");
    }
}
