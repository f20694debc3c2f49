package io.github.stint.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.words.RawWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderNameTest {

    @Test
    void whatMayStandInANameStands() {
        assertThat(name("Plain name_1.txt")).isEqualTo("Plain name_1.txt");
        assertThat(name("-x*?'\"\\")).isEqualTo("-x*?'\"\\");
        assertThat(name("größe 日本 🎈")).isEqualTo("größe 日本 🎈");
        assertThat(name("a", "b", "")).isEqualTo("a,b,");
    }

    @Test
    void whatWouldLeadElsewhereOrHideDoesNot() {
        assertThat(name("/etc/passwd")).isEqualTo("%2Fetc%2Fpasswd");
        assertThat(name(".")).isEqualTo("%2E");
        assertThat(name("..")).isEqualTo("%2E.");
        assertThat(name(".hidden", ".x")).isEqualTo("%2Ehidden,.x");
        assertThat(name("a\nb\t\u007f")).isEqualTo("a%0Ab%09%7F");
        assertThat(name("\u0085")).isEqualTo("%C2%85");
        assertThat(name("")).isEqualTo("%empty");
    }

    @Test
    void differentValuesHaveDifferentNames() {
        assertThat(List.of(name("a,b"), name("a", "b"), name("a%2Cb"), name("%empty"), name("", ""), name("")))
                .doesNotHaveDuplicates();
    }

    @Test
    void bytesThatAreNoTextAreWritten() {
        assertThat(FolderName.of(List.of("a\u00ffb"))).isEqualTo("a%FFb");
        assertThat(FolderName.of(List.of("\u00e4"))).isEqualTo("%E4");
        assertThat(FolderName.of(List.of("\u00e6\u0097"))).isEqualTo("%E6%97");
        String surrogate = "\u00ed\u00a0\u0080";
        assertThat(FolderName.of(List.of(surrogate))).isEqualTo("%ED%A0%80");
    }

    @Test
    void aLongNameIsCutAndStaysUnique() {
        String first = name("x".repeat(100_000) + "1");
        String second = name("x".repeat(100_000) + "2");

        assertThat(first).startsWith("x".repeat(200) + "%~").hasSizeLessThan(240);
        assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
        assertThat(name("y".repeat(200))).isEqualTo("y".repeat(200));
        assertThat(name("z".repeat(201))).startsWith("z".repeat(200) + "%~");
    }

    @Test
    void aNameIsNotCutWithinACharacter() {
        assertThat(name("x".repeat(199) + "äöü".repeat(20))).startsWith("x".repeat(199) + "%~");
        assertThat(name("x".repeat(198) + "//" + "y".repeat(20))).startsWith("x".repeat(198) + "%~");
    }

    @Test
    void theSameValuesAgainAreKnownAsTheSame() {
        String third = FolderName.again(name("a b"), 3);

        assertThat(third).isEqualTo("a b%+3");
        assertThat(FolderName.first(third)).isEqualTo("a b");
        assertThat(FolderName.first("a b")).isEqualTo("a b");
    }

    /** Of text and as text. */
    private static String name(String... values) {
        List<String> raw = List.of(values).stream()
                .map(value -> RawWords.of(value.getBytes(StandardCharsets.UTF_8)))
                .toList();
        return new String(RawWords.bytes(FolderName.of(raw)), StandardCharsets.UTF_8);
    }
}
