package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.spi.Ticker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Doorway;
import io.github.stint.testing.Hold;
import org.junit.jupiter.api.Test;

class ViewTest {

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "view", 1, FailurePolicy.COUNT, Ticker.system()), null);

    @Test
    void cellsAtOnceAreTheLiveTasksTheOldestFirst() throws Exception {
        try (Hold hold = new Hold()) {
            TaskCell<Void> runs = new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                hold.await();
                return null;
            });
            TaskCell<Void> waits = new TaskCell<>(engine, TaskOptions.defaults(), () -> null);
            engine.start(runs);
            engine.start(waits);
            assertThat(engine.view().cellsAtOnce()).containsExactly(runs, waits);
        }
    }

    @Test
    void cellsAtOnceAreNoneWhileTheLockIsHeldAndAreNotWaitedFor() throws Exception {
        try (Hold hold = new Hold()) {
            engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                hold.await();
                return null;
            }));
            Doorway locked = new Doorway();
            Aside<Void> holder = Aside.run(() -> {
                engine.core().lock.lock();
                try {
                    locked.passDeaf();
                } finally {
                    engine.core().lock.unlock();
                }
            });
            locked.awaitReached();
            assertThat(engine.view().cellsAtOnce()).isEmpty();
            locked.open();
            assertThat(holder.thrown()).isNull();
            assertThat(engine.view().cellsAtOnce()).hasSize(1);
        }
    }
}
