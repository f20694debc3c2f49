package io.github.stint.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NearnessTest {

    private final Queue<Double> looks = new ArrayDeque<>();
    private final AtomicInteger pauses = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();

    private Nearness nearness(int attempts, double... seen) {
        for (double nanos : seen) {
            looks.add(nanos);
        }
        return new Nearness(looks::remove, pauses::incrementAndGet, attempts);
    }

    @Test
    void aTurnIsMeasuredOnceWhileTheProcessorsStayNear() throws Exception {
        Nearness nearness = nearness(3, 30, 40);

        assertThat(nearness.turn(turns::incrementAndGet)).isEqualTo(1);

        assertThat(nearness.transfers().nanos()).containsExactly(40.0);
        assertThat(nearness.transfers().far()).isZero();
        assertThat(nearness.transfers().repeated()).isZero();
        assertThat(pauses).hasValue(0);
    }

    @Test
    void aTurnThatEndsFarIsMeasuredAgainOnceTheyAreNear() throws Exception {
        Nearness nearness = nearness(3, 30, 190, 185, 31, 32);

        assertThat(nearness.turn(turns::incrementAndGet)).isEqualTo(2);

        assertThat(nearness.transfers().nanos()).containsExactly(32.0);
        assertThat(nearness.transfers().far()).isZero();
        assertThat(nearness.transfers().repeated()).isEqualTo(1);
        assertThat(pauses).hasValue(1);
    }

    @Test
    void aTurnThatIsFarEachTimeCountsAndIsTold() throws Exception {
        Nearness nearness = nearness(2, 30, 190, 30, 200);

        assertThat(nearness.turn(turns::incrementAndGet)).isEqualTo(2);

        assertThat(nearness.transfers().nanos()).containsExactly(200.0);
        assertThat(nearness.transfers().far()).isEqualTo(1);
        assertThat(nearness.transfers().repeated()).isEqualTo(1);
    }

    @Test
    void whoTakesThemAsTheyAreNeitherWaitsNorRepeats() throws Exception {
        Nearness nearness = nearness(1, 30, 30, 190, 190);

        int first = nearness.turn(turns::incrementAndGet);
        int second = nearness.turn(turns::incrementAndGet);

        assertThat(List.of(first, second)).containsExactly(1, 2);
        assertThat(nearness.transfers().nanos()).containsExactly(30.0, 190.0);
        assertThat(nearness.transfers().far()).isEqualTo(1);
        assertThat(pauses).hasValue(0);
    }

    /** What was near at first may be far, once nearer is known. */
    @Test
    void farIsWhatIsFarFromTheLeastOfAll() throws Exception {
        Nearness nearness = nearness(3, 190, 190, 30, 31);

        turns.set(nearness.turn(turns::incrementAndGet) + nearness.turn(turns::incrementAndGet));

        assertThat(nearness.transfers().far()).isEqualTo(1);
    }

    @Test
    void aTransferTakesTimeWhereThereIsAnotherProcessor() {
        double nanos = Transfer.nanos();

        assertThat(nanos > 0).isEqualTo(Runtime.getRuntime().availableProcessors() > 1);
    }
}
