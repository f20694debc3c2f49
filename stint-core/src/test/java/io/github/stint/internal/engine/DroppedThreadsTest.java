package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More threads of dropped tasks than there are carriers, and those who drop them wait for the owner's lock. */
class DroppedThreadsTest {

    private static final int TASKS = 4 * Runtime.getRuntime().availableProcessors();

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "dropped", TASKS, FailurePolicy.COUNT, Ticker.system()), null);

    private TaskCell<String> onItsWay() {
        TaskCell<String> cell = new TaskCell<>(engine, TaskOptions.defaults(), () -> "never");
        AfterLock left = engine.core().locked(() -> {
            engine.core().accept(cell, 0);
            return engine.core().pump(0);
        });
        assertThat(left).as("the start, left undone").isNotNull();
        return cell;
    }

    @Test
    void leaveTheCarriersToWhoDropsThem() throws Exception {
        List<TaskCell<String>> cells = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            cells.add(onItsWay());
        }
        List<Thread> cancellers = new ArrayList<>();
        engine.core().lock.lock();
        try {
            for (TaskCell<String> cell : cells) {
                cancellers.add(Thread.ofVirtual().start(() -> cell.cancel("not needed")));
            }
            cancellers.forEach(Eventually::waits);
            assertThat(cells).allMatch(cell -> cell.phase() == StateWord.ENDING);
            for (TaskCell<String> cell : cells) {
                assertThat(cell.launch()).isNull();
            }
        } finally {
            engine.core().lock.unlock();
        }
        for (Thread canceller : cancellers) {
            Eventually.ends(canceller);
        }
        Eventually.eventually(
                "all are off the books", () -> engine.view().cells().isEmpty());
        assertThat(cells).allMatch(cell -> cell.state() == TaskState.CANCELLED);
    }
}
