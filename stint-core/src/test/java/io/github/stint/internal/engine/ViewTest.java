package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import org.junit.jupiter.api.Test;

class ViewTest {

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "view", 1, FailurePolicy.COUNT, Ticker.system()), null);

    @Test
    void cellsAtOnceAreTheLiveTasksTheOldestFirst() throws Exception {
        try (Gate hold = new Gate()) {
            TaskCell<Void> runs = new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                hold.pass();
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
        try (Gate hold = new Gate()) {
            engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                hold.pass();
                return null;
            }));
            Gate locked = new Gate();
            Aside<Void> holder = Aside.run(() -> {
                engine.core().lock.lock();
                try {
                    locked.passStubbornly();
                } finally {
                    engine.core().lock.unlock();
                }
            });
            locked.awaitArrived(1);
            assertThat(engine.view().cellsAtOnce()).isEmpty();
            locked.open();
            assertThat(holder.thrown()).isNull();
            assertThat(engine.view().cellsAtOnce()).hasSize(1);
        }
    }
}
