package io.github.stint.scenarios;

import static io.github.stint.scenarios.Refusals.assertRefused;
import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskInfo;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.TaskState;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the task manager of escudeiro closes, as ours does it; and its bugs, which ours has not. */
class TaskManagerCloseScenariosTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    @Test
    @Scenario(6)
    void afterCloseNothingRuns() throws Exception {
        try (Gate hold = new Gate()) {
            TaskManager manager =
                    TaskManager.builder("shop").onClose(Shutdown.now()).open();
            Task<Void> task = manager.spawn(hold::pass);
            hold.awaitArrived(1);
            manager.close();
            assertThat(manager.isRunning(task.id())).isFalse();
            assertThat(manager.stats().running()).isZero();
            assertThat(manager.tasks()).isEmpty();
            assertThat(task.cancelReason())
                    .hasValueSatisfying(why -> assertThat(why.source()).isEqualTo(Source.OWNER_CLOSED));
        }
    }

    @Test
    void closeLetsTheTasksGoOnForTenSecondsIfNotToldOtherwise() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate()) {
            TaskManager manager = TaskManager.builder("shop").ticker(ticker).open();
            Task<Void> task = manager.spawn(hold::pass);
            hold.awaitArrived(1);
            OtherThread<Integer> closer = OtherThread.run(() -> {
                manager.close();
                return 0;
            });
            ticker.awaitParked(1);
            ticker.advance(Duration.ofMillis(9_999));
            ticker.awaitParked(1);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(closer.isOver()).isFalse();
            ticker.advance(Duration.ofMillis(1));
            assertThat(closer.value()).isZero();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(log.about("'shop' was closed")).hasSize(1);
        }
    }

    /** Scenario 258 and E1: closing ran the whole backlog at once. */
    @Test
    @Scenario(258)
    void closingKeepsToTheLimit() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TaskManager manager = TaskManager.builder("shop").maxTasks(2).open();
        for (int i = 0; i < 200; i++) {
            manager.spawn(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
            });
        }
        CloseReport report = manager.shutdown(Shutdown.whenDone());
        assertThat(report.isClean()).isTrue();
        assertThat(manager.stats().succeeded()).isEqualTo(200);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    /** Scenario 259 and E2: what was taken from the queue and had no slot was lost when the time was over. */
    @Test
    @Scenario(259)
    void whatHasNoSlotWhenTheTimeIsOverIsCancelledAndNotLost() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate()) {
            TaskManager manager =
                    TaskManager.builder("shop").maxTasks(1).ticker(ticker).open();
            List<Task<Void>> tasks =
                    List.of(manager.spawn(hold::pass), manager.spawn(hold::pass), manager.spawn(hold::pass));
            hold.awaitArrived(1);
            OtherThread<CloseReport> closer = OtherThread.run(() -> manager.shutdown(Shutdown.drainFor(SECOND)));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            CloseReport report = closer.value();
            assertThat(report.cancelled()).isEqualTo(3);
            assertThat(report.stragglers()).isEmpty();
            assertThat(tasks).allSatisfy(task -> {
                assertThat(task.isDone()).isTrue();
                assertThat(task.outcome()).containsInstanceOf(Cancelled.class);
            });
            assertThat(hold.arrived()).as("bodies that began").isOne();
            assertThat(log.records()).hasSize(1);
        }
    }

    /** E4: the limits of the parts of a close added up. */
    @Test
    void closingHasOneDeadlineForAllThereIs() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint");
                Gate hold = new Gate()) {
            TaskManager manager =
                    TaskManager.builder("shop").maxTasks(1).ticker(ticker).open();
            for (String name : List.of("one", "two")) {
                TaskPool pool = manager.adopt(
                        TaskPool.builder(name).size(1).ticker(ticker).open());
                pool.submit(hold::pass);
            }
            for (int i = 0; i < 5; i++) {
                manager.spawn(hold::pass);
            }
            hold.awaitArrived(3);
            OtherThread<CloseReport> closer = OtherThread.run(() -> manager.shutdown(Shutdown.drainFor(SECOND)));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(closer.value().took()).isEqualTo(SECOND);
            assertThat(manager.tasks()).isEmpty();
            assertThat(manager.adopted()).isEmpty();
            assertThat(log.records())
                    .as("it is said that not all ended by itself")
                    .isNotEmpty();
        }
    }

    /** Scenario 261 and E8: what was spawned while it closed never ran, and its handle hung. */
    @Test
    @Scenario(261)
    void whatTasksSpawnWhileItClosesIsRefusedOrDoneAndNeverLeftOpen() throws Exception {
        for (int round = 0; round < 200; round++) {
            Queue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
            AtomicInteger refused = new AtomicInteger();
            TaskManager manager = TaskManager.builder("shop").maxTasks(2).open();
            for (int i = 0; i < 4; i++) {
                accepted.add(manager.spawn(() -> {
                    for (int j = 0; j < 5; j++) {
                        try {
                            accepted.add(manager.spawn(() -> 1));
                        } catch (TaskRejectedException e) {
                            assertThat(e.why()).isEqualTo(Why.CLOSED);
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            CloseReport report = manager.shutdown(round % 2 == 0 ? Shutdown.whenDone() : Shutdown.now());
            assertThat(report.stragglers()).isEmpty();
            assertThat(accepted).allMatch(Task::isDone);
            assertThat(manager.stats().submitted()).isEqualTo(accepted.size());
            if (round % 2 == 0) {
                assertThat(accepted).hasSize(24);
                assertThat(refused).hasValue(0);
            }
        }
    }

    @Test
    void whatComesFromOutsideWhileItClosesIsRefused() throws Exception {
        try (Gate hold = new Gate()) {
            TaskManager manager = TaskManager.open("shop");
            manager.spawn(hold::pass);
            OtherThread<CloseReport> closer = OtherThread.run(() -> manager.shutdown(Shutdown.whenDone()));
            eventually("it is closing", () -> manager.stats().state() == OwnerState.CLOSING);
            assertRefused(manager, Why.CLOSED);
            hold.open();
            assertThat(closer.value().drained()).isOne();
        }
    }

    /** Scenario 269: a failure does not keep it from closing, and the report tells. */
    @Test
    @Scenario(269)
    void afterAFailureItIsClosedAllTheSameAndTheReportTells() throws Exception {
        IllegalStateException error = new IllegalStateException("as told");
        TaskManager manager = TaskManager.open("shop");
        manager.spawn(HEARD, (Action) () -> {
            throw error;
        });
        manager.awaitIdle();
        CloseReport report = manager.shutdown(Shutdown.whenDone());
        assertThat(report.firstFailure()).hasCause(error);
        assertThat(report.owner()).isEqualTo("shop");
        assertThat(manager.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThatThrownBy(report::throwIfFailed).isInstanceOf(TaskFailedException.class);
    }

    /** E15: one task that ended cancelled made close throw, and left the rest running. */
    @Test
    void aTaskThatEndsCancelledDoesNotDisturbTheClosing() throws Exception {
        try (Gate hold = new Gate()) {
            TaskManager manager = TaskManager.open("shop");
            Task<Void> self = manager.spawn((Action) () -> {
                throw new CancellationException("of its own accord");
            });
            Task<Void> asked = manager.spawn(hold::pass);
            Task<Void> other = manager.spawn(hold::pass);
            hold.awaitArrived(2);
            asked.cancel("stop");
            OtherThread<CloseReport> closer = OtherThread.run(() -> manager.shutdown(Shutdown.whenDone()));
            eventually("it is closing", () -> manager.stats().state() == OwnerState.CLOSING);
            hold.open();
            assertThat(closer.value().stragglers()).isEmpty();
            assertThat(self.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(asked.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(other.state()).isEqualTo(TaskState.SUCCEEDED);
            assertRefused(manager, Why.CLOSED);
        }
    }

    /** E10: started again after its close it accepted all and ran nothing. */
    @Test
    void closedIsFinalAndASecondCloseTellsTheSame() throws Exception {
        TaskManager.Builder builder = TaskManager.builder("shop");
        TaskManager manager = builder.open();
        CloseReport first = manager.shutdown(Shutdown.now());
        manager.close();
        assertThat(manager.shutdown(Shutdown.whenDone())).isSameAs(first);
        assertRefused(manager, Why.CLOSED);
        manager.awaitIdle();
        assertThat(manager.awaitCurrent(Duration.ZERO)).isTrue();
        try (TaskManager another = builder.open()) {
            assertThat(another.name()).as("the name is free").isEqualTo("shop");
            assertThat(another.spawn(() -> 1).await()).isEqualTo(1);
        }
    }

    /** E13: a block that failed waited for all its work; here it is closed as it was told, and the failure comes out. */
    @Test
    void aBlockThatFailsIsClosedAsToldAndItsErrorComesOut() {
        try (Gate hold = new Gate()) {
            List<Task<Void>> tasks = new ArrayList<>();
            assertThatThrownBy(() -> {
                        try (TaskManager manager = TaskManager.builder("shop")
                                .onClose(Shutdown.now())
                                .open()) {
                            tasks.add(manager.spawn(hold::pass));
                            hold.awaitArrived(1);
                            throw new IllegalStateException("of the block");
                        }
                    })
                    .hasMessage("of the block")
                    .hasNoSuppressedExceptions();
            assertThat(tasks).allMatch(task -> task.state() == TaskState.CANCELLED);
        }
    }

    @Test
    void whatDoesNotEndIsInTheReportAndStaysOnTheBooks() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate()) {
            TaskManager manager = TaskManager.open("shop");
            Task<Void> deaf = manager.spawn(hold::passStubbornly);
            hold.awaitArrived(1);
            CloseReport report = manager.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)));
            assertThat(report.stragglers()).singleElement().satisfies(straggler -> {
                assertThat(straggler.task().id()).isEqualTo(deaf.id());
                assertThat(straggler.stack()).isNotEmpty();
            });
            assertThat(manager.tasks()).extracting(TaskInfo::id).containsExactly(deaf.id());
            assertThat(manager.isRunning(deaf.id())).isTrue();
            assertThat(log.about("'shop' was closed")).hasSize(1);
            hold.open();
            assertThat(deaf.join()).isInstanceOf(Success.class);
            eventually("it is off the books", () -> manager.tasks().isEmpty());
        }
    }

    // ---- owners it has adopted

    @Test
    void whatItHasAdoptedIsClosedWithIt() throws Exception {
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        TaskManager manager =
                TaskManager.builder("shop").onClose(Shutdown.now()).open();
        try (Gate hold = new Gate()) {
            TaskOptions told = TaskOptions.defaults()
                    .onCancelled(task -> ended.add(task.info().owner()));
            manager.spawn(told, hold::pass);
            TaskPool older = TaskPool.open("older", 1);
            assertThat(manager.adopt(older)).isSameAs(older);
            TaskPool younger = manager.adopt(TaskPool.open("younger", 1));
            older.submit(told, hold::pass);
            younger.submit(told, hold::pass);
            hold.awaitArrived(3);
            assertThat(manager.adopted()).hasSize(2).contains(older, younger);
            manager.close();
            assertThat(ended).containsExactlyInAnyOrder("younger", "older", "shop");
            assertThat(older.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(younger.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(manager.adopted()).isEmpty();
        }
    }

    @Test
    void anOwnerThatWasClosedByItselfIsNotItsOwnAnyMore() throws Exception {
        try (TaskManager manager = TaskManager.open("shop")) {
            TaskPool pool = manager.adopt(TaskPool.open("images", 2));
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
            pool.close();
            assertThat(manager.adopted()).isEmpty();
            assertThat(manager.shutdown(Shutdown.whenDone()).isClean()).isTrue();
        }
    }
}
