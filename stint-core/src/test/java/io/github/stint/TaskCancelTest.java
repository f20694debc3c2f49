package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskCancelTest {

    private final TaskGroup group =
            TaskGroup.builder().name("g").onFailure(OnFailure.CONTINUE).open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    private static CancelReason requested(String why) {
        return new CancelReason(Source.REQUEST, why, null, null);
    }

    // ---- what the caller finds

    @Test
    void cancelledWhileQueuedNeverStarts() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskGroup narrow = TaskGroup.builder().limit(1).open()) {
            Task<Object> first = narrow.start(blocked());
            Task<Void> second = narrow.start(() -> ran.set(true));
            assertThat(second.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
            assertThat(second.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(second.outcome()).contains(new Cancelled<>(requested("not needed")));
            assertThat(narrow.stats().queued()).isZero();
            first.cancel();
            narrow.join();
        }
        assertThat(ran).isFalse();
    }

    @Test
    void cancelOfARunningTaskReturnsWhileItStillRuns() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::passStubbornly);
        door.awaitArrived(1);
        assertThat(task.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        assertThat(task.isDone()).isFalse();
        assertThat(task.outcome()).isEmpty();
        assertThat(task.cancelReason()).contains(requested("not needed"));
        assertThat(group.stats().running()).isEqualTo(1);
        assertThat(group.stats().stopping()).isEqualTo(1);
        assertThat(group.tasks()).extracting(TaskInfo::state).containsExactly(TaskState.CANCELLING);
        door.open();
        task.join();
        assertThat(group.stats().running()).isZero();
        assertThat(group.stats().stopping()).isZero();
    }

    @Test
    void cancelTellsWhatItFound() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::passStubbornly);
        door.awaitArrived(1);
        assertThat(group.cancel(1, "first")).isEqualTo(CancelResult.REQUESTED);
        assertThat(group.cancel(1, "second")).isEqualTo(CancelResult.ALREADY_CANCELLING);
        assertThat(task.cancel()).isEqualTo(CancelResult.ALREADY_CANCELLING);
        door.open();
        group.join();
        assertThat(group.cancel(1, "third")).isEqualTo(CancelResult.ALREADY_ENDED);
        assertThat(task.cancel()).isEqualTo(CancelResult.ALREADY_ENDED);
        assertThat(group.cancel(2, "never was")).isEqualTo(CancelResult.UNKNOWN_ID);
        assertThat(group.cancel(0, "never was")).isEqualTo(CancelResult.UNKNOWN_ID);
        assertThat(group.cancel(-1, "never was")).isEqualTo(CancelResult.UNKNOWN_ID);
        assertThat(task.cancelReason()).contains(requested("first"));
    }

    @Test
    void cancelWithoutWordsSaysSo() throws Exception {
        Task<Object> task = group.start(blocked());
        task.cancel();
        assertThat(task.join()).isEqualTo(new Cancelled<>(requested("no reason given")));
    }

    @Test
    void cancelRefusesNoWords() {
        Task<Object> task = group.start(blocked());
        assertThatNullPointerException().isThrownBy(() -> task.cancel(null)).withMessage("why");
        assertThatNullPointerException().isThrownBy(() -> group.cancel(1, null)).withMessage("why");
        assertThatNullPointerException().isThrownBy(() -> group.cancelAll(null)).withMessage("why");
        assertThat(task.cancelReason()).isEmpty();
    }

    @Test
    void theReasonNamesTheTaskThatAsked() throws Exception {
        Task<Object> victim = group.start("victim", blocked());
        group.start("killer", () -> victim.cancel("because")).await();
        assertThat(victim.join())
                .isEqualTo(new Cancelled<>(new CancelReason(Source.REQUEST, "because", "g/killer#2", null)));
        assertThat(victim.cancelReason().orElseThrow()).hasToString("because (by 'g/killer#2')");
    }

    @Test
    void exactlyOneOfManyCancelsIsTheOne() throws Exception {
        for (int round = 0; round < 200; round++) {
            Task<Object> task = group.start(blocked());
            CyclicBarrier start = new CyclicBarrier(4);
            List<Aside<CancelResult>> cancels = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String why = "canceller " + i;
                cancels.add(Aside.call(() -> {
                    start.await();
                    return task.cancel(why);
                }));
            }
            List<String> winners = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                if (cancels.get(i).value() == CancelResult.REQUESTED) {
                    winners.add("canceller " + i);
                }
            }
            assertThat(task.join()).isInstanceOf(Cancelled.class);
            assertThat(winners)
                    .containsExactly(task.cancelReason().orElseThrow().why());
        }
    }

    // ---- what the body finds

    @Test
    void theThreadIsInterruptedOnceHoweverOftenItIsCancelled() throws Exception {
        AtomicInteger interrupts = new AtomicInteger();
        Gate door = new Gate();
        Task<Void> task = group.start(() -> {
            boolean passed = false;
            while (!passed) {
                try {
                    door.pass();
                    passed = true;
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
            }
        });
        door.awaitArrived(1);
        for (int i = 0; i < 100; i++) {
            task.cancel("again");
        }
        Eventually.eventually("interrupted", () -> interrupts.get() > 0);
        door.open();
        task.join();
        assertThat(interrupts).hasValue(1);
    }

    @Test
    void aBodyThatReturnsAfterACancelHasSucceeded() throws Exception {
        Task<Integer> task = group.start(whenInterrupted(() -> 42));
        task.cancel("not needed");
        assertThat(task.join()).isIn(new Success<>(42), new Cancelled<>(requested("not needed")));
        Gate door = new Gate();
        Task<Integer> begun = group.start(() -> {
            door.passStubbornly();
            return 42;
        });
        door.awaitArrived(1);
        begun.cancel("not needed");
        door.open();
        assertThat(begun.join()).isEqualTo(new Success<>(42));
        assertThat(begun.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(begun.cancelReason()).contains(requested("not needed"));
    }

    static Stream<Throwable> echoes() {
        return Stream.of(
                new InterruptedException(),
                new CancellationException(),
                new ClosedByInterruptException(),
                new InterruptedIOException(),
                new UncheckedIOException(new InterruptedIOException()),
                new TaskCancelledException("other#1", requested("not needed")),
                new TaskFailedException("other#1", new InterruptedException()),
                new AssertionError(new InterruptedException()),
                wrapped(15, new InterruptedException()));
    }

    private static Throwable wrapped(int times, Throwable innermost) {
        Throwable error = innermost;
        for (int i = 0; i < times; i++) {
            error = new IllegalStateException("wrapper " + i, error);
        }
        return error;
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void aCancelledBodyThatThrowsAnEchoIsCancelled(Throwable echo) throws Exception {
        assertThat(endAfterCancel(echo)).isEqualTo(new Cancelled<>(requested("not needed")));
    }

    static Stream<Throwable> realErrors() {
        Throwable first = new IllegalStateException("first of a circle");
        first.initCause(new IllegalStateException("second of a circle", first));
        Throwable suppressing = new IOException("disk");
        suppressing.addSuppressed(new InterruptedException());
        return Stream.of(
                new IOException("disk"),
                new SocketTimeoutException("slow"),
                new UncheckedIOException(new SocketTimeoutException("slow")),
                new AssertionError("wrong"),
                new TimeoutException("own"),
                wrapped(17, new InterruptedException()),
                suppressing,
                first);
    }

    @ParameterizedTest
    @MethodSource("realErrors")
    void aCancelledBodyThatThrowsARealErrorHasFailed(Throwable error) throws Exception {
        assertThat(endAfterCancel(error)).isEqualTo(new Failure<>(error));
    }

    private Outcome<Object> endAfterCancel(Throwable error) throws InterruptedException {
        Gate door = new Gate();
        Task<Object> task = group.start(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            door.passStubbornly();
            return throwing(error).call();
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        door.open();
        return task.join();
    }

    @Test
    void aBodyThatThrowsACancellationNobodyAskedForIsCancelledByItself() throws Exception {
        CancellationException own = new CancellationException("enough");
        Task<Object> task = group.start(throwing(own));
        assertThat(task.join()).isEqualTo(new Cancelled<>(new CancelReason(Source.BODY, "enough", "g#1", own)));
        assertThat(task.cancelReason()).isPresent();
        group.join();
    }

    @Test
    void aBodyThatThrowsAnInterruptNobodyAskedForHasFailed() throws Exception {
        InterruptedException own = new InterruptedException("own");
        assertThat(group.start(throwing(own)).join()).isEqualTo(new Failure<>(own));
    }

    @Test
    void aTaskMayCancelItself() throws Exception {
        Task<Object> waiting = group.start(() -> {
            Task.current().orElseThrow().cancel("enough");
            return blocked().call();
        });
        assertThat(waiting.join()).isEqualTo(new Cancelled<>(new CancelReason(Source.REQUEST, "enough", "g#1", null)));
    }

    // ---- level-triggered

    /** A wait of the library. */
    @FunctionalInterface
    interface Wait {
        void run(TaskGroup other, Task<?> ended) throws Exception;
    }

    private static Arguments wait(String name, Wait wait) {
        return Arguments.argumentSet(name, wait);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                wait("await", (_, ended) -> ended.await()),
                wait("await with a time", (_, ended) -> ended.await(Duration.ZERO)),
                wait("join", (_, ended) -> ended.join()),
                wait("group join", (other, _) -> other.join()),
                wait("awaitIdle", (other, _) -> other.awaitIdle(Duration.ZERO)),
                wait("sleep", (_, _) -> Tasks.sleep(Duration.ZERO)),
                wait("checkCancelled", (_, _) -> Task.checkCancelled()),
                wait("Tasks.await", (_, ended) -> Tasks.await(List.of(ended), Until.ALL_DONE)),
                wait("gather", (_, _) -> Tasks.gather(() -> "x")),
                wait("gatherOutcomes", (_, _) -> Tasks.gatherOutcomes(() -> "x")),
                wait("race", (_, _) -> Tasks.race(() -> "x")),
                wait("within", (_, _) -> Tasks.within(Duration.ofHours(1), () -> "x")),
                wait("run", (_, _) -> TaskGroup.run(inner -> inner.start(() -> "x"))));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void whoSwallowedTheInterruptIsToldAgainAtTheNextWait(Wait wait) throws Exception {
        Task<String> ended = group.start(() -> "x");
        ended.join();
        Gate door = new Gate();
        try (TaskGroup other = TaskGroup.open()) {
            Task<Object> task = group.start("sleeper", () -> {
                door.passStubbornly();
                boolean swallowed = Thread.interrupted();
                assertThat(Thread.currentThread().isInterrupted())
                        .as("swallowed here: %s", swallowed)
                        .isFalse();
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> wait.run(other, ended))
                            .isInstanceOf(InterruptedException.class)
                            .hasMessage("task 'g/sleeper#2' was asked to stop: not needed");
                }
                wait.run(other, ended);
                return null;
            });
            door.awaitArrived(1);
            Task<?> running = group.task(2).orElseThrow();
            running.cancel("not needed");
            Eventually.eventually("asked", () -> running.state() == TaskState.CANCELLING);
            door.open();
            assertThat(task.join()).isEqualTo(new Cancelled<>(requested("not needed")));
        }
    }

    @Test
    void checkCancelledStopsALoopThatNeverWaitsAndDoesNothingElsewhere() throws Exception {
        Task.checkCancelled();
        CountDownLatch begun = new CountDownLatch(1);
        Task<Object> task = group.start(() -> {
            Task.checkCancelled();
            begun.countDown();
            while (true) {
                Thread.interrupted();
                Task.checkCancelled();
                Thread.yield();
            }
        });
        begun.await();
        task.cancel("not needed");
        assertThat(task.join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void whoIsNoTaskIsNeverInterrupted() throws Exception {
        Task<Object> task = group.start(blocked());
        Aside<Outcome<Object>> waiter = Aside.<Outcome<Object>>call(task::join).awaitWaiting();
        task.cancel("not needed");
        group.cancelAll("all");
        group.cancel("the group");
        assertThat(waiter.value()).isInstanceOf(Cancelled.class);
        assertThat(waiter.endedInterrupted()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    // ---- races

    @Test
    void aCancelThatComesTooLateInterruptsNobody() throws Exception {
        List<String> leaked = new CopyOnWriteArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            CountDownLatch begun = new CountDownLatch(1);
            TaskOptions options = TaskOptions.defaults().onDone(task -> {
                Thread.yield();
                if (Thread.interrupted()) {
                    leaked.add(task.toString());
                }
            });
            Task<Integer> self = group.start(options, () -> {
                begun.countDown();
                return 42;
            });
            begun.await();
            CancelResult found = self.cancel("late");
            assertThat(self.join()).isEqualTo(new Success<>(42));
            assertThat(self.cancelReason().isPresent()).isEqualTo(found == CancelResult.REQUESTED);
        }
        group.join();
        assertThat(leaked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20})
    void aCancelAtTheStartEitherKeepsTheBodyFromRunningOrComesAfterIt(int yields) throws Exception {
        for (int round = 0; round < 1_000; round++) {
            AtomicBoolean ran = new AtomicBoolean();
            Task<Void> task = group.start(() -> ran.set(true));
            for (int i = 0; i < yields; i++) {
                Thread.onSpinWait();
            }
            task.cancel("at the start");
            Outcome<Void> outcome = task.join();
            assertThat(ran.get()).as("%s", outcome).isEqualTo(outcome.isSuccess());
        }
        group.join();
        assertThat(group.stats().running()).isZero();
    }
}
