package io.github.stint.scenarios;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.OnFailure;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What asyncio's tests say of timeout blocks and of waiting for one thing with a limit. */
class AsyncioTimeScenariosTest {

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

    // ---- timeout blocks

    @Test
    @Scenario(205)
    void ofTwoNestedEqualTimesOneIsToldByTheOuterGroup() throws Exception {
        Aside<Object> owner = Aside.call(() -> TaskGroup.builder()
                .name("outer")
                .ticker(ticker)
                .timeout(SECOND)
                .run(outer -> outer.start(() -> TaskGroup.builder()
                                .name("inner")
                                .timeout(SECOND)
                                .run(inner -> inner.start(blocked()).await()))
                        .await()));
        ticker.awaitParked(2);
        owner.awaitWaiting();
        ticker.advance(SECOND);
        assertThat(owner.thrown())
                .isInstanceOf(TaskGroupException.class)
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    @Scenario({206, 219})
    void workThatEndsInTimeOrHasNoLimitGivesItsValue() throws Exception {
        int timed = TaskGroup.builder()
                .timeout(Duration.ofHours(1))
                .run(inner -> inner.start(() -> 42).await());
        int untimed = TaskGroup.run(inner -> inner.start(() -> 42).await());
        assertThat(timed).isEqualTo(42).isEqualTo(untimed);
        assertThat(Tasks.within(Duration.ofHours(1), () -> 42)).isEqualTo(42);
        assertThat(group.start(() -> 42).await()).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    @Scenario(207)
    void noTimeIsOverAtTheFirstWait(long seconds) throws Exception {
        Task<Void> task = group.start(
                TaskOptions.defaults().timeout(Duration.ofSeconds(seconds)), () -> Tasks.sleep(Duration.ZERO));
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class));
    }

    @Test
    @Scenario(209)
    void aCancelBeforeTheTimeIsACancellation() throws Exception {
        Task<Object> task = group.start(TaskOptions.defaults().timeout(SECOND), blocked());
        task.cancel("not needed");
        ticker.advance(SECOND);
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason().source()).isEqualTo(Source.REQUEST));
    }

    @Test
    @Scenario(210)
    void aTimeThatIsOverInsideATaskDoesNotCancelThatTask() throws Exception {
        Task<String> task = group.start(() -> {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> Tasks.within(Duration.ZERO, () -> "never"));
            Task.checkCancelled();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return "goes on";
        });
        assertThat(task.join()).isEqualTo(new Success<>("goes on"));
        assertThat(task.cancelReason()).isEmpty();
    }

    @Test
    @Scenario(211)
    void whoHeedsNothingUntilBothTimesAreOverIsStillStoppedByTheOuterOne() throws Exception {
        AtomicBoolean after = new AtomicBoolean();
        Gate door = new Gate();
        Task<Object> outer = group.start(TaskOptions.defaults().timeout(SECOND), () -> {
            TaskGroup.builder().timeout(SECOND.multipliedBy(2)).run(inner -> {
                inner.start(() -> {
                    door.passStubbornly();
                    return null;
                });
                return null;
            });
            Tasks.sleep(Duration.ZERO);
            after.set(true);
            return null;
        });
        door.awaitArrived(1);
        ticker.awaitParked(2);
        ticker.advance(SECOND.multipliedBy(3));
        Eventually.eventually("asked", () -> outer.state() == TaskState.CANCELLING);
        door.open();
        assertThat(outer.join().isSuccess()).isFalse();
        assertThat(after).isFalse();
    }

    @Test
    @Scenario(214)
    void aLimitInTheCleanUpOfACancelledTaskWorksBehindAShield() throws Exception {
        Gate door = new Gate();
        AtomicReference<Throwable> inCleanUp = new AtomicReference<>();
        Task<Object> task = group.start(() -> {
            try {
                door.pass();
                return null;
            } finally {
                String value = Tasks.shield(() -> {
                    try {
                        Tasks.within(Duration.ZERO, () -> "never");
                    } catch (TimeoutException e) {
                        inCleanUp.set(e);
                    }
                    return Tasks.within(Duration.ofHours(1), () -> "cleaned");
                });
                assertThat(value).isEqualTo("cleaned");
            }
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        assertThat(task.join()).isInstanceOf(Cancelled.class);
        assertThat(inCleanUp.get()).isInstanceOf(TimeoutException.class);
    }

    @Test
    @Scenario(215)
    void aLimitAroundAGroupWhoseTaskFailsInItsCleanUpTellsTheFailure() throws Exception {
        IOException error = new IOException("cleaning up");
        Gate door = new Gate();
        Task<Object> outer = group.start(
                TaskOptions.defaults().timeout(SECOND),
                () -> TaskGroup.run(inner -> {
                    inner.start(() -> {
                        door.open();
                        return whenInterrupted(throwing(error)).call();
                    });
                    return null;
                }));
        door.pass();
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        assertThat(outer.join())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.error())
                                .isInstanceOf(TaskGroupException.class)
                                .hasRootCause(error));
        assertThat(outer.cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
    }

    @Test
    @Scenario(217)
    void aLimitMadeEarlyCountsFromTheStartOfTheBody() throws Exception {
        TaskOptions made = TaskOptions.defaults().timeout(SECOND);
        TaskGroup.Builder builder = TaskGroup.builder().ticker(ticker).timeout(SECOND);
        ticker.advance(SECOND.multipliedBy(3));
        Gate door = new Gate();
        Task<Void> task = group.start(made, door::pass);
        door.awaitArrived(1);
        assertThat(task.cancelReason()).isEmpty();
        assertThat(builder.<Integer, RuntimeException>run(
                        timed -> timed.start(() -> 42).await()))
                .isEqualTo(42);
        ticker.awaitParked(1);
        ticker.advance(SECOND);
        assertThat(task.join()).isInstanceOf(Failure.class);
    }

    // ---- one thing with a limit

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    @Scenario(218)
    void withNoTimeWhatIsDoneGivesItsValueAndWhatHasNotBegunNeverDoes(long seconds) throws Exception {
        Duration none = Duration.ofSeconds(seconds);
        Task<Integer> done = group.start(() -> 42);
        done.join();
        assertThat(done.await(none)).isEqualTo(42);
        AtomicBoolean ran = new AtomicBoolean();
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> Tasks.within(none, () -> ran.set(true)));
        assertThat(ran).isFalse();
        Task<Object> running = group.start(blocked());
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> running.await(none));
        assertThat(running.cancelReason()).isEmpty();
    }

    @Test
    @Scenario(221)
    void theWaitLastsUntilABodyThatIgnoresTheTimeHasReallyEnded() throws Exception {
        Gate door = new Gate();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<Task<?>> body = new AtomicReference<>();
        Aside<Object> waiter = Aside.call(() -> {
            try {
                return Tasks.within(Duration.ofMillis(1), () -> {
                    body.set(Task.current().orElseThrow());
                    door.passStubbornly();
                    ended.set(true);
                    throw new InterruptedException();
                });
            } finally {
                assertThat(ended).isTrue();
            }
        });
        Eventually.eventually(
                "the time is over", () -> body.get() != null && body.get().state() == TaskState.CANCELLING);
        waiter.awaitWaiting();
        assertThat(waiter.isOver()).isFalse();
        door.open();
        assertThat(waiter.thrown()).isInstanceOf(TimeoutException.class);
    }

    @Test
    @Scenario(221)
    void theWaitOfACancelledWaiterLastsUntilTheBodyHasReallyEnded() throws Exception {
        Gate door = new Gate();
        AtomicBoolean ended = new AtomicBoolean();
        Aside<Void> waiter = Aside.run(() -> Tasks.within(Duration.ofHours(1), () -> {
            door.passStubbornly();
            ended.set(true);
        }));
        door.awaitArrived(1);
        waiter.awaitWaiting().interrupt().awaitWaiting();
        assertThat(waiter.isOver()).isFalse();
        door.open();
        assertThat(waiter.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(ended).isTrue();
    }

    @Test
    @Scenario(222)
    void aBodyThatAnswersTheTimeWithAValueOrAnErrorGivesThat() throws Exception {
        assertThat(Tasks.<Integer>within(Duration.ofMillis(1), whenInterrupted(() -> 42)))
                .isEqualTo(42);
        IOException error = new IOException("cleaning up");
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofMillis(1), whenInterrupted(throwing(error))))
                .withCause(error);
    }

    @Test
    @Scenario(223)
    void aValueThatIsThereWinsOverATimeThatIsOverInTheSameMoment() throws Exception {
        for (int round = 0; round < 100; round++) {
            Gate door = new Gate();
            Task<Integer> task = group.start(() -> {
                door.pass();
                return 42;
            });
            Task<Integer> waiter = group.start(() -> {
                try {
                    return task.await(SECOND);
                } catch (TimeoutException e) {
                    return task.isDone() ? -1 : 0;
                }
            });
            ticker.awaitParked(1);
            door.open();
            task.join();
            ticker.advance(SECOND);
            assertThat(waiter.await()).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10})
    @Scenario(225)
    void aTaskThatIsOnlyAwaitedRunsOnWhenTheTimeIsOver(long millis) throws Exception {
        Gate door = new Gate();
        Callable<Integer> body = () -> {
            door.pass();
            return 42;
        };
        try (TaskGroup real = TaskGroup.open()) {
            Task<Integer> task = real.start(body);
            assertThatThrownBy(() -> task.await(Duration.ofMillis(millis))).isInstanceOf(TimeoutException.class);
            assertThat(task.cancelReason()).isEmpty();
            door.open();
            assertThat(task.await()).isEqualTo(42);
        }
    }
}
