package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelResult;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A task that is cancelled before its body began, by another thread than the one that is on its way to run it. */
class DroppedTaskTest {

    private static final int ROUNDS = 20_000;

    private final Engine engine = new Engine(
            EngineOptions.queueing("Test", "test", EngineOptions.UNLIMITED, FailurePolicy.READ, Ticker.system()), null);

    @Test
    void whoObservesIsToldOnceAndCalledBackOnceWhicheverThreadIsFaster() {
        int dropped = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Counter counter = new Counter();
            TaskCell<String> cell =
                    new TaskCell<>(engine, TaskOptions.defaults(), () -> "value", null, null, null, counter);
            engine.start(cell);
            spin(round % 64);
            CancelResult result = cell.cancel("dropped");
            Eventually.eventually(
                    "the task is off the books", () -> engine.view().cell(cell.id()) == null);
            Eventually.eventually("the observer is told", () -> counter.published.get() > 0);
            assertThat(counter.published).as("told, round %s", round).hasValue(1);
            assertThat(counter.afterwards)
                    .as("called back, round %s, %s", round, cell)
                    .hasValue(1);
            if (result == CancelResult.REQUESTED && cell.state() == TaskState.CANCELLED) {
                dropped++;
            }
        }
        assertThat(dropped).as("tasks that were cancelled in time").isPositive();
    }

    @Test
    void itIsNotOffTheBooksBeforeItsObserversWereTold() {
        Race.run(ROUNDS, () -> {
            Counter counter = new Counter();
            int[] seen = {0};
            TaskCell<String> cell =
                    new TaskCell<>(engine, TaskOptions.defaults(), () -> "value", null, null, null, counter);
            engine.start(cell);
            return Heat.of(
                    () -> cell.cancel("dropped"),
                    () -> {
                        while (engine.view().cell(cell.id()) != null) {
                            Thread.onSpinWait();
                        }
                        seen[0] = counter.published.get();
                    },
                    () -> assertThat(seen[0]).as("told").isOne());
        });
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private static final class Counter extends Observer {
        final AtomicInteger published = new AtomicInteger();
        final AtomicInteger afterwards = new AtomicInteger();

        @Override
        protected void published(TaskCell<?> task) {
            published.incrementAndGet();
        }

        @Override
        protected void afterwards(TaskCell<?> task) {
            afterwards.incrementAndGet();
        }

        @Override
        protected boolean callsBack() {
            return true;
        }
    }
}
