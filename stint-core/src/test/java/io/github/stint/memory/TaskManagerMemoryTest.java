package io.github.stint.memory;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskManager;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.test.Gate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a manager keeps of the tasks that have ended: nothing. */
class TaskManagerMemoryTest {

    private static final int MILLION = 1_000_000;
    private static final int MANY_AT_ONCE = 10_000;
    private static final long ONE_MEBIBYTE = 1L << 20;

    @Test
    void ofAMillionTasksOnlyThoseThatRunAreLeftAndTheHeapIsBackToItsBase() throws Exception {
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("busy").open()) {
            for (int i = 0; i < 7; i++) {
                tasks.spawn(hold::pass);
            }
            hold.awaitArrived(7);
            run(tasks, 10 * MANY_AT_ONCE);
            long before = Heap.count(TaskCell.class);
            long base = Heap.used();
            assertThat(run(tasks, MILLION)).isEqualTo(MILLION);
            eventually("only those that run are left", () -> tasks.tasks().size() == 7);
            eventually("and no others are on the heap", () -> Heap.count(TaskCell.class) == before);
            assertThat(Heap.used() - base).as("growth of the heap").isLessThan(ONE_MEBIBYTE);
            assertThat(before)
                    .as("live tasks, with those of other tests that are not over")
                    .isGreaterThanOrEqualTo(7);
            hold.open();
        }
    }

    private static int run(TaskManager tasks, int count) throws InterruptedException {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 1; i <= count; i++) {
            tasks.spawn(ran::incrementAndGet);
            if (i % MANY_AT_ONCE == 0) {
                eventually("they are through", () -> tasks.stats().queued() == 0);
            }
        }
        eventually("all ran", () -> ran.get() == count);
        return ran.get();
    }
}
