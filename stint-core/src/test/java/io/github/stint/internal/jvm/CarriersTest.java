package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriersTest {

    private final Engine engine = new Engine(
            EngineOptions.queueing("Test", "app", EngineOptions.UNLIMITED, FailurePolicy.COUNT, Ticker.system()), null);

    @ParameterizedTest
    @ValueSource(strings = {"app/task#1", "", "a@b", "odd]/runnable@nowhere"})
    void aThreadIsOnACarrierWhileItComputesAndOnNoneWhileItWaits(String name) throws Exception {
        AtomicBoolean computes = new AtomicBoolean(true);
        AtomicBoolean waits = new AtomicBoolean(true);
        Thread thread = Thread.ofVirtual().name(name).start(() -> {
            while (computes.get()) {
                Thread.onSpinWait();
            }
            while (waits.get()) {
                LockSupport.park();
            }
        });
        Eventually.eventually(
                "it is on a carrier", () -> Carriers.carrier(thread).matches("ForkJoinPool-\\d+-worker-\\d+"));
        computes.set(false);
        Eventually.eventually("it is on none", () -> Carriers.carrier(thread).isEmpty());
        waits.set(false);
        LockSupport.unpark(thread);
        thread.join();
        assertThat(Carriers.carrier(thread)).isEmpty();
    }

    @Test
    void queuedTasksHaveNoSeat() {
        Engine full = new Engine(EngineOptions.queueing("Test", "full", 1, FailurePolicy.COUNT, Ticker.system()), null);
        try (Gate hold = new Gate()) {
            TaskCell<?> runs = new TaskCell<>(full, TaskOptions.defaults(), () -> {
                hold.pass();
                return null;
            });
            full.start(runs);
            full.start(new TaskCell<>(full, TaskOptions.defaults(), () -> null));
            hold.awaitArrived(1);
            assertThat(Carriers.seats(full.view().cellsAtOnce())).containsOnlyKeys(runs);
        }
    }

    @Test
    void atMostTenTasksAreNamed() {
        try (Gate hold = new Gate()) {
            List<TaskCell<?>> cells = new ArrayList<>();
            for (int i = 0; i < 13; i++) {
                TaskCell<?> cell = new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                    hold.pass();
                    return null;
                });
                engine.start(cell);
                cells.add(cell);
            }
            hold.awaitArrived(13);
            Map<TaskCell<?>, String> seats = new LinkedHashMap<>();
            cells.forEach(cell -> seats.put(cell, "carrier-" + cell.id()));
            assertThat(Carriers.told(seats))
                    .contains("task 'app#1' on carrier-1\n    at ", "task 'app#10' on carrier-10\n", "and 3 more tasks")
                    .doesNotContain("app#11");
        }
    }
}
