package io.github.stint.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of gate alone, with times that the test makes up. */
class StartGateTest {

    private static final long MILLI = 1_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 100, -500})
    void betweenTwoStartsPassesTheTimeThatWasAsked(long now) {
        Spacing spacing = new Spacing(Duration.ofNanos(300));

        assertThat(spacing.closedFor(now)).isZero();
        spacing.started(now);
        assertThat(spacing.closedFor(now + 100)).isEqualTo(200);
        assertThat(spacing.closedFor(now + 300)).isZero();
    }

    @Test
    void inAnyPeriodStartSoManyAtMost() {
        StartRate rate = new StartRate(3, Duration.ofNanos(1_000));
        List<Long> starts = new ArrayList<>();
        for (long now = 0; now < 5_000; now += 100) {
            if (rate.closedFor(now) <= 0) {
                rate.started(now);
                starts.add(now);
            }
        }

        assertThat(starts)
                .containsExactly(
                        0L, 100L, 200L, 1_000L, 1_100L, 1_200L, 2_000L, 2_100L, 2_200L, 3_000L, 3_100L, 3_200L, 4_000L,
                        4_100L, 4_200L);
    }

    @Test
    void theyNeedNotStartAtOnceToCount() {
        StartRate rate = new StartRate(2, Duration.ofNanos(1_000));
        rate.started(0);
        rate.started(900);

        assertThat(rate.closedFor(950)).isEqualTo(50);
        rate.started(1_000);
        assertThat(rate.closedFor(1_000)).isEqualTo(900);
    }

    @Test
    void noneStartsWhileTheLoadIsThatHigh() {
        AtomicInteger load = new AtomicInteger(4);
        LoadLimit limit = new LoadLimit(4, load::get);

        assertThat(limit.closedFor(0)).isPositive();
        load.set(3);
        assertThat(limit.closedFor(1)).isZero();
    }

    @Test
    void whatWasStartedHasAMomentToShowInTheLoad() {
        LoadLimit limit = new LoadLimit(4, () -> 0);
        limit.started(0);

        assertThat(limit.closedFor(5 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(limit.closedFor(10 * MILLI)).isZero();
    }

    @Test
    void noneStartsWhileThereIsTooLittleMemory() {
        AtomicLong available = new AtomicLong(999);
        MemoryLimit limit = new MemoryLimit(1_000, available::get);

        assertThat(limit.closedFor(0)).isPositive();
        assertThat(limit.isFarBelow()).isFalse();
        available.set(1_000);
        assertThat(limit.closedFor(0)).isZero();
        available.set(499);
        assertThat(limit.isFarBelow()).isTrue();
    }

    @Test
    void theSystemTellsItsLoadAndItsMemory() {
        assertThat(SystemState.isTold()).isTrue();
        assertThat(SystemState.load()).isBetween(0, 1_000_000);
        assertThat(SystemState.availableMemory()).isBetween(1L << 20, 1L << 50);
    }
}
