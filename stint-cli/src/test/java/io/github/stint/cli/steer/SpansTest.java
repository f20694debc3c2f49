package io.github.stint.cli.steer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,0ms",
        "PT0.9999S,999ms",
        "PT1S,1.0s",
        "PT59.999S,59.9s",
        "PT60S,1m00s",
        "PT59M59S,59m59s",
        "PT1H,1h00m",
        "PT23H59M,23h59m",
        "PT99H,4d03h"
    })
    void aSpanHasTwoPartsAtMost(Duration span, String shown) {
        assertThat(Spans.of(span)).isEqualTo(shown);
    }
}
