package io.github.stint.soak.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeapTest {

    private static final int SAMPLES = 96;
    private static final double SECONDS = 5;

    @Test
    void theSlopeOfALineIsItsOwn() {
        Slope slope = Slope.of(seconds(), values(2, 0, 1));
        assertThat(slope.perHour()).isCloseTo(2, within(1e-9));
        assertThat(slope.error()).isCloseTo(0, within(1e-9));
    }

    @Test
    void noiseOfAFewKibDoesNotHideOneMibAnHourInEightMinutes() {
        int contained = 0;
        for (int seed = 0; seed < 100; seed++) {
            Slope slope = Slope.of(seconds(), values(1, 5.0 / 1024, seed));
            assertThat(slope.error()).isLessThan(0.1);
            contained += slope.least() <= 1 && 1 <= slope.most() ? 1 : 0;
        }
        assertThat(contained).isBetween(88, 100);
    }

    @Test
    void aFewSamplesFarOffDoNotMoveIt() {
        double[] values = values(0, 1.0 / 1024, 3);
        values[SAMPLES - 1] += 50;
        values[SAMPLES / 2] += 50;
        values[SAMPLES - 5] += 50;
        assertThat(Slope.of(seconds(), values).perHour()).isCloseTo(0, within(0.05));
    }

    @Test
    void tooFewSamplesAreRefused() {
        assertThatThrownBy(() -> Slope.of(new double[7], new double[7]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("needs 8 samples or more, has 7");
    }

    @Test
    void aListThatGrowsIsSeenEvenInAShortRun() {
        List<byte[]> kept = new ArrayList<>();
        Heap heap = new Heap(20);
        for (int second = 0; second < 20; second++) {
            kept.add(new byte[100_000]);
            heap.sample(second);
        }
        assertThat(kept).hasSize(20);
        assertThat(heap.check(4, 1, true).ok()).isFalse();
        assertThat(heap.check(4, 1, false).ok()).isFalse();
    }

    @Test
    void withoutSamplesALongRunHasNotPassed() {
        assertThat(new Heap(5).check(0, 1, true).ok()).isFalse();
    }

    private static double[] seconds() {
        double[] seconds = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            seconds[i] = i * SECONDS;
        }
        return seconds;
    }

    private static double[] values(double perHour, double noise, long seed) {
        Random random = new Random(seed);
        double[] values = seconds();
        for (int i = 0; i < SAMPLES; i++) {
            values[i] = 4 + values[i] / 3600 * perHour + random.nextGaussian() * noise;
        }
        return values;
    }
}
