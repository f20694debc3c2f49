// Over 500 lines: the scenarios of one predecessor, and the bugs that belong to each of them beside it.
package io.github.stint.scenarios;

import static io.github.stint.scenarios.Refusals.assertRefused;
import static io.github.stint.test.Eventually.eventually;
import static io.github.stint.test.Eventually.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.TaskState;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the task manager of escudeiro does, as ours does it; and its bugs, which ours has not. */
class TaskManagerScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    // ---- start

    @Test
    @Scenario(1)
    void beforeItIsStartedThereIsNothingAndThenItIsOpen() {
        TaskManager.Builder builder = TaskManager.builder("shop");
        try (TaskManager other = TaskManager.open("shop")) {
            assertThat(other.name()).as("a builder takes no name").isEqualTo("shop");
            assertThat(other.stats().state()).isEqualTo(OwnerState.OPEN);
            assertThat(other.stats().submitted()).isZero();
            try (TaskManager second = builder.open()) {
                assertThat(second.name()).isEqualTo("shop~2");
            }
        }
    }

    @Test
    @Scenario(7)
    void whoIsNotOpenAcceptsNothingAndUsesNoBody() {
        TaskManager manager = TaskManager.open("shop");
        manager.close();
        assertRefused(manager, Why.CLOSED);
        assertThat(manager.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    @Scenario(14)
    void aBlockNeedsNoOtherCallToStartItAndLeavesItClosed() throws Exception {
        TaskManager left;
        try (TaskManager manager = TaskManager.open("shop")) {
            left = manager;
            assertThat(manager.spawn(() -> 7).await()).isEqualTo(7);
        }
        assertThat(left.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    /** E11: a limit of zero hung, a negative one killed the worker. */
    @Test
    void whatMakesNoSenseIsRefusedAtTheCall() {
        TaskManager.Builder builder = TaskManager.builder("shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxTasks(0))
                .withMessageContaining("maxTasks must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxTasks(-5))
                .withMessageContaining("-5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.queue(-1))
                .withMessageContaining("queue must be at least 0: -1");
        assertThatIllegalArgumentException().isThrownBy(() -> TaskManager.open(" "));
        assertThatNullPointerException().isThrownBy(() -> builder.onClose(null));
        assertThatNullPointerException().isThrownBy(() -> builder.ticker(null));
        try (TaskManager manager = builder.open()) {
            assertThat(manager.stats().limit()).as("the default").isEqualTo(35);
            assertThatNullPointerException().isThrownBy(() -> manager.spawn((Callable<Integer>) null));
            assertThatNullPointerException().isThrownBy(() -> manager.spawn((Action) null));
            assertThatNullPointerException().isThrownBy(() -> manager.spawn((TaskOptions) null, () -> 1));
            assertThat(manager.stats().submitted()).isZero();
        }
    }

    // ---- spawn

    @Test
    @Scenario(2)
    void spawnReturnsAtOnceHoweverManyThereAre() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            manager.spawn(hold::pass);
            hold.awaitArrived(1);
            Task<Integer> last = null;
            for (int i = 0; i < 1_000; i++) {
                last = manager.spawn(() -> 1);
            }
            assertThat(last.id()).isEqualTo(1_001);
            assertThat(last.state()).isEqualTo(TaskState.QUEUED);
            assertThat(manager.isQueued(last.id())).isTrue();
            assertThat(manager.stats().queued()).isEqualTo(1_000);
            hold.open();
            assertThat(last.await()).isEqualTo(1);
        }
    }

    @Test
    @Scenario(3)
    void whatIsSpawnedRunsOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (TaskManager manager = TaskManager.open("shop")) {
            Task<Void> task = manager.spawn(() -> {
                runs.incrementAndGet();
            });
            assertThat(task.join()).isInstanceOf(Success.class);
            manager.awaitIdle();
            assertThat(runs).hasValue(1);
            assertThat(manager.stats().succeeded()).isOne();
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void tasksAreStartedInTheOrderInWhichTheyWereSpawned() throws Exception {
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        try (TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                manager.spawn(() -> order.add(number));
            }
            manager.awaitIdle();
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void whoseQueueIsFullRefusesWhatHasNoRoom() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager =
                        TaskManager.builder("shop").maxTasks(1).queue(1).open()) {
            manager.spawn(hold::pass);
            Task<Integer> queued = manager.spawn(() -> 1);
            assertRefused(manager, Why.FULL);
            assertThatThrownBy(() -> manager.spawn(() -> 2))
                    .isInstanceOf(TaskRejectedException.class)
                    .hasMessage("'shop' is full: 1 of 1 run, 1 of 1 wait");
            hold.open();
            assertThat(queued.await()).isEqualTo(1);
            manager.awaitIdle();
            assertThat(manager.spawn(() -> 3).await()).as("there is room again").isEqualTo(3);
        }
    }

    @Test
    @Scenario(9)
    void whoAsksForTheValueOfAFailedTaskGetsWhatItThrew() throws Exception {
        IllegalStateException error = new IllegalStateException("as told");
        try (TaskManager manager = TaskManager.open("shop")) {
            Task<Integer> task = manager.spawn(TaskOptions.named("import"), (Callable<Integer>) () -> {
                throw error;
            });
            assertThatThrownBy(task::await)
                    .isInstanceOf(TaskFailedException.class)
                    .hasCause(error);
            assertThat(task.join()).isEqualTo(new Outcome.Failure<>(error));
            assertThat(task.name()).isEqualTo("shop/import#1");
            assertThat(manager.spawn(() -> 1).await()).as("it goes on").isEqualTo(1);
        }
    }

    /** E7: failures were documented as logged, and were not. */
    @Test
    void aFailureNobodyAsksAboutIsLoggedOnce() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                TaskManager manager = TaskManager.builder("shop").ticker(ticker).open()) {
            manager.spawn((Action) () -> {
                throw new IllegalStateException("out of stock");
            });
            manager.awaitIdle();
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            eventually("it is logged", () -> !log.records().isEmpty());
            assertThat(manager.shutdown(Shutdown.now()).isClean()).isTrue();
            assertThat(log.about("task 'shop#1' failed and nobody asked")).hasSize(1);
            assertThat(log.records()).hasSize(1);
        }
    }

    // ---- looking at one

    @Test
    @Scenario(10)
    void aTaskIsFoundByItsIdUntilItHasEnded() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.open("shop")) {
            Task<Void> task = manager.spawn(hold::pass);
            assertThat(manager.task(task.id()))
                    .hasValueSatisfying(found -> assertThat(found).isSameAs(task));
            hold.open();
            manager.awaitIdle();
            assertThat(manager.task(task.id())).isEmpty();
            assertThat(manager.hasEnded(task.id())).isTrue();
        }
    }

    @Test
    @Scenario(11)
    void oneIsRunningTheOtherQueuedAndThenNeither() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            long first = manager.spawn(hold::pass).id();
            long second = manager.spawn(() -> 1).id();
            hold.awaitArrived(1);
            assertThat(manager.isRunning(first)).isTrue();
            assertThat(manager.isQueued(first)).isFalse();
            assertThat(manager.isRunning(second)).isFalse();
            assertThat(manager.isQueued(second)).isTrue();
            assertThat(manager.hasEnded(first) || manager.hasEnded(second)).isFalse();
            hold.open();
            manager.awaitIdle();
            for (long id : List.of(first, second)) {
                assertThat(manager.isRunning(id)).isFalse();
                assertThat(manager.isQueued(id)).isFalse();
                assertThat(manager.hasEnded(id)).isTrue();
            }
        }
    }

    @Test
    void ofATaskThatNeverWasNothingIsTrue() {
        try (TaskManager manager = TaskManager.open("shop")) {
            manager.spawn(() -> 1);
            for (long id : List.of(-1L, 0L, 2L, Long.MAX_VALUE)) {
                assertThat(manager.isQueued(id) || manager.isRunning(id) || manager.hasEnded(id))
                        .as("id %s", id)
                        .isFalse();
                assertThat(manager.task(id)).isEmpty();
                assertThat(manager.cancel(id, "nobody")).isEqualTo(CancelResult.UNKNOWN_ID);
            }
        }
    }

    @Test
    void aTaskThatWasAskedToStopRunsUntilItHasEnded() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.open("shop")) {
            Task<Void> deaf = manager.spawn(hold::passStubbornly);
            hold.awaitArrived(1);
            deaf.cancel("stop");
            assertThat(manager.isRunning(deaf.id())).isTrue();
            assertThat(manager.hasEnded(deaf.id())).isFalse();
            hold.open();
            deaf.join();
            assertThat(manager.isRunning(deaf.id())).isFalse();
            assertThat(manager.hasEnded(deaf.id())).isTrue();
        }
    }

    /** E12: both flags at once, or none, and lies while it drained. Here one of three holds at every moment, in order. */
    @Test
    void everyTaskIsQueuedThenRunsThenHasEndedAndNothingBetween() throws Exception {
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        try (TaskManager manager = TaskManager.builder("shop").maxTasks(2).open()) {
            List<OtherThread<Integer>> watchers = List.of(
                    OtherThread.run(() -> watch(manager, over, wrong)),
                    OtherThread.run(() -> watch(manager, over, wrong)));
            for (int i = 0; i < 2_000; i++) {
                Task<Void> task = manager.spawn(() -> Thread.yield());
                if (i % 3 == 0) {
                    task.cancel("every third");
                }
            }
            manager.awaitIdle();
            over.set(true);
            for (OtherThread<Integer> watcher : watchers) {
                assertThat(watcher.value()).isZero();
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Read in the order of life, one of three must be true; against it, never two. */
    private static int watch(TaskManager manager, AtomicBoolean over, Queue<Throwable> wrong) {
        while (!over.get()) {
            long id = manager.stats().submitted();
            if (id == 0) {
                continue;
            }
            boolean one = manager.isQueued(id) || manager.isRunning(id) || manager.hasEnded(id);
            boolean ended = manager.hasEnded(id);
            boolean running = manager.isRunning(id);
            boolean queued = manager.isQueued(id);
            if (!one || (ended && (running || queued)) || (running && queued)) {
                wrong.add(new AssertionError(id + ": " + one + ", " + ended + ", " + running + ", " + queued));
                return 1;
            }
            Thread.yield();
        }
        return 0;
    }

    // ---- cancel

    /** E9: there was no cancel, and cancelling the handle did nothing to the work. */
    @Test
    void aHandleStopsItsTaskQueuedOrRunning() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            Task<Void> running = manager.spawn(hold::pass);
            Task<Void> queued = manager.spawn(hold::pass);
            hold.awaitArrived(1);
            assertThat(queued.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
            assertThat(queued.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(running.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
            assertThat(running.join())
                    .isInstanceOfSatisfying(
                            Cancelled.class,
                            cancelled -> assertThat(cancelled.reason().why()).isEqualTo("not needed"));
            assertThat(hold.arrived()).isOne();
            assertThat(hold.interrupts()).isOne();
        }
    }

    // ---- drain and the wait for what is there

    @Test
    @Scenario(5)
    void drainReturnsWhenAllThatWasAcceptedHasEnded() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            manager.awaitIdle();
            List<Task<Void>> tasks = List.of(manager.spawn(hold::pass), manager.spawn(hold::pass));
            OtherThread<Integer> drainer = OtherThread.run(() -> {
                manager.awaitIdle();
                return 0;
            });
            waits(drainer.thread());
            assertThat(drainer.isOver()).isFalse();
            hold.open();
            assertThat(drainer.value()).isZero();
            assertThat(tasks).allMatch(Task::isDone);
            assertThat(manager.stats().state()).isEqualTo(OwnerState.OPEN);
        }
    }

    /** E1: draining ran the whole backlog at once. */
    @Test
    void drainingKeepsToTheLimit() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskManager manager = TaskManager.builder("shop").maxTasks(2).open()) {
            for (int i = 0; i < 200; i++) {
                manager.spawn(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                });
            }
            manager.awaitIdle();
            assertThat(manager.stats().succeeded()).isEqualTo(200);
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    /** E3: drain returned while one task was still to run. */
    @Test
    void afterDrainNothingThatWasAcceptedIsLeftToRun() throws Exception {
        try (TaskManager manager = TaskManager.builder("shop").maxTasks(1).open()) {
            for (int round = 0; round < 500; round++) {
                AtomicInteger runs = new AtomicInteger();
                for (int i = 0; i < 4; i++) {
                    manager.spawn(runs::incrementAndGet);
                }
                manager.awaitIdle();
                assertThat(runs).hasValue(4);
                assertThat(manager.tasks()).isEmpty();
            }
        }
    }

    @Test
    void drainWaitsForWhatTheTasksSpawnToo() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (TaskManager manager = TaskManager.open("shop")) {
            manager.spawn(() -> {
                manager.spawn(() -> {
                    manager.spawn(runs::incrementAndGet);
                    runs.incrementAndGet();
                });
                runs.incrementAndGet();
            });
            manager.awaitIdle();
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void anInterruptOfWhoDrainsConcernsNobodyElse() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.open("shop")) {
            Task<Void> task = manager.spawn(hold::pass);
            hold.awaitArrived(1);
            OtherThread<Integer> drainer = OtherThread.run(() -> {
                manager.awaitIdle();
                return 0;
            });
            waits(drainer.thread());
            drainer.interrupt();
            assertThat(drainer.error()).isInstanceOf(InterruptedException.class);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            hold.open();
            assertThat(task.join()).isInstanceOf(Success.class);
        }
    }

    @Test
    void aTaskOfItsOwnThatDrainsIsToldThatItWouldWaitForItself() throws Exception {
        try (TaskManager manager = TaskManager.open("shop")) {
            Task<Integer> task = manager.spawn(HEARD, () -> {
                manager.awaitIdle();
                return 1;
            });
            assertThatThrownBy(task::await)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage(
                            "'shop' would wait for itself: awaitIdle was called by its own task '" + task.name() + "'");
        }
    }

    /** Scenario 13 and E5: a wait with a limit cancelled the handles, while the work ran on. */
    @Test
    @Scenario(13)
    void aWaitForWhatIsThereThatIsOverHarmsNobody() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        Duration limit = Duration.ofMillis(50);
        try (Gate hold = new Gate();
                TaskManager manager =
                        TaskManager.builder("shop").maxTasks(1).ticker(ticker).open()) {
            Task<Void> running = manager.spawn(hold::pass);
            Task<Integer> queued = manager.spawn(() -> 1);
            hold.awaitArrived(1);
            assertThat(manager.awaitCurrent(Duration.ZERO)).isFalse();
            OtherThread<Boolean> waiter = OtherThread.run(() -> manager.awaitCurrent(limit));
            ticker.awaitParked(1);
            ticker.advance(limit);
            assertThat(waiter.value()).isFalse();
            OtherThread<Boolean> interrupted = OtherThread.run(() -> manager.awaitCurrent(LONG));
            ticker.awaitParked(1);
            interrupted.interrupt();
            assertThat(interrupted.error()).isInstanceOf(InterruptedException.class);
            assertThat(running.state()).isEqualTo(TaskState.RUNNING);
            assertThat(queued.state()).isEqualTo(TaskState.QUEUED);
            hold.open();
            assertThat(running.join()).isInstanceOf(Success.class);
            assertThat(queued.join()).isEqualTo(new Success<>(1));
        }
    }

    /** Rule 19: exactly what existed at the call, the queued ones too. */
    @Test
    void aWaitForWhatIsThereDoesNotWaitForWhatComesLater() throws Exception {
        try (Gate early = new Gate();
                Gate late = new Gate();
                TaskManager manager = TaskManager.builder("shop").maxTasks(2).open()) {
            assertThat(manager.awaitCurrent(Duration.ZERO))
                    .as("nothing is there")
                    .isTrue();
            Task<Void> running = manager.spawn(early::pass);
            manager.spawn(early::pass);
            Task<Void> queued = manager.spawn(early::pass);
            early.awaitArrived(2);
            OtherThread<Boolean> waiter = OtherThread.run(() -> manager.awaitCurrent(LONG));
            waits(waiter.thread());
            Task<Void> later = manager.spawn(late::pass);
            early.open();
            assertThat(waiter.value()).isTrue();
            assertThat(running.isDone()).isTrue();
            assertThat(queued.isDone()).isTrue();
            assertThat(later.isDone()).isFalse();
            late.open();
        }
    }

    /** E6: the wait ended at the first member that failed. */
    @Test
    void aWaitForWhatIsThereGoesOnWhenOneFailsOrIsCancelled() throws Exception {
        try (Gate hold = new Gate();
                TaskManager manager = TaskManager.open("shop")) {
            Task<Void> failing = manager.spawn(HEARD, (Action) () -> {
                hold.pass();
                throw new IllegalStateException("as told");
            });
            Task<Void> cancelled = manager.spawn(hold::pass);
            try (Gate slow = new Gate()) {
                Task<Void> last = manager.spawn(slow::pass);
                OtherThread<Boolean> waiter = OtherThread.run(() -> manager.awaitCurrent(LONG));
                waits(waiter.thread());
                cancelled.cancel("stop");
                hold.open();
                failing.join();
                cancelled.join();
                assertThat(waiter.isOver()).isFalse();
                slow.open();
                assertThat(waiter.value()).isTrue();
                assertThat(last.isDone()).isTrue();
            }
        }
    }
}
