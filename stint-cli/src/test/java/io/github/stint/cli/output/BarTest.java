package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {

    @ParameterizedTest
    @CsvSource({
        "0,'▕    ▏'",
        "0.03125,'▕▏   ▏'",
        "0.125,'▕▌   ▏'",
        "0.5,'▕██  ▏'",
        "0.99,'▕███▉▏'",
        "1,'▕████▏'",
        "1.2,'▕████▏'"
    })
    void itGrowsByEighths(double fraction, String bar) {
        assertThat(Bar.of(fraction, 6, new Look(true, false))).isEqualTo(bar);
    }

    @ParameterizedTest
    @CsvSource({"0,[----]", "0.24,[----]", "0.25,[#---]", "1,[####]"})
    void withoutUnicodeItGrowsByColumns(double fraction, String bar) {
        assertThat(Bar.of(fraction, 6, Look.PLAIN)).isEqualTo(bar);
    }
}
