package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Stats;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A task that has its slot, and whose thread cannot be started. */
class StartFailureTest {

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "poor", 1, FailurePolicy.COUNT, Ticker.system()), null);
    private final OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Takes a task in as the engine does, up to the moment in which its thread would be started. */
    private TaskCell<String> admitted() {
        TaskCell<String> cell = new TaskCell<>(
                engine,
                TaskOptions.defaults().onDone(task -> heard.add(task.state().name())),
                () -> "never");
        AfterLock after = engine.core().locked(() -> {
            engine.core().accept(cell);
            return engine.core().pump();
        });
        assertThat(after).as("what is left undone: the start").isNotNull();
        assertThat(cell.phase()).isEqualTo(StateWord.STARTING);
        return cell;
    }

    @Test
    void failsWithWhatWentWrongAndGivesItsSlotToTheNext() throws Exception {
        TaskCell<String> cell = admitted();
        TaskCell<String> next = new TaskCell<>(engine, TaskOptions.defaults(), () -> "next");
        engine.start(next);
        assertThat(next.state()).isEqualTo(TaskState.QUEUED);

        AfterLock.perform(cell.failToStart(noThread));

        assertThat(cell.join()).isEqualTo(new Failure<>(noThread));
        assertThat(next.join()).isEqualTo(new Success<>("next"));
        assertThat(engine.ending().awaitIdle(Deadline.NEVER)).isTrue();
        assertThat(heard).containsExactly("FAILED");
        Stats stats = engine.view().stats();
        assertThat(stats.running()).isZero();
        assertThat(stats.failed()).isEqualTo(1);
        assertThat(stats.succeeded()).isEqualTo(1);
    }

    @Test
    void staysCancelledIfThatCameFirst() throws Exception {
        TaskCell<String> cell = admitted();
        cell.cancel("not needed");
        assertThat(cell.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(engine.view().stats().running()).isZero();

        AfterLock.perform(cell.failToStart(noThread));

        assertThat(heard).containsExactly("CANCELLED");
        assertThat(engine.ending().awaitIdle(Deadline.NEVER)).isTrue();
        assertThat(engine.view().stats().cancelled()).isEqualTo(1);
    }
}
