package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.internal.time.Deadlines;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGroupTimeLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();

    private TaskGroup.Builder timed() {
        return TaskGroup.builder().name("g").ticker(ticker);
    }

    // ---- of the group

    @Test
    void aGroupWhoseLimitCannotBeArmedIsNotLeftOpen() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Ticker brokenOnce = new Ticker() {
            @Override
            public long nanoTime() {
                if (broken.compareAndSet(true, false)) {
                    throw new IllegalStateException("no clock");
                }
                return System.nanoTime();
            }

            @Override
            public void parkUntil(Object blocker, long deadline) {
                Ticker.system().parkUntil(blocker, deadline);
            }
        };
        assertThatThrownBy(() -> TaskGroup.builder()
                        .name("never-opened")
                        .ticker(brokenOnce)
                        .timeout(Duration.ofSeconds(1))
                        .open())
                .hasMessage("no clock");
        assertThat(TaskOwner.allOpen()).extracting(TaskOwner::name).doesNotContain("never-opened");
    }

    @Test
    void whenTheTimeIsOverTheTasksAreCancelledAndTheGroupFailsWithIt() throws Exception {
        try (TaskGroup group = timed().timeout(SECOND.multipliedBy(2)).open()) {
            Task<Object> task = group.start(blocked());
            Aside<TaskGroup> joiner = Aside.<TaskGroup>call(group::join).awaitWaiting();
            ticker.advance(Duration.ofMillis(1_999));
            assertThat(task.cancelReason()).isEmpty();
            ticker.advance(Duration.ofMillis(1));
            assertThat(joiner.thrown())
                    .isInstanceOf(TaskGroupException.class)
                    .hasMessage("group 'g' failed: 'g' was not done within 2000 ms")
                    .hasCauseInstanceOf(TimeoutException.class)
                    .satisfies(e -> assertThat(e.getCause())
                            .hasToString("java.util.concurrent.TimeoutException: 'g' was not done within 2000 ms"))
                    .hasNoSuppressedExceptions()
                    .satisfies(
                            e -> assertThat(((TaskGroupException) e).failures()).isEmpty());
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(task.cancelReason())
                    .contains(new CancelReason(Source.TIME_LIMIT, "the time of 'g' was over", null, null));
        }
    }

    @Test
    void theTimeCountsFromOpening() throws Exception {
        try (TaskGroup group = timed().timeout(SECOND.multipliedBy(2)).open()) {
            ticker.advance(SECOND);
            Task<Object> task = group.start(blocked());
            ticker.advance(SECOND);
            assertThatThrownBy(group::join).hasCauseInstanceOf(TimeoutException.class);
            assertThat(task.info().ranFor()).isLessThanOrEqualTo(SECOND);
        }
    }

    @Test
    void whatEndedInTimeIsNoFailureWhenTheTimeIsOverLater() throws Exception {
        try (TaskGroup group = timed().timeout(SECOND).open()) {
            Task<String> task = group.start(() -> "x");
            group.join();
            ticker.advance(SECOND.multipliedBy(2));
            assertThat(group.join().stats().succeeded()).isEqualTo(1);
            assertThat(task.result()).isEqualTo("x");
        }
    }

    @Test
    void theTimeOfAGroupThatIsClosedIsDisarmed() throws Exception {
        Deadlines deadlines = Deadlines.of(Ticker.system());
        int before = deadlines.armed();
        for (int i = 0; i < 1_000; i++) {
            TaskGroup.builder().timeout(Duration.ofDays(1)).run(_ -> null);
            try (TaskGroup group =
                    TaskGroup.builder().timeout(Duration.ofDays(1)).open()) {
                group.start(TaskOptions.defaults().timeout(Duration.ofDays(1)), () -> "x");
                group.join();
            }
            assertThatThrownBy(() -> TaskGroup.builder()
                            .timeout(Duration.ofDays(1))
                            .run(_ -> {
                                throw new IOException("disk");
                            }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(deadlines.armed()).as("of those before, some may be over").isLessThanOrEqualTo(before);
    }

    @Test
    void aFailureBeforeTheTimeWasOverIsTheCauseAndTheTimeIsSuppressed() throws Exception {
        try (TaskGroup group =
                timed().onFailure(OnFailure.CONTINUE).timeout(SECOND).open()) {
            Task<Object> failing = group.start(throwing(new IOException("disk")));
            group.start(blocked());
            failing.join();
            ticker.advance(SECOND);
            assertThatThrownBy(group::join)
                    .isInstanceOf(TaskGroupException.class)
                    .hasCauseInstanceOf(TaskFailedException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(TimeoutException.class));
        }
    }

    @Test
    void whatFailsBecauseTheTimeWasOverIsSuppressed() throws Exception {
        IOException late = new IOException("cleaning up");
        try (TaskGroup group = timed().timeout(SECOND).open()) {
            Gate door = new Gate();
            group.start(() -> {
                try {
                    door.pass();
                } catch (InterruptedException e) {
                    throw late;
                }
            });
            door.awaitArrived(1);
            ticker.advance(SECOND);
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            assertThat(thrown).hasCauseInstanceOf(TimeoutException.class);
            assertThat(thrown.failures()).extracting(Throwable::getCause).containsExactly(late);
        }
    }

    @Test
    void theBlockWakesWhereItWaitsAndTheTimeComesOut() throws Exception {
        Aside<Object> owner = Aside.call(() ->
                timed().timeout(SECOND).run(group -> group.start(blocked()).await()));
        owner.awaitWaiting();
        ticker.advance(SECOND);
        assertThat(owner.thrown())
                .isInstanceOf(TaskGroupException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasNoSuppressedExceptions();
    }

    @Test
    void startAfterTheTimeIsOverMakesTheGroupFailWithTheTime() {
        assertThatThrownBy(() -> timed().timeout(SECOND).run(group -> {
                    ticker.advance(SECOND);
                    Eventually.eventually("over", () -> group.stats().state() != OwnerState.OPEN);
                    return group.start(() -> "late").await();
                }))
                .isInstanceOf(TaskGroupException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void noTimeIsOverAtOnce(long seconds) {
        assertThatThrownBy(() -> timed().timeout(Duration.ofSeconds(seconds))
                        .run(group -> group.start(blocked()).await()))
                .isInstanceOf(TaskGroupException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aGroupMayHaveTheLongestTimeThereIs() throws Exception {
        try (TaskGroup group =
                TaskGroup.builder().timeout(Shutdown.WITHOUT_LIMIT).open()) {
            assertThat(group.start(() -> "x").await()).isEqualTo("x");
            group.join();
        }
    }

    @Test
    void aGroupThatIsShutDownKeepsItsTimeWhileItDrains() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskGroup group = timed().timeout(SECOND).open()) {
            assertThat(log).isNotNull();
            Task<Object> task = group.start(blocked());
            Aside<CloseReport> closer = Aside.call(() -> group.shutdown(Shutdown.whenDone()));
            closer.awaitWaiting();
            ticker.advance(SECOND);
            assertThat(closer.value().cancelled()).isEqualTo(1);
            assertThat(task.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 10, outer", "10, 5, inner", "5, 1000000, outer", "1000000, 5, inner"})
    void theEarliestOfNestedTimesWins(long outerSeconds, long innerSeconds, String first) throws Exception {
        Aside<Object> owner = Aside.call(() -> TaskGroup.builder()
                .name("outer")
                .ticker(ticker)
                .timeout(Duration.ofSeconds(outerSeconds))
                .run(outer -> outer.start(() -> TaskGroup.builder()
                                .name("inner")
                                .timeout(Duration.ofSeconds(innerSeconds))
                                .run(inner -> inner.start(blocked()).await()))
                        .await()));
        ticker.awaitParked(2);
        owner.awaitWaiting();
        ticker.advance(Duration.ofSeconds(5));
        assertThat(owner.thrown()).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(owner.thrown()).rootCause().hasMessage("'" + first + "' was not done within 5000 ms");
    }

    // ---- of a task

    @Test
    void theTimeOfATaskCountsFromTheStartOfItsBody() throws Exception {
        try (TaskGroup group = timed().limit(1).onFailure(OnFailure.CONTINUE).open()) {
            Gate door = new Gate();
            Gate next = new Gate();
            group.start(door::pass);
            Task<Void> task = group.start(TaskOptions.named("slow").timeout(SECOND), next::pass);
            ticker.advance(SECOND.multipliedBy(10));
            door.open();
            next.awaitArrived(1);
            assertThat(task.cancelReason()).isEmpty();
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(task.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(TimeoutException.class)
                                    .hasMessage("'g/slow#2' was not done within 1000 ms"));
            assertThat(task.state()).isEqualTo(TaskState.FAILED);
            assertThat(task.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
        }
    }

    @Test
    void aTaskOverItsTimeIsAFailureSoItsGroupFails() {
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> TaskGroup.run(group -> {
                    group.start(blocked());
                    return group.start(TaskOptions.defaults().timeout(Duration.ZERO), blocked())
                            .await();
                }))
                .satisfies(e -> assertThat(e.failures()).hasSize(1))
                .satisfies(e -> assertThat(e.getCause()).hasCauseInstanceOf(TimeoutException.class));
    }

    @Test
    void aTaskThatAnswersTheTimeWithAValueOrAnErrorHasThat() throws Exception {
        IOException error = new IOException("cleaning up");
        try (TaskGroup group = timed().onFailure(OnFailure.CONTINUE).open()) {
            TaskOptions noTime = TaskOptions.defaults().timeout(Duration.ZERO);
            Task<Integer> value = group.start(noTime, whenInterrupted(() -> 42));
            Task<Integer> failure = group.start(noTime, whenInterrupted(throwing(error)));
            assertThat(value.join()).isEqualTo(new Success<>(42));
            assertThat(value.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
            assertThat(failure.join()).isEqualTo(new Failure<>(error));
        }
    }

    @Test
    void noTimeMeansOnlyIfItNeedNotWait() throws Exception {
        try (TaskGroup group = timed().onFailure(OnFailure.CONTINUE).open()) {
            for (long seconds : new long[] {0, -1, Long.MIN_VALUE}) {
                TaskOptions noTime = TaskOptions.defaults().timeout(Duration.ofSeconds(seconds));
                Callable<String> atOnce = () -> "x";
                assertThat(group.start(noTime, atOnce).join()).isEqualTo(new Success<>("x"));
                assertThat(group.start(noTime, blocked()).join())
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class));
            }
        }
    }

    @Test
    void aTimeoutTheBodyThrowsItselfIsItsFailure() throws Exception {
        TimeoutException own = new TimeoutException("own");
        try (TaskGroup group = timed().onFailure(OnFailure.CONTINUE).open()) {
            Task<Object> task = group.start(TaskOptions.defaults().timeout(SECOND), throwing(own));
            assertThat(task.join()).isEqualTo(new Failure<>(own));
            assertThat(task.cancelReason()).isEmpty();
        }
    }

    @Test
    void aTimeThatComesAfterACancelChangesNothing() throws Exception {
        try (TaskGroup group = timed().onFailure(OnFailure.CONTINUE).open()) {
            Gate door = new Gate();
            Task<Void> task = group.start(TaskOptions.defaults().timeout(SECOND), () -> {
                door.passStubbornly();
                throw new InterruptedException();
            });
            door.awaitArrived(1);
            ticker.awaitParked(1);
            task.cancel("not needed");
            ticker.advance(SECOND);
            Eventually.eventually("the time fired", () -> ticker.parked() == 0);
            door.open();
            assertThat(task.join())
                    .isEqualTo(new Outcome.Cancelled<>(new CancelReason(Source.REQUEST, "not needed", null, null)));
        }
    }

    // ---- leaving takes long

    @Test
    void leavingSaysEveryTenSecondsWhoKeepsItWaiting() throws Exception {
        Gate door = new Gate();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskGroup")) {
            TaskGroup group = timed().open();
            group.start("deaf", () -> holdUp(door));
            door.awaitArrived(1);
            Aside<Void> closer = Aside.run(group::close);
            for (int i = 1; i <= 3; i++) {
                int reports = i;
                ticker.awaitParked(1);
                ticker.advance(Duration.ofMillis(9_999));
                assertThat(log.records()).hasSize(reports - 1);
                ticker.awaitParked(1);
                ticker.advance(Duration.ofMillis(1));
                Eventually.eventually("reported", () -> log.records().size() == reports);
                assertThat(log.records().getLast().getMessage())
                        .startsWith("'g' has been waiting for " + 10 * reports + " s for 1 that ")
                        .contains("'g/deaf#1' CANCELLING, has run for " + 10_000 * reports + " ms")
                        .contains("holdUp");
            }
            door.open();
            assertThat(closer.thrown()).isNull();
            assertThat(log.records()).hasSize(3);
        }
    }

    private static void holdUp(Gate door) {
        door.passStubbornly();
    }
}
