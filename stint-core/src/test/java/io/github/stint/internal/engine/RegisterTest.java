package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {

    private final Register register = new Register(new Tally(0, 0));
    private long ids;

    @Test
    void theOldestQueuedIsTheSameUntilItIsQueuedNoMore() {
        TaskCell<?> first = add();
        TaskCell<?> second = add();
        assertThat(register.oldestQueued()).isSameAs(first);
        assertThat(register.oldestQueued()).isSameAs(first);
        assertThat(first.admit()).isTrue();
        assertThat(register.oldestQueued()).isSameAs(second);
        register.remove(second);
        assertThat(register.oldestQueued()).isNull();
        assertThat(register.oldestQueued()).isNull();
    }

    @Test
    void whoComesInLaterIsFoundAfterNobodyWas() {
        for (int i = 0; i < 200; i++) {
            TaskCell<?> cell = add();
            assertThat(register.oldestQueued()).isSameAs(cell);
            assertThat(cell.admit()).isTrue();
            assertThat(register.oldestQueued()).isNull();
        }
    }

    @Test
    void whatIsEmptyInTheMiddleIsPassed() {
        List<TaskCell<?>> cells = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            cells.add(add());
        }
        cells.subList(1, 999).forEach(register::remove);
        assertThat(cells.getFirst().admit()).isTrue();
        assertThat(register.oldestQueued()).isSameAs(cells.getLast());
        assertThat(register.get(1)).isSameAs(cells.getFirst());
        assertThat(register.get(500)).isNull();
        assertThat(register.where(cell -> true)).containsExactly(cells.getFirst(), cells.getLast());
    }

    @Test
    void whoIsNotInItCannotLeave() {
        TaskCell<?> cell = add();
        register.remove(cell);
        assertThatIllegalStateException()
                .isThrownBy(() -> register.remove(cell))
                .withMessageContaining("not on the books");
        TaskCell<?> stranger = Cells.cell();
        stranger.accepted(70_000, 0);
        assertThatIllegalStateException().isThrownBy(() -> register.remove(stranger));
    }

    @Test
    void theYoungestComeFirstAndNoMoreThanAskedFor() {
        List<TaskCell<?>> cells = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            cells.add(add());
        }
        assertThat(register.youngestWhere(cell -> cell.id() % 2 == 0, 2))
                .containsExactly(cells.get(129), cells.get(127));
        assertThat(register.youngestWhere(cell -> true, Integer.MAX_VALUE)).containsExactlyElementsOf(cells.reversed());
        assertThat(register.youngestWhere(cell -> true, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverHappensItDoesWhatTheModelDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, TaskCell<?>> live = new TreeMap<>();
        TreeMap<Long, TaskCell<?>> queued = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            boolean growing = step / 4_000 % 2 == 0;
            int what = random.nextInt(8);
            if (what < (growing ? 4 : 2)) {
                TaskCell<?> cell = add();
                live.put(cell.id(), cell);
                queued.put(cell.id(), cell);
            } else if (what < 6 && !live.isEmpty()) {
                boolean oldest = random.nextInt(4) > 0;
                Long id = oldest
                        ? live.firstKey()
                        : live.ceilingKey(random.nextLong(live.firstKey(), live.lastKey() + 1));
                register.remove(live.remove(id));
                queued.remove(id);
            } else if (!queued.isEmpty()) {
                TaskCell<?> cell = queued.pollFirstEntry().getValue();
                assertThat(register.oldestQueued()).isSameAs(cell);
                assertThat(cell.admit()).isTrue();
                if (queued.isEmpty() && random.nextBoolean()) {
                    register.noneQueued();
                }
            }
            assertThat(register.size()).isEqualTo(live.size());
            if (step % 100 == 0) {
                assertThat(register.oldestQueued())
                        .isSameAs(queued.isEmpty() ? null : queued.firstEntry().getValue());
                assertThat(register.where(cell -> true)).containsExactlyElementsOf(live.values());
                for (long id = 0; id <= ids + 1; id++) {
                    assertThat(register.get(id)).isSameAs(live.get(id));
                }
            }
        }
    }

    private TaskCell<?> add() {
        TaskCell<?> cell = Cells.cell();
        cell.accepted(++ids, 0);
        register.add(cell);
        return cell;
    }
}
