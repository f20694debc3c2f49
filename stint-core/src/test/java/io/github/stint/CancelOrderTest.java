package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.InterruptOrder;
import org.junit.jupiter.api.Test;

/** In which order tasks are asked to stop when many are: the youngest first, for a task may rely on an older one. */
class CancelOrderTest {

    private final InterruptOrder interrupts = new InterruptOrder();
    private final TaskPool pool =
            TaskPool.builder("pool").size(4).queue(2).onClose(Shutdown.now()).open();

    private void fill(String... groups) throws InterruptedException {
        for (String group : groups) {
            long id = pool.stats().submitted() + 1;
            pool.submit(TaskOptions.inGroup(group), () -> interrupts.await(id));
        }
        interrupts.awaitArrived(4);
    }

    @Test
    void closingAsksTheYoungestFirst() throws Exception {
        fill("g", "g", "g", "g", "g", "g");
        pool.close();
        assertThat(interrupts.order()).as("two never began").containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void cancelAllAsksTheYoungestFirst() throws Exception {
        fill("g", "g", "g", "g", "g");
        assertThat(pool.cancelAll("enough")).isEqualTo(5);
        assertThat(interrupts.order()).containsExactly(4L, 3L, 2L, 1L);
        pool.close();
    }

    @Test
    void cancelGroupAsksItsYoungestFirst() throws Exception {
        fill("g", "other", "g", "g");
        assertThat(pool.cancelGroup("g", "enough")).isEqualTo(3);
        assertThat(interrupts.order()).containsExactly(4L, 3L, 1L);
        pool.close();
    }

    @Test
    void aGroupThatIsLeftAsksItsYoungestFirst() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            for (long number = 1; number <= 3; number++) {
                long own = number;
                group.start(() -> interrupts.await(own));
            }
            interrupts.awaitArrived(3);
        }
        assertThat(interrupts.order()).containsExactly(3L, 2L, 1L);
        pool.close();
    }
}
