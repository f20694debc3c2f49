package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

    private static TaskGroup open() {
        return TaskGroup.builder().name("g").open();
    }

    // ---- run

    @Test
    void runGivesWhatTheBlockReturnedOnTheCallersThread() throws Exception {
        Thread caller = Thread.currentThread();
        String value = TaskGroup.run(group -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            Task<String> a = group.start(() -> "a");
            Task<String> b = group.start("b", () -> "b");
            return a.await() + b.await();
        });
        assertThat(value).isEqualTo("ab");
    }

    @Test
    void runMayReturnNull() throws Exception {
        assertThat(TaskGroup.<Object, RuntimeException>run(_ -> null)).isNull();
    }

    @Test
    void runWaitsForWhatTheBlockLeftRunning() throws Exception {
        Gate door = new Gate();
        AtomicReference<Task<Void>> left = new AtomicReference<>();
        Aside<String> owner = Aside.call(() -> TaskGroup.run(group -> {
            left.set(group.start(door::pass));
            return "x";
        }));
        owner.awaitWaiting();
        door.awaitArrived(1);
        assertThat(owner.isOver()).isFalse();
        assertThat(left.get().cancelReason()).isEmpty();
        door.open();
        assertThat(owner.value()).isEqualTo("x");
        assertThat(left.get().state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void aCheckedExceptionOfTheBlockComesOutAsItself() {
        IOException error = new IOException("disk");
        AtomicReference<Task<Object>> task = new AtomicReference<>();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TaskGroup.builder().name("g").run(group -> {
                    task.set(group.start(blocked()));
                    throw error;
                }))
                .isSameAs(error)
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
        assertThat(task.get().outcome())
                .contains(new Cancelled<>(new CancelReason(
                        Source.OWNER_CLOSED, "the block of 'g' threw java.io.IOException: disk", null, null)));
    }

    @Test
    void anErrorOfTheBlockComesOutAsItself() {
        AssertionError error = new AssertionError("wrong");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> TaskGroup.run(_ -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void nothingOfAGroupRunsAfterItWasLeft() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicInteger running = new AtomicInteger();
            int how = round % 3;
            try {
                TaskGroup.run(group -> {
                    for (int i = 0; i < 5; i++) {
                        group.start(() -> {
                            running.incrementAndGet();
                            try {
                                return blocked().call();
                            } finally {
                                Thread.yield();
                                running.decrementAndGet();
                            }
                        });
                    }
                    if (how == 0) {
                        throw new IOException("out");
                    }
                    if (how == 1) {
                        group.start(throwing(new IOException("in")));
                        return null;
                    }
                    group.cancel("enough");
                    return null;
                });
            } catch (IOException | TaskGroupException e) {
                assertThat(how).isLessThan(2);
            }
            assertThat(running).as("round %d", round).hasValue(0);
        }
    }

    // ---- open, join, close

    @Test
    void joinWaitsForAllAlsoForThoseStartedMeanwhile() throws Exception {
        try (TaskGroup group = open()) {
            Gate door = new Gate();
            AtomicReference<Task<String>> late = new AtomicReference<>();
            group.start(() -> {
                door.pass();
                late.set(group.start(() -> "late"));
            });
            Aside<TaskGroup> joiner = Aside.<TaskGroup>call(group::join).awaitWaiting();
            door.open();
            assertThat(joiner.value()).isSameAs(group);
            assertThat(late.get().result()).isEqualTo("late");
        }
    }

    @Test
    void joinMayBeCalledAgainAndTheGroupStaysOpen() throws Exception {
        try (TaskGroup group = open()) {
            group.join().join();
            Task<String> first = group.start(() -> "first");
            group.join();
            Task<String> second = group.start(() -> "second");
            group.join();
            assertThat(first.result() + second.result()).isEqualTo("firstsecond");
        }
    }

    @Test
    void leftWithoutJoinCancelsWhatRunsAndWaitsForIt() throws Exception {
        Gate door = new Gate();
        Task<Void> task;
        Aside<Void> closer;
        TaskGroup group = open();
        task = group.start(door::passStubbornly);
        door.awaitArrived(1);
        closer = Aside.run(group::close).awaitWaiting();
        Eventually.eventually("asked", () -> task.state() == TaskState.CANCELLING);
        assertThat(closer.isOver()).isFalse();
        assertThat(task.cancelReason()).contains(new CancelReason(Source.OWNER_CLOSED, "'g' was left", null, null));
        door.open();
        assertThat(closer.thrown()).isNull();
        assertThat(task.isDone()).isTrue();
        assertThat(group.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void closeIsIdempotentAndSafeFromManyThreads() throws Exception {
        for (int round = 0; round < 50; round++) {
            TaskGroup group = open();
            Task<Object> task = group.start(blocked());
            List<Aside<Void>> closers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                closers.add(Aside.run(() -> {
                    group.close();
                    assertThat(task.isDone()).isTrue();
                }));
            }
            for (Aside<Void> closer : closers) {
                assertThat(closer.thrown()).isNull();
            }
            group.close();
            assertThat(group.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    void closeKeepsTheInterruptFlagAndWaitsAllTheSame() throws Exception {
        Gate door = new Gate();
        TaskGroup group = open();
        Task<Void> task = group.start(door::passStubbornly);
        door.awaitArrived(1);
        Aside<Void> closer = Aside.run(() -> {
            Thread.currentThread().interrupt();
            group.close();
        });
        Eventually.eventually("asked", () -> task.state() == TaskState.CANCELLING);
        closer.interrupt();
        assertThat(closer.isOver()).isFalse();
        door.open();
        assertThat(closer.endedInterrupted()).isTrue();
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void startAfterCloseIsRefusedAndTheBodyNeverRuns() throws Exception {
        TaskGroup group = open();
        group.close();
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> group.start(throwing(new AssertionError("ran"))))
                .withMessage("'g' is closed")
                .satisfies(e -> assertThat(e.why()).isEqualTo(TaskRejectedException.Why.CLOSED));
        assertThat(group.join().stats().submitted()).isZero();
        assertThat(group.stats().rejected()).isEqualTo(1);
        assertThat(group.cancel(1, "late")).isEqualTo(CancelResult.UNKNOWN_ID);
        group.cancel("late");
        assertThat(group.cancelAll("late")).isZero();
    }

    // ---- cancel

    @Test
    void cancelEndsTheGroupEarlyWithoutAnError() throws Exception {
        List<Task<Object>> tasks = new ArrayList<>();
        String value = TaskGroup.run(group -> {
            for (int i = 0; i < 3; i++) {
                tasks.add(group.start(blocked()));
            }
            group.cancel("enough");
            group.cancel("again");
            return "x";
        });
        assertThat(value).isEqualTo("x");
        assertThat(tasks)
                .allSatisfy(task -> assertThat(task.outcome())
                        .contains(new Cancelled<>(new CancelReason(Source.REQUEST, "enough", null, null))));
    }

    @Test
    void aCancelledGroupAcceptsNoMore() throws Exception {
        try (TaskGroup group = open()) {
            group.cancel("enough");
            assertThatExceptionOfType(TaskRejectedException.class)
                    .isThrownBy(() -> group.start(() -> "x"))
                    .withMessageStartingWith("'g' is ")
                    .satisfies(e -> assertThat(e.why()).isEqualTo(TaskRejectedException.Why.CLOSED));
            group.join();
        }
    }

    @Test
    void aTaskMayCancelItsGroup() throws Exception {
        try (TaskGroup group = open()) {
            Task<Object> other = group.start(blocked());
            group.start("stopper", () -> group.cancel("enough"));
            group.join();
            assertThat(other.outcome())
                    .contains(new Cancelled<>(new CancelReason(Source.REQUEST, "enough", "g/stopper#2", null)));
        }
    }

    @Test
    void cancelRefusesNoWords() {
        try (TaskGroup group = open()) {
            assertThatNullPointerException()
                    .isThrownBy(() -> group.cancel(null))
                    .withMessage("why");
            assertThat(group.stats().state()).isEqualTo(OwnerState.OPEN);
        }
    }

    @Test
    void cancelAllLeavesTheGroupOpen() throws Exception {
        try (TaskGroup group = TaskGroup.builder().limit(2).open()) {
            Gate door = new Gate();
            group.start(door::passStubbornly);
            group.start(door::passStubbornly);
            group.start(() -> "queued");
            door.awaitArrived(1);
            Eventually.eventually("both run", () -> group.stats().running() == 2);
            assertThat(group.cancelAll("all")).isEqualTo(3);
            assertThat(group.cancelAll("again")).isZero();
            door.open();
            group.join();
            assertThat(group.stats().cancelled()).isGreaterThanOrEqualTo(1);
            assertThat(group.start(() -> "goes on").await()).isEqualTo("goes on");
        }
    }

    @Test
    void cancelGoesDownAndNeverUpOrSideways() throws Exception {
        try (TaskGroup outer = open();
                TaskGroup beside = open()) {
            Task<Object> sideways = beside.start(blocked());
            Task<Object> sibling = outer.start(blocked());
            AtomicReference<Task<Object>> child = new AtomicReference<>();
            Gate door = new Gate();
            Task<String> middle = outer.start(() -> TaskGroup.run(inner -> {
                child.set(inner.start(() -> {
                    door.pass();
                    return null;
                }));
                return "x";
            }));
            door.awaitArrived(1);
            middle.cancel("not needed");
            assertThat(middle.join()).isInstanceOf(Cancelled.class);
            assertThat(child.get().state()).isEqualTo(TaskState.CANCELLED);
            assertThat(child.get().cancelReason().orElseThrow().source()).isEqualTo(Source.OWNER_INTERRUPTED);
            assertThat(sibling.cancelReason()).isEmpty();
            assertThat(sideways.cancelReason()).isEmpty();
            outer.cancel("outer");
            outer.join();
            assertThat(sideways.cancelReason()).isEmpty();
        }
    }

    // ---- limit

    @Test
    void limitLetsSoManyRunAndQueuesTheRestInOrder() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (TaskGroup group = TaskGroup.builder().limit(1).open()) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                group.start(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    order.add(number);
                    Thread.yield();
                    running.decrementAndGet();
                });
            }
            group.join();
        }
        assertThat(most).hasValue(1);
        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void limitThreeIsReachedAndNeverPassed() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskGroup group = TaskGroup.builder().limit(3).open()) {
            for (int i = 0; i < 50; i++) {
                group.start(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    three.countDown();
                    three.await();
                    Thread.yield();
                    running.decrementAndGet();
                });
            }
            group.join();
            assertThat(group.stats().limit()).isEqualTo(3);
        }
        assertThat(most).hasValue(3);
    }

    // ---- what it tells

    @Test
    void statsBalance() throws Exception {
        try (TaskGroup group =
                TaskGroup.builder().limit(2).onFailure(OnFailure.CONTINUE).open()) {
            Gate door = new Gate();
            group.start(() -> "succeeds").join();
            group.start(throwing(new IOException("fails"))).join();
            Task<Void> runs = group.start(door::passStubbornly);
            group.start(door::passStubbornly);
            group.start(() -> "queued");
            group.start(() -> "dropped").cancel("not needed");
            door.awaitArrived(1);
            Eventually.eventually("both run", () -> group.stats().running() == 2);
            runs.cancel("not needed");
            assertThat(group.stats()).isEqualTo(new Stats(OwnerState.OPEN, 2, 6, 1, 2, 1, 1, 1, 1, 0, 0));
            assertThat(group.stats().live()).isEqualTo(3);
            assertThat(group.stats().ended()).isEqualTo(3);
            door.open();
        }
    }

    @Test
    void tasksListsWhatIsLiveInOrderOfAcceptance() throws Exception {
        try (TaskGroup group = open()) {
            Task<Object> a = group.start("a", blocked());
            Task<Object> b = group.start("b", blocked());
            group.start("c", blocked());
            b.cancel();
            Eventually.eventually("b left", () -> group.tasks().size() == 2);
            assertThat(group.tasks()).extracting(TaskInfo::name).containsExactly("g/a#1", "g/c#3");
            assertThat(group.task(1)).containsSame(a);
            assertThat(group.task(2)).isEmpty();
            assertThat(group.task(4)).isEmpty();
            assertThat(group.task(-1)).isEmpty();
        }
    }

    @Test
    void toStringTellsItsNumbers() throws Exception {
        try (TaskGroup group = open()) {
            assertThat(group).hasToString("TaskGroup 'g' OPEN: 0 run, 0 queued, 0 ended");
            group.start(() -> "x");
            group.join();
            assertThat(group).hasToString("TaskGroup 'g' OPEN: 0 run, 0 queued, 1 ended");
        }
    }

    @Test
    void anUnnamedGroupIsNumbered() {
        try (TaskGroup one = TaskGroup.open();
                TaskGroup two = TaskGroup.open()) {
            assertThat(one.name()).matches("group-[0-9]+");
            assertThat(two.name()).matches("group-[0-9]+").isNotEqualTo(one.name());
            assertThat(one.stats().limit()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void awaitIdleTellsWhetherItIsSo() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskGroup group = TaskGroup.builder().ticker(ticker).open()) {
            assertThat(group.awaitIdle(Duration.ZERO)).isTrue();
            Gate door = new Gate();
            group.start(door::pass);
            assertThat(group.awaitIdle(Duration.ofSeconds(-1))).isFalse();
            Aside<Boolean> waiter = Aside.call(() -> group.awaitIdle(Duration.ofSeconds(1)));
            ticker.awaitParked(1);
            ticker.advance(Duration.ofSeconds(1));
            assertThat(waiter.value()).isFalse();
            door.open();
            assertThat(group.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
            assertThatNullPointerException().isThrownBy(() -> group.awaitIdle(null));
        }
    }
}
