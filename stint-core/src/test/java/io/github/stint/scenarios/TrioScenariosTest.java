package io.github.stint.scenarios;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.Action;
import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.OnFailure;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.internal.time.Deadlines;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What trio's tests say of nurseries, cancel scopes and shields. */
class TrioScenariosTest {

    private static List<Throwable> causes(TaskGroupException thrown) {
        return thrown.failures().stream().map(Throwable::getCause).toList();
    }

    // ---- nurseries

    @Test
    @Scenario(170)
    void theErrorOfTheBlockComesOutAsItselfAndThoseOfTasksInOneGroup() {
        IOException main = new IOException("main");
        IOException a = new IOException("a");
        IOException b = new IOException("b");
        assertThatThrownBy(() -> TaskGroup.run(_ -> {
                    throw main;
                }))
                .isSameAs(main);
        assertThat(causes(catchThrowableOfType(
                        TaskGroupException.class, () -> TaskGroup.run(group -> group.start(throwing(a))))))
                .containsExactly(a);
        TaskGroupException both = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.run(group -> {
                    group.start(throwing(a)).join();
                    throw main;
                }));
        assertThat(causes(both)).containsExactly(a);
        assertThat(both.getSuppressed()).containsExactly(main);
        TaskGroupException two = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.builder().onFailure(OnFailure.CONTINUE).run(group -> {
                    CyclicBarrier together = new CyclicBarrier(2);
                    for (IOException error : List.of(a, b)) {
                        group.start(() -> {
                            together.await();
                            throw error;
                        });
                    }
                    return null;
                }));
        assertThat(causes(two)).containsExactlyInAnyOrder(a, b);
        assertThat(two.getSuppressed()).hasSize(1);
    }

    @Test
    @Scenario(171)
    void aBlockThatWaitsForATaskWakesWhenAnotherFails() throws Exception {
        IOException error = new IOException("disk");
        Gate door = new Gate();
        Aside<Object> owner = Aside.call(() -> TaskGroup.run(group -> {
            group.start(() -> {
                door.pass();
                throw error;
            });
            return group.start(blocked()).await();
        }));
        owner.awaitWaiting();
        door.open();
        assertThat(owner.thrown())
                .isInstanceOfSatisfying(
                        TaskGroupException.class, e -> assertThat(causes(e)).containsExactly(error));
    }

    @Test
    @Scenario(171)
    void aBlockThatWaitsForSomethingElseIsNotInterruptedWhenATaskFails() throws Exception {
        Gate elsewhere = new Gate();
        AtomicReference<Task<Object>> failing = new AtomicReference<>();
        Aside<Object> owner = Aside.call(() -> TaskGroup.run(group -> {
            failing.set(group.start(throwing(new IOException("disk"))));
            elsewhere.pass();
            return null;
        }));
        elsewhere.awaitArrived(1);
        Eventually.eventually("failed", () -> failing.get().isDone());
        owner.awaitWaiting();
        assertThat(owner.isOver()).isFalse();
        elsewhere.open();
        assertThat(owner.thrown()).isInstanceOf(TaskGroupException.class);
        assertThat(owner.endedInterrupted()).isFalse();
    }

    @Test
    @Scenario({173, 193})
    void aCancelledGroupStartsNothing() {
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskGroup group = TaskGroup.open()) {
            group.cancel("before");
            assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> group.start(() -> ran.set(true)));
        }
        assertThat(ran).isFalse();
    }

    @Test
    @Scenario(174)
    void aCancelOfTheOuterGroupReachesEveryLeaf() throws Exception {
        List<Task<?>> leaves = new CopyOnWriteArrayList<>();
        try (TaskGroup outer = TaskGroup.open()) {
            CyclicBarrier begun = new CyclicBarrier(5);
            for (int i = 0; i < 2; i++) {
                outer.start(() -> TaskGroup.run(inner -> {
                    for (int j = 0; j < 2; j++) {
                        Task<Object> leaf = inner.start(() -> {
                            begun.await();
                            return blocked().call();
                        });
                        leaves.add(leaf);
                    }
                    return null;
                }));
            }
            begun.await();
            outer.cancel("enough");
            outer.join();
        }
        assertThat(leaves).hasSize(4).allMatch(leaf -> leaf.state() == TaskState.CANCELLED);
    }

    @Test
    @Scenario(175)
    void whileItsTasksRunMoreMayBeAddedAndAfterTheEndNot() throws Exception {
        AtomicReference<TaskGroup> escaped = new AtomicReference<>();
        AtomicReference<Task<String>> added = new AtomicReference<>();
        TaskGroup.run(group -> {
            escaped.set(group);
            Thread owner = Thread.currentThread();
            return group.start(() -> {
                Eventually.waits(owner);
                added.set(group.start(() -> "added"));
            });
        });
        assertThat(added.get().result()).isEqualTo("added");
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> escaped.get().start(() -> "late"));
    }

    @Test
    @Scenario(181)
    void theNameOfATaskContainsTheNameItWasGiven() throws Exception {
        try (TaskGroup group = TaskGroup.builder().name("page").open()) {
            Task<String> task =
                    group.start("fetch", () -> Thread.currentThread().getName());
            assertThat(task.name()).isEqualTo("page/fetch#1");
            assertThat(task.await()).isEqualTo("page/fetch#1");
        }
    }

    @Test
    @Scenario(183)
    void aMissingBodyIsRefusedWithAWordOfWhatIsMissing() {
        try (TaskGroup group = TaskGroup.open()) {
            assertThatNullPointerException()
                    .isThrownBy(() -> group.start("x", (Action) null))
                    .withMessage("body");
        }
        assertThatNullPointerException().isThrownBy(() -> TaskGroup.run(null)).withMessage("block");
    }

    @Test
    @Scenario(186)
    void ofFailuresAndCancellationsOnlyTheFailuresAreTold() {
        IOException error = new IOException("disk");
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.run(group -> {
                    for (int i = 0; i < 5; i++) {
                        group.start(blocked());
                    }
                    group.start(blocked()).cancel("by hand");
                    return group.start(throwing(error)).await();
                }));
        assertThat(causes(thrown)).containsExactly(error);
        assertThat(thrown.getSuppressed()).isEmpty();
    }

    // ---- cancel scopes

    @Test
    @Scenario(187)
    void twoCancelsAreAsOne() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Task<Object> task = group.start(blocked());
            group.cancel("first");
            group.cancel("second");
            group.join();
            assertThat(task.cancelReason().orElseThrow().why()).isEqualTo("first");
        }
    }

    @Test
    @Scenario(189)
    void aCancelledTaskThatDoesNotWaitBeforeItsEndThrowsNothing() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Gate door = new Gate();
            Task<Integer> task = group.start(() -> {
                door.passStubbornly();
                return 42;
            });
            door.awaitArrived(1);
            group.cancel("enough");
            door.open();
            group.join();
            assertThat(task.outcome()).contains(new Success<>(42));
        }
    }

    @Test
    @Scenario(190)
    void aShieldHoldsACancelFromOutsideBackAndNotOneFromInside() throws Exception {
        try (TaskGroup outer = TaskGroup.open()) {
            Gate door = new Gate();
            Task<String> shielded = outer.start(() -> Tasks.shield(() -> {
                door.passStubbornly();
                return TaskGroup.run(inner -> {
                    assertThat(inner.start(() -> "proceeds").await()).isEqualTo("proceeds");
                    Task<Object> child = inner.start(blocked());
                    inner.cancel("from inside");
                    assertThat(child.join()).isInstanceOf(Cancelled.class);
                    return "whole";
                });
            }));
            door.awaitArrived(1);
            outer.cancel("from outside");
            door.open();
            outer.join();
            assertThat(shielded.result()).isEqualTo("whole");
        }
    }

    @Test
    @Scenario(191)
    void aWaitAfterTheShieldIsStoppedAtOnce() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Gate door = new Gate();
            AtomicBoolean after = new AtomicBoolean();
            Task<Void> task = group.start(() -> {
                Tasks.<Void, InterruptedException>shield(() -> {
                    door.pass();
                    return null;
                });
                Tasks.sleep(Duration.ofHours(1));
                after.set(true);
            });
            door.awaitArrived(1);
            task.cancel("enough");
            door.open();
            assertThat(task.join()).isInstanceOf(Cancelled.class);
            assertThat(after).isFalse();
        }
    }

    @Test
    @Scenario(195)
    void aGroupIsNotClosedByItsOwnTask() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            group.start(() -> assertThatIllegalStateException()
                            .isThrownBy(group::close)
                            .withMessageContaining("close was called by its own task"))
                    .await();
            assertThat(group.stats().state()).isEqualTo(OwnerState.OPEN);
            assertThat(group.start(() -> "goes on").await()).isEqualTo("goes on");
        }
    }

    @Test
    @Scenario(197)
    void aNegativeLimitIsOverAtOnceAndAMissingOneIsRefused() {
        assertThatThrownBy(() -> TaskGroup.builder()
                        .timeout(Duration.ofSeconds(-1))
                        .run(group -> group.start(blocked()).await()))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThatNullPointerException().isThrownBy(() -> TaskGroup.builder().timeout(null));
        assertThatNullPointerException()
                .isThrownBy(() -> TaskOptions.defaults().timeout(null))
                .withMessage("timeout");
    }

    @Test
    @Scenario(198)
    void theReasonNamesSourceWordsAndTheCancellingTaskAndALaterTimeDoesNotReplaceIt() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskGroup group = TaskGroup.builder().name("g").ticker(ticker).open()) {
            Gate door = new Gate();
            Task<Void> task = group.start(TaskOptions.defaults().timeout(Duration.ofSeconds(1)), door::passStubbornly);
            door.awaitArrived(1);
            ticker.awaitParked(1);
            group.start("killer", () -> task.cancel("x")).await();
            ticker.advance(Duration.ofSeconds(1));
            Eventually.eventually("the time has come", () -> ticker.parked() == 0);
            assertThat(task.cancelReason()).contains(new CancelReason(Source.REQUEST, "x", "g/killer#2", null));
            door.open();
            group.join();
        }
    }

    @Test
    @Scenario(198)
    void aLaterCancelDoesNotReplaceTheTime() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Gate door = new Gate();
            Task<Void> task = group.start(TaskOptions.defaults().timeout(Duration.ZERO), door::passStubbornly);
            door.awaitArrived(1);
            task.cancel("x");
            assertThat(task.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
            door.open();
            group.join();
        }
    }

    @Test
    @Scenario(199)
    void theReasonOfASiblingNamesTheFailedTaskAndItsError() {
        IOException error = new IOException("disk");
        AtomicReference<Task<Object>> sibling = new AtomicReference<>();
        assertThatThrownBy(() -> TaskGroup.builder().name("g").run(group -> {
                    sibling.set(group.start(blocked()));
                    return group.start("save", throwing(error));
                }))
                .isInstanceOf(TaskGroupException.class);
        assertThat(sibling.get().cancelReason())
                .contains(new CancelReason(Source.SIBLING_FAILED, "task 'g/save#2' failed", "g/save#2", error));
    }

    @Test
    @Scenario(201)
    void theNearestOfNestedDeadlinesCountsUnlessAShieldHoldsTheOuterOneBack() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskGroup outer = TaskGroup.builder()
                .name("outer")
                .ticker(ticker)
                .timeout(Duration.ofSeconds(5))
                .open()) {
            Gate door = new Gate();
            Task<String> shielded = outer.start(() -> Tasks.shield(() -> {
                try {
                    return TaskGroup.builder()
                            .name("inner")
                            .timeout(Duration.ofSeconds(10))
                            .run(inner -> {
                                Task<Object> child = inner.start(blocked());
                                door.open();
                                return (String) child.await();
                            });
                } catch (TaskGroupException e) {
                    return e.getCause().getMessage();
                }
            }));
            door.pass();
            ticker.awaitParked(2);
            ticker.advance(Duration.ofSeconds(5));
            Eventually.eventually("outer is over", () -> shielded.state() == TaskState.CANCELLING);
            assertThat(shielded.isDone()).isFalse();
            ticker.advance(Duration.ofSeconds(5));
            assertThat(shielded.join()).isEqualTo(new Success<>("'inner' was not done within 10000 ms"));
        }
    }

    @Test
    @Scenario(202)
    void fiveThousandNestedGroupsWithTimeLimitsOverflowNothingAndKeepNoTimers() throws Exception {
        Deadlines deadlines = Deadlines.of(Ticker.system());
        int before = deadlines.armed();
        assertThat(nested(5_000)).isEqualTo(5_000);
        assertThat(deadlines.armed()).as("of those before, some may be over").isLessThanOrEqualTo(before);
    }

    private static int nested(int depth) throws InterruptedException {
        return depth == 0
                ? 0
                : TaskGroup.builder()
                        .timeout(Duration.ofHours(1))
                        .run(group -> 1 + group.start(() -> nested(depth - 1)).await());
    }

    @Test
    @Scenario(203)
    void aWaiterThatGivesUpLeavesTheTaskAndOneThatMustNotStaysUntilItEnded() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            Gate door = new Gate();
            Task<Void> task = group.start(door::passStubbornly);
            door.awaitArrived(1);
            Aside<Void> abandoning = Aside.<Void>call(task::await).awaitWaiting();
            assertThat(abandoning.interrupt().thrown()).isInstanceOf(InterruptedException.class);
            assertThat(task.cancelReason()).isEmpty();
            Aside<Void> staying = Aside.run(group::close).awaitWaiting();
            staying.interrupt();
            Eventually.eventually("asked", () -> task.state() == TaskState.CANCELLING);
            assertThat(staying.isOver()).isFalse();
            door.open();
            assertThat(staying.endedInterrupted()).isTrue();
        }
    }

    @Test
    @Scenario(203)
    void whatIsCancelledBeforeTheHandOverNeverStarts() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (TaskGroup group = TaskGroup.builder().limit(1).open()) {
            Task<Object> first = group.start(blocked());
            Task<Integer> second = group.start(ran::incrementAndGet);
            second.cancel("not needed");
            first.cancel("not needed");
            Stats stats = group.join().stats();
            assertThat(stats.cancelled()).isEqualTo(2);
            assertThat(group.shutdown(Shutdown.now()).cancelled()).isZero();
        }
        assertThat(ran).hasValue(0);
    }
}
