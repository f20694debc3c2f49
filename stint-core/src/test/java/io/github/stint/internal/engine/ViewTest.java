package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskInfo;
import io.github.stint.TaskOptions;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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

    /** Found beside spinning processes: the elder of two looked younger if the thread that looked lost its processor in between. */
    @Test
    void agesOfSeveralTasksAreOfOneMoment() throws Exception {
        AtomicLong time = new AtomicLong();
        AtomicLong passesWithEachLook = new AtomicLong();
        Ticker clock = new Ticker() {
            @Override
            public long nanoTime() {
                return time.getAndAdd(passesWithEachLook.get());
            }

            @Override
            public void parkUntil(Object blocker, long deadline) {
                LockSupport.parkNanos(blocker, 1_000_000);
            }
        };
        Engine owner = new Engine(EngineOptions.queueing("Test", "ages", 2, FailurePolicy.COUNT, clock), null);
        try (Gate hold = new Gate()) {
            for (int begun = 1; begun <= 2; begun++) {
                owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                    hold.pass();
                    return null;
                }));
                hold.awaitArrived(begun);
                time.addAndGet(5);
            }
            owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> null));

            passesWithEachLook.set(1_000);
            List<TaskInfo> infos = owner.view().infos(owner.view().cells());

            assertThat(infos).extracting(it -> it.ranFor().toNanos()).containsExactly(10L, 5L, 0L);
            passesWithEachLook.set(0);
        }
    }
}
