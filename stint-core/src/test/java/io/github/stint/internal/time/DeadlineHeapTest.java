package io.github.stint.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.internal.time.Deadlines.Armed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineHeapTest {

    private final Deadlines owner = new Deadlines(new io.github.stint.test.VirtualTicker());
    private final DeadlineHeap heap = new DeadlineHeap();

    @Test
    void theFirstIsKnownWhenItComes() {
        assertThat(heap.next()).isEqualTo(Deadline.NEVER);
        assertThat(heap.add(armed(10))).isTrue();
        assertThat(heap.add(armed(20))).isFalse();
        assertThat(heap.add(armed(5))).isTrue();
        assertThat(heap.next()).isEqualTo(5);
        assertThat(heap.pollDue(4)).isNull();
        assertThat(heap.pollDue(5)).isNotNull();
        assertThat(heap.next()).isEqualTo(10);
    }

    @Test
    void whatIsTakenBackIsSweptOutWhenItIsMoreThanHalf() {
        List<Armed> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Armed armed = armed(i);
            heap.add(armed);
            all.add(armed);
        }
        for (int i = 999; i >= 1; i--) {
            assertThat(all.get(i).disarm()).isTrue();
            assertThat(heap.live()).isEqualTo(i);
            assertThat(heap.places()).isLessThanOrEqualTo(Math.max(2 * i + 1, 2 * 64 + 1));
        }
        assertThat(heap.next()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensItDoesWhatTheModelDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Armed> live = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 4_000 % 2 == 0;
            int what = random.nextInt(10);
            if (what < (growing ? 6 : 3)) {
                long deadline = random.nextLong(1_000_000_000L);
                if (!live.containsKey(deadline)) {
                    Armed armed = armed(deadline);
                    assertThat(heap.add(armed)).isEqualTo(live.isEmpty() || deadline < live.firstKey());
                    live.put(deadline, armed);
                }
            } else if (what < 8 && !live.isEmpty()) {
                Long deadline = live.ceilingKey(random.nextLong(live.firstKey(), live.lastKey() + 1));
                assertThat(live.remove(deadline).disarm()).isTrue();
            } else if (!live.isEmpty()) {
                long first = live.firstKey();
                assertThat(heap.pollDue(first - 1)).isNull();
                assertThat(heap.pollDue(first)).isNotNull();
                assertThat(live.remove(first).disarm()).isFalse();
            }
            assertThat(heap.live()).isEqualTo(live.size());
            assertThat(heap.next()).isEqualTo(live.isEmpty() ? Deadline.NEVER : live.firstKey());
        }
    }

    private Armed armed(long deadline) {
        return new Armed(owner, heap, deadline, () -> {});
    }
}
