package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that has its slot, and whose thread cannot be started. */
class StartFailureTest {

    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "poor", 1, FailurePolicy.COUNT, Ticker.system()), null);
    private final OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Takes a task in as the engine does, up to the moment in which its thread would be started. */
    private TaskCell<String> admitted() {
        return admitted(engine);
    }

    private TaskCell<String> admitted(Engine to) {
        TaskCell<String> cell = new TaskCell<>(
                to, TaskOptions.defaults().onDone(task -> heard.add(task.state().name())), () -> "never");
        AfterLock after = to.core().locked(() -> {
            to.core().accept(cell, 0);
            return to.core().pump(0);
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

    @Test
    void whoCouldNotStartItKeepsHisInterruptWhichIsNotForItsCallbacks() {
        List<Boolean> interrupted = new ArrayList<>();
        TaskCell<String> cell = new TaskCell<>(
                engine,
                TaskOptions.defaults()
                        .onDone(task -> interrupted.add(Thread.currentThread().isInterrupted())),
                () -> "never");
        AfterLock ignored = engine.core().locked(() -> {
            engine.core().accept(cell, 0);
            return engine.core().pump(0);
        });

        Thread.currentThread().interrupt();
        AfterLock.perform(cell.failToStart(noThread));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).containsExactly(false);
    }

    // ---- with a listener

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Tells what it hears, and does that while it is told of a submission. */
    private Engine heardBy(Consumer<TaskCell<?>> whileSubmitted) {
        TaskListener listener = new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                told.add("submitted");
                whileSubmitted.accept((TaskCell<?>) task);
                told.add("submitted for all");
            }

            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                told.add("ended " + task.state());
            }
        };
        return new Engine(
                EngineOptions.queueing(
                        "Test",
                        "poor",
                        1,
                        FailurePolicy.COUNT,
                        Surroundings.usual().withListener(listener)),
                null);
    }

    @Test
    @Timeout(10)
    void aListenerMayCancelWhatItIsToldOfThoughThereIsNoThreadForTheCallbacks() throws Exception {
        Engine heardEngine = heardBy(cell -> {
            cell.cancel("not needed");
            cell.settleElsewhere();
            told.add("settled: " + cell.state());
        });
        TaskCell<String> cell = admitted(heardEngine);

        cell.tellSubmitted();

        assertThat(told).containsExactly("submitted", "settled: CANCELLED", "submitted for all", "ended CANCELLED");
        assertThat(heard).containsExactly("CANCELLED");
        assertThat(heardEngine.ending().awaitIdle(Deadline.NEVER)).isTrue();
    }

    @Test
    @Timeout(10)
    void whoCannotStartItDoesNotWaitForWhoTellsOfItsSubmission() throws Exception {
        try (Gate hold = new Gate()) {
            Engine heardEngine = heardBy(cell -> hold.passStubbornly());
            TaskCell<String> cell = admitted(heardEngine);
            OtherThread<String> submitter = OtherThread.run(() -> {
                cell.tellSubmitted();
                return "told";
            });
            hold.awaitArrived(1);

            AfterLock.perform(cell.failToStart(noThread));

            assertThat(cell.state()).isEqualTo(TaskState.FAILED);
            assertThat(told).containsExactly("submitted");
            hold.open();
            assertThat(submitter.value()).isEqualTo("told");
            assertThat(told).containsExactly("submitted", "submitted for all", "ended FAILED");
            assertThat(heardEngine.ending().awaitIdle(Deadline.NEVER)).isTrue();
        }
    }
}
