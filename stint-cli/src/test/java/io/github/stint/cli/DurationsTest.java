package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.words.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "10s,10000",
        "2m,120000",
        "1.5h,5400000",
        "1d,86400000",
        "200ms,200",
        "7,7000",
        "0.25,250",
        "0,0",
        "1m30s,90000",
        "1h0.5m,3630000",
        "10000d,864000000000"
    })
    void aNumberAndItsUnitAreADuration(String given, long millis) throws UsageException {
        assertThat(Durations.of("--x", given)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1x", "1s2", "1..5s", ".", "1 s", "10001d", "1e3", "99999999999999999999h"})
    void whatIsNoneIsToldWithWhatIsOne(String given) {
        assertThatThrownBy(() -> Durations.of("--x", given))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--x must be a duration like 10s, 1.5h, 1m30s or 200ms, at most 10000d: ");
    }

    @Test
    void nothingIsRefusedWhereThatMakesNoSense() {
        assertThatThrownBy(() -> Durations.positive("--x", "0s")).hasMessage("--x must be longer than nothing: 0s");
    }
}
