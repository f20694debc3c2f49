package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for some of many, sleeping, and holding a cancel back. */
class TasksWaitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskGroup group = TaskGroup.builder()
            .name("g")
            .onFailure(OnFailure.CONTINUE)
            .ticker(ticker)
            .open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    private Task<String> ended(String value) throws InterruptedException {
        Task<String> task = group.start(() -> value);
        task.join();
        return task;
    }

    // ---- await

    @Test
    void awaitAllWaitsForTheLast() throws Exception {
        Gate door = new Gate();
        Task<String> a = ended("a");
        Task<Void> b = group.start(door::pass);
        Aside<Waited<Task<?>>> waiter = Aside.<Waited<Task<?>>>call(() -> Tasks.await(List.of(b, a), Until.ALL_DONE));
        waiter.awaitWaiting();
        assertThat(waiter.isOver()).isFalse();
        door.open();
        assertThat(waiter.value()).isEqualTo(new Waited<>(Set.of(a, b), Set.of()));
        assertThat(waiter.value().done()).map(Task::id).containsExactly(2L, 1L);
    }

    @Test
    void awaitAnyReturnsWithTheFirstAndTouchesNobody() throws Exception {
        Gate door = new Gate();
        Task<Object> a = group.start(blocked());
        Task<Void> b = group.start(door::pass);
        Aside<Waited<Task<?>>> waiter = Aside.<Waited<Task<?>>>call(() -> Tasks.await(List.of(a, b), Until.ANY_DONE));
        waiter.awaitWaiting();
        door.open();
        assertThat(waiter.value()).isEqualTo(new Waited<>(Set.of(b), Set.of(a)));
        assertThat(a.cancelReason()).isEmpty();
    }

    @Test
    void awaitAnyFailedIgnoresSuccessAndCancellation() throws Exception {
        Gate door = new Gate();
        Task<Object> blocked = group.start(blocked());
        Task<Object> cancelled = group.start(blocked());
        cancelled.cancel();
        cancelled.join();
        Task<String> succeeded = ended("x");
        Task<Object> failing = group.start(() -> {
            door.pass();
            throw new IOException("disk");
        });
        List<Task<?>> all = List.of(blocked, cancelled, succeeded, failing);
        Aside<Waited<Task<?>>> waiter = Aside.<Waited<Task<?>>>call(() -> Tasks.await(all, Until.ANY_FAILED));
        waiter.awaitWaiting();
        assertThat(waiter.isOver()).isFalse();
        door.open();
        assertThat(waiter.value()).isEqualTo(new Waited<>(Set.of(cancelled, succeeded, failing), Set.of(blocked)));
    }

    @Test
    void awaitAnyFailedWithoutAFailureIsLikeAll() throws Exception {
        Task<String> a = ended("a");
        Task<String> b = group.start(() -> "b");
        assertThat(Tasks.await(List.of(a, b), Until.ANY_FAILED)).isEqualTo(new Waited<>(Set.of(a, b), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(Until.class)
    void awaitOfNothingReturnsAtOnce(Until until) throws Exception {
        assertThat(Tasks.await(List.<Task<?>>of(), until)).isEqualTo(new Waited<>(Set.of(), Set.of()));
    }

    @ParameterizedTest
    @EnumSource(Until.class)
    void awaitOfWhatHasEndedReturnsAtOnce(Until until) throws Exception {
        Task<Object> failed = group.start(throwing(new IOException("disk")));
        failed.join();
        for (int i = 0; i < 2; i++) {
            assertThat(Tasks.await(List.of(failed), until).done()).containsExactly(failed);
        }
    }

    @Test
    void aTaskGivenTwiceCountsOnce() throws Exception {
        Task<String> a = ended("a");
        Task<Object> b = group.start(blocked());
        Waited<Task<?>> waited = Tasks.await(List.of(a, b, a, b), Until.ANY_DONE);
        assertThat(waited.done()).containsExactly(a);
        assertThat(waited.pending()).containsExactly(b);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> waited.pending().clear());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void awaitForNoTimeOnlyLooks(long seconds) throws Exception {
        Task<Object> a = group.start(blocked());
        assertThat(Tasks.await(List.of(a), Until.ALL_DONE, Duration.ofSeconds(seconds)))
                .isEqualTo(new Waited<>(Set.of(), Set.of(a)));
    }

    @Test
    void awaitGivesUpWhenItsTimeIsOverAndThatIsNoError() throws Exception {
        Task<Object> a = group.start(blocked());
        Task<Waited<Task<Object>>> waiter =
                group.start(() -> Tasks.await(List.of(a), Until.ALL_DONE, SECOND.multipliedBy(2)));
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        assertThat(waiter.isDone()).isFalse();
        ticker.advance(SECOND);
        assertThat(waiter.await()).isEqualTo(new Waited<>(Set.of(), Set.of(a)));
        assertThat(a.state()).isIn(TaskState.QUEUED, TaskState.RUNNING);
    }

    @Test
    void anInterruptOfAwaitLeavesTheTasksAlone() throws Exception {
        Task<Object> a = group.start(blocked());
        Aside<Waited<Task<Object>>> waiter = Aside.call(() -> Tasks.await(List.of(a), Until.ALL_DONE));
        waiter.awaitWaiting().interrupt();
        assertThat(waiter.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(a.cancelReason()).isEmpty();
    }

    @Test
    void awaitMayMixTasksOfSeveralOwners() throws Exception {
        try (TaskGroup other = TaskGroup.open()) {
            Task<String> a = group.start(() -> "a");
            Task<Integer> b = other.start(() -> 1);
            assertThat(Tasks.await(List.<Task<?>>of(a, b, Task.completed("c")), Until.ALL_DONE)
                            .done())
                    .hasSize(3);
        }
    }

    @Test
    void awaitRefusesWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.await(null, Until.ALL_DONE))
                .withMessage("tasks");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.await(Arrays.asList(Task.completed(1), null), Until.ALL_DONE))
                .withMessage("tasks must not contain null");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.await(List.of(Task.completed(1)), null))
                .withMessage("until");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.await(List.of(Task.completed(1)), Until.ALL_DONE, null))
                .withMessage("atMost");
    }

    // ---- asCompleted

    @Test
    void asCompletedGivesTheTasksInTheOrderInWhichTheyEnd() throws Exception {
        List<Gate> doors = new ArrayList<>();
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Gate door = new Gate();
            int number = i;
            doors.add(door);
            tasks.add(group.start(() -> {
                door.pass();
                return number;
            }));
        }
        int[] order = {3, 0, 4, 2, 1};
        Iterator<Task<Integer>> completed = Tasks.asCompleted(tasks).iterator();
        for (int number : order) {
            doors.get(number).open();
            assertThat(completed.next().result()).isEqualTo(number);
        }
        assertThat(completed.hasNext()).isFalse();
    }

    @Test
    void asCompletedGivesATaskGivenTwiceOnceAndFailuresToo() throws Exception {
        Task<String> a = ended("a");
        Task<String> b = group.start(throwing(new IOException("disk")));
        assertThat(Tasks.asCompleted(List.of(a, b, a))).containsExactlyInAnyOrder(a, b);
        assertThat(Tasks.asCompleted(List.<Task<String>>of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureThatAsCompletedGaveIsNotLoggedWhenItHadEndedBefore(boolean before) {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            Gate door = new Gate();
            try (TaskGroup other = TaskGroup.open()) {
                Task<Object> failing = other.start(() -> {
                    door.pass();
                    throw new IOException("disk");
                });
                if (before) {
                    door.open();
                    Eventually.eventually("failed", failing::isDone);
                }
                Stream<Task<Object>> completed = Tasks.asCompleted(List.of(failing));
                door.open();
                assertThat(completed).containsExactly(failing);
            }
            assertThat(log.records()).extracting(LogRecord::getMessage).isEmpty();
        }
    }

    @Test
    void leavingAsCompletedLeavesTheTasksAlone() throws Exception {
        Task<String> a = ended("a");
        Task<String> b = group.start(blocked());
        try (Stream<Task<String>> completed = Tasks.asCompleted(List.of(b, a))) {
            assertThat(completed.findFirst()).contains(a);
        }
        assertThat(b.cancelReason()).isEmpty();
    }

    @Test
    void asCompletedTellsWhenItsTimeIsOverAndTheTaskGoesOn() throws Exception {
        Task<String> a = ended("a");
        Task<String> late = group.start(blocked());
        Task<Void> reader = group.start(() -> {
            Iterator<Task<String>> completed =
                    Tasks.asCompleted(List.of(late, a), SECOND).iterator();
            assertThat(completed.next()).isSameAs(a);
            assertThatExceptionOfType(UncheckedTimeoutException.class)
                    .isThrownBy(completed::hasNext)
                    .withMessage("1 of 2 tasks have not ended in time")
                    .withCauseInstanceOf(TimeoutException.class);
        });
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        reader.await();
        assertThat(late.cancelReason()).isEmpty();
    }

    @Test
    void asCompletedForNoTimeGivesOnlyWhatHasEnded() throws Exception {
        Task<String> a = ended("a");
        Task<String> late = group.start(blocked());
        Iterator<Task<String>> completed =
                Tasks.asCompleted(List.of(late, a), Duration.ZERO).iterator();
        assertThat(completed.next()).isSameAs(a);
        assertThatExceptionOfType(UncheckedTimeoutException.class).isThrownBy(completed::next);
    }

    @Test
    void anInterruptOfAReaderComesOutUncheckedWithTheFlagKeptAndTheIterationMayGoOn() throws Exception {
        Gate door = new Gate();
        Task<String> task = group.start(() -> {
            door.pass();
            return "x";
        });
        Aside<String> reader = Aside.call(() -> {
            Iterator<Task<String>> completed = Tasks.asCompleted(List.of(task)).iterator();
            assertThatExceptionOfType(TaskCancelledException.class)
                    .isThrownBy(completed::next)
                    .satisfies(e -> assertThat(e.reason().source()).isEqualTo(Source.OWNER_INTERRUPTED));
            assertThat(Thread.interrupted()).isTrue();
            door.open();
            return completed.next().result();
        });
        reader.awaitWaiting().interrupt();
        assertThat(reader.value()).isEqualTo("x");
    }

    @Test
    void asCompletedRefusesWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.asCompleted(null))
                .withMessage("tasks");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.asCompleted(List.of(Task.completed(1)), null))
                .withMessage("atMost");
    }

    // ---- sleep

    @Test
    void sleepLastsAsLongAsItSays() throws Exception {
        Task<Void> sleeper = group.start(() -> Tasks.sleep(SECOND.multipliedBy(2)));
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        assertThat(sleeper.isDone()).isFalse();
        ticker.advance(SECOND);
        assertThat(sleeper.join()).isEqualTo(new Success<>(null));
    }

    @Test
    void sleepWakesWhenItsTaskIsAskedToStop() throws Exception {
        Task<Void> sleeper = group.start(() -> Tasks.sleep(Shutdown.WITHOUT_LIMIT));
        sleeper.cancel("not needed");
        assertThat(sleeper.join()).isInstanceOf(Cancelled.class);
        Aside<Void> outside = Aside.run(() -> Tasks.sleep(Duration.ofHours(1))).awaitWaiting();
        assertThat(outside.interrupt().thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void sleepForNoTimeReturnsAtOnce() throws Exception {
        Tasks.sleep(Duration.ZERO);
        Tasks.sleep(Duration.ofSeconds(Long.MIN_VALUE));
        assertThatNullPointerException().isThrownBy(() -> Tasks.sleep(null)).withMessage("time");
    }

    // ---- shield

    @Test
    void outsideOfTasksShieldJustRunsTheBody() throws Exception {
        IOException error = new IOException("disk");
        assertThat(Tasks.shield(() -> 42)).isEqualTo(42);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Tasks.shield(() -> {
                    throw error;
                }))
                .isSameAs(error);
        AtomicBoolean ran = new AtomicBoolean();
        Tasks.shield(() -> ran.set(true));
        assertThat(ran).isTrue();
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.shield((Tasks.Shielded<Object, Exception>) null))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.shield((Tasks.ShieldedAction<Exception>) null))
                .withMessage("body");
    }

    @Test
    void aCancelIsHeldBackWhileShieldedAndDeliveredAfterwards() throws Exception {
        Gate door = new Gate();
        CountDownLatch never = new CountDownLatch(1);
        Task<Object> task = group.start(() -> {
            int value = Tasks.shield(() -> {
                door.pass();
                Task.checkCancelled();
                Tasks.sleep(Duration.ZERO);
                return Tasks.within(Duration.ofHours(1), () -> 42);
            });
            assertThat(value).isEqualTo(42);
            assertThat(Thread.currentThread().isInterrupted()).as("delivered").isTrue();
            return never.await(1, TimeUnit.HOURS);
        });
        door.awaitArrived(1);
        assertThat(task.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        door.open();
        assertThat(task.join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void aCancelFromBeforeTheShieldIsHeldBackToo() throws Exception {
        Gate door = new Gate();
        Task<Object> task = group.start(() -> {
            door.passStubbornly();
            Thread.currentThread().interrupt();
            assertThat(Tasks.<Boolean, InterruptedException>shield(() -> {
                        Task.checkCancelled();
                        return Thread.currentThread().isInterrupted();
                    }))
                    .isFalse();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            Task.checkCancelled();
            return null;
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        door.open();
        assertThat(task.join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void aShieldInAShieldHoldsUntilTheOuterOneEnds() throws Exception {
        Gate door = new Gate();
        AtomicBoolean inOuter = new AtomicBoolean();
        Task<Object> task = group.start(() -> Tasks.shield(() -> {
            Tasks.<Void, InterruptedException>shield(() -> {
                door.pass();
                return null;
            });
            Task.checkCancelled();
            inOuter.set(true);
            return null;
        }));
        door.awaitArrived(1);
        task.cancel("not needed");
        door.open();
        assertThat(task.join()).isEqualTo(new Success<>(null));
        assertThat(inOuter).isTrue();
    }

    @Test
    void aShieldedBodyThatThrowsLetsTheCancelThrough() throws Exception {
        Gate door = new Gate();
        Task<Object> task = group.start(() -> {
            assertThatThrownBy(() -> Tasks.shield(() -> {
                        door.pass();
                        throw new IOException("disk");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return blocked().call();
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        door.open();
        assertThat(task.join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void aTimeLimitAndTheClosingOfTheOwnerAreHeldBackToo() throws Exception {
        Gate door = new Gate();
        Task<Object> task = group.start(
                TaskOptions.defaults().timeout(SECOND),
                () -> Tasks.shield(() -> {
                    door.pass();
                    return "whole";
                }));
        door.awaitArrived(1);
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        Eventually.eventually("asked", () -> task.state() == TaskState.CANCELLING);
        Aside<Void> closer = Aside.run(group::close).awaitWaiting();
        door.open();
        assertThat(closer.thrown()).isNull();
        assertThat(task.result()).isEqualTo("whole");
        assertThat(task.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
    }
}
