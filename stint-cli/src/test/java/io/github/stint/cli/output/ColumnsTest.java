package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    private static final Look UNICODE = new Look(true, false);

    @ParameterizedTest
    @CsvSource({"'',0", "abc,3", "äöü,3", "e\u0301,1", "日本語,6", "한글,4", "🎉,2", "…,1", "█,1"})
    void wideCharactersTakeTwoColumnsAndMarksNone(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({"10,0123456789", "9,0123…6789", "4,01…9", "2,0…", "1,…", "0,''"})
    void aCommandIsCutInItsMiddle(int columns, String cut) {
        assertThat(Columns.middleCut("0123456789", columns, UNICODE)).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"10,0123456789", "9,012...789", "3,...", "2,..", "0,''"})
    void withoutUnicodeTheMarkIsThreeDots(int columns, String cut) {
        assertThat(Columns.middleCut("0123456789", columns, Look.PLAIN)).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"10,0123456789", "9,01234567…", "1,…"})
    void anOutputIsCutAtItsEnd(int columns, String cut) {
        assertThat(Columns.endCut("0123456789", columns, UNICODE)).isEqualTo(cut);
    }

    @Test
    void noCharacterIsCutInHalf() {
        for (int columns = 1; columns <= 12; columns++) {
            assertThat(Columns.of(Columns.middleCut("日本語日本語x", columns, UNICODE)))
                    .isLessThanOrEqualTo(columns);
            assertThat(Columns.endCut("🎉🎉🎉🎉", columns, UNICODE))
                    .doesNotContain("?")
                    .matches("(🎉)*…?");
        }
    }
}
