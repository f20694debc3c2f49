package io.github.stint.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.VirtualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -7_000_000_019L, Long.MAX_VALUE - 1_000, Long.MIN_VALUE, Long.MIN_VALUE + 500})
    void itPassesAtItsMomentWhereverTheClockBegan(long beginning) {
        VirtualTicker ticker = new VirtualTicker(beginning);
        long deadline = Deadline.after(ticker, Duration.ofNanos(2_000));
        assertThat(Deadline.hasPassed(ticker, deadline)).isFalse();
        ticker.advance(Duration.ofNanos(1_999));
        assertThat(Deadline.hasPassed(ticker, deadline)).isFalse();
        ticker.advance(Duration.ofNanos(1));
        assertThat(Deadline.hasPassed(ticker, deadline)).isTrue();
        ticker.advance(Duration.ofDays(365));
        assertThat(Deadline.hasPassed(ticker, deadline)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-100000H"})
    void noTimeAndLessIsNow(String time) {
        VirtualTicker ticker = new VirtualTicker();
        long deadline = Deadline.after(ticker, Duration.parse(time));
        assertThat(deadline).isEqualTo(ticker.nanoTime());
        assertThat(Deadline.hasPassed(ticker, deadline)).isTrue();
        assertThat(Deadline.nanos(Duration.parse(time))).isZero();
    }

    @Test
    void theLongestNegativeTimeIsNow() {
        assertThat(Deadline.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }

    @Test
    void aTimeLongerThanAClockCanTellIsNever() {
        VirtualTicker ticker = new VirtualTicker();
        for (Duration time : new Duration[] {
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofDays(365 * 300),
            Duration.ofNanos(Long.MAX_VALUE)
        }) {
            assertThat(Deadline.nanos(time)).isEqualTo(Deadline.NEVER);
            assertThat(Deadline.after(ticker, time)).isEqualTo(Deadline.NEVER);
        }
    }

    @Test
    void aTimeOfAHundredYearsIsTold() {
        Duration century = Duration.ofDays(36_525);
        assertThat(Deadline.nanos(century)).isEqualTo(century.toNanos());
    }

    @Test
    void neverDoesNotPass() {
        VirtualTicker ticker = new VirtualTicker(Long.MAX_VALUE - 1);
        for (int i = 0; i < 4; i++) {
            assertThat(Deadline.hasPassed(ticker, Deadline.NEVER)).isFalse();
            ticker.advance(Duration.ofNanos(1));
        }
    }
}
