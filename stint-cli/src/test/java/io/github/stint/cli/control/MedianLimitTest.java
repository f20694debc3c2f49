package io.github.stint.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MedianLimitTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void thereIsNoLimitBeforeThreeHaveSucceeded() {
        MedianLimit limit = new MedianLimit(200);
        limit.succeeded(SECOND);
        limit.succeeded(SECOND);
        assertThat(limit.left(1_000 * SECOND)).isPositive();

        limit.succeeded(SECOND);

        assertThat(limit.left(1_000 * SECOND)).isNegative();
        assertThat(limit.left(SECOND)).isPositive();
    }

    @Test
    void itMovesWithTheMedian() {
        MedianLimit limit = new MedianLimit(200);
        LongStream.of(1, 1, 1).forEach(seconds -> limit.succeeded(seconds * SECOND));
        assertThat(limit.left(3 * SECOND)).isNegative();

        LongStream.of(10, 10, 10, 10).forEach(seconds -> limit.succeeded(seconds * SECOND));

        assertThat(limit.left(19 * SECOND)).isPositive();
        assertThat(limit.left(21 * SECOND)).isNegative();
    }

    @Test
    void theMedianOfAnyNumbersIsRightToOnePercent() {
        Random random = new Random(1);
        for (int size : new int[] {1, 2, 3, 10, 1_001}) {
            long[] times = random.longs(size, 0, 1L << random.nextInt(1, 62)).toArray();
            RunTimes all = new RunTimes();
            Arrays.stream(times).forEach(all::add);

            Arrays.sort(times);
            assertThat(all.medianNanos()).isCloseTo(times[size / 2], Percentage.withPercentage(1));
        }
    }

    @Test
    void theSmallestAndTheLargestHaveAPlaceToo() {
        for (long extreme : new long[] {0, 1, 127, 128, Long.MAX_VALUE}) {
            RunTimes one = new RunTimes();
            one.add(extreme);
            assertThat(one.medianNanos()).isCloseTo(extreme, Percentage.withPercentage(1));
        }
    }
}
