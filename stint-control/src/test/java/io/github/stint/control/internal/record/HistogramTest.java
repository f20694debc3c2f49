package io.github.stint.control.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.Distribution.Octave;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Percentiles within a sixteenth. */
class HistogramTest {

    @Test
    void everyNumberIsInABucketThatEndsAtMostASixteenthAboveIt() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextLong() >>> (1 + random.nextInt(63));
            int bucket = Histogram.bucket(nanos);
            long highest = Histogram.highest(bucket);
            assertThat(highest).isGreaterThanOrEqualTo(nanos);
            assertThat(highest - nanos).isLessThanOrEqualTo(nanos / 16);
            assertThat(Histogram.bucket(highest)).isEqualTo(bucket);
            if (highest != Long.MAX_VALUE) {
                assertThat(Histogram.bucket(highest + 1)).isEqualTo(bucket + 1);
            }
        }
    }

    @Test
    void percentilesAreThoseOfTheTimes() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 1_000; i++) {
            histogram.add(Duration.ofMillis(i));
        }
        Distribution it = histogram.distribution();
        assertThat(it.count()).isEqualTo(1_000);
        assertThat(it.p50()).isBetween(Duration.ofMillis(500), Duration.ofMillis(532));
        assertThat(it.p90()).isBetween(Duration.ofMillis(900), Duration.ofMillis(957));
        assertThat(it.p99()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_000));
        assertThat(it.max()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withoutTimesAllIsZero() {
        assertThat(new Histogram().distribution())
                .isEqualTo(new Distribution(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of()));
    }

    @Test
    void octavesTellHowManyThereWereOfWhichLength() {
        Histogram histogram = new Histogram();
        for (long nanos : new long[] {5, 6, 7, 20, 100}) {
            histogram.add(Duration.ofNanos(nanos));
        }
        assertThat(histogram.distribution().octaves())
                .containsExactly(octave(8, 3), octave(16, 0), octave(32, 1), octave(64, 0), octave(128, 1));
    }

    @Test
    void thereAreNoMoreOctavesThanAnAnswerHasRoomForAndAllTimesAreInOne() {
        Histogram histogram = new Histogram();
        histogram.add(Duration.ZERO);
        histogram.add(Duration.ofDays(1));

        assertThat(histogram.distribution().octaves())
                .hasSize(24)
                .startsWith(octave(1L << 24, 1))
                .endsWith(octave(1L << 47, 1));
    }

    private static Octave octave(long nanos, long count) {
        return new Octave(Duration.ofNanos(nanos), count);
    }

    @Test
    void theLongestAndTheShortestHaveABucket() {
        Histogram histogram = new Histogram();
        histogram.add(Duration.ofSeconds(Long.MAX_VALUE));
        histogram.add(Duration.ZERO);
        histogram.add(Duration.ofNanos(-1));
        assertThat(histogram.distribution().count()).isEqualTo(3);
        assertThat(histogram.distribution().p50()).isZero();
        assertThat(histogram.distribution().max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }
}
