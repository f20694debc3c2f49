package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastLineTest {

    private static final Look UNICODE = new Look(true, false);

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "one,one",
        "'one\ntwo\n',two",
        "'one\ntwo\n\n  \n',two",
        "'one\nbegun',begun",
        "'10 %\r20 %\r30 %',30 %",
        "'10 %\r20 %\r',20 %",
        "'windows\r\n',windows",
        "'a\tb',a b",
    })
    void itIsTheLastOneThatSaysAnything(String written, String line) {
        assertThat(of(written)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31mred\u001b[0m",
                "\u001b[2J\u001b[Hred",
                "\u001b]0;a title\u0007red",
                "\u001b]8;;http://x\u001b\\red\u001b]8;;\u001b\\",
                "\u001b(Bred",
                "\u001bcred",
                "\u0007r\be\u000ed\u007f",
                "red\u001b[",
                "red\u001b",
                "red\u202e",
            })
    void nothingThatATerminalWouldObeyIsLeft(String written) {
        assertThat(of(written)).isEqualTo("red");
    }

    @Test
    void whatIsNoTextIsMarked() {
        assertThat(LastLine.of(new byte[] {'a', (byte) 0xff, 'b'}, UNICODE)).isEqualTo("a?b");
    }

    @Test
    void whereTheLocaleIsNotUtf8OnlyAsciiIsShown() {
        assertThat(LastLine.of("grün".getBytes(StandardCharsets.UTF_8), Look.PLAIN))
                .isEqualTo("gr??n");
    }

    @Test
    void aCommandKeepsItsLengthAndNoControl() {
        assertThat(LastLine.shown("echo \u001b[31m grün".getBytes(StandardCharsets.UTF_8), UNICODE))
                .isEqualTo("echo ?[31m grün");
    }

    private static String of(String written) {
        return LastLine.of(written.getBytes(StandardCharsets.UTF_8), UNICODE);
    }
}
