package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.Tally;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {

    @Test
    void itTellsDoneRunningFailedRateAndTimeLeft() {
        assertThat(ProgressLine.text(tally(124, 120, 1), OptionalLong.of(1_000), Duration.ofSeconds(4), 100))
                .isEqualTo("stint: 120 of 1000 done, 4 running, 1 failed, 30/s, 29 s left");
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        assertThat(ProgressLine.text(tally(3, 1, 0), OptionalLong.empty(), Duration.ofSeconds(10), 100))
                .isEqualTo("stint: 1 done, 2 running, 0 failed, 6.0/min");
    }

    @Test
    void beforeTheFirstHasEndedThereIsNoTimeLeft() {
        assertThat(ProgressLine.text(tally(2, 0, 0), OptionalLong.of(5), Duration.ZERO, 100))
                .isEqualTo("stint: 0 of 5 done, 2 running, 0 failed, 0/s");
    }

    @Test
    void itNeverFillsTheLastColumn() {
        assertThat(ProgressLine.text(tally(2, 0, 0), OptionalLong.of(5), Duration.ZERO, 20))
                .hasSize(19);
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "59,59 s", "60,1 min 00 s", "65,1 min 05 s", "3599,59 min 59 s", "7380,2 h 03 min"})
    void aTimeIsToldInTwoUnits(long seconds, String text) {
        assertThat(ProgressLine.time(seconds)).isEqualTo(text);
    }

    static Tally tally(int started, int ended, int failed) {
        Tally tally = new Tally();
        for (int i = 0; i < started; i++) {
            tally.start();
        }
        for (int i = 0; i < ended; i++) {
            tally.end(i >= failed);
        }
        return tally;
    }
}
