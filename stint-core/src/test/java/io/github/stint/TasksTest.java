package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several bodies at once: gather, gatherOutcomes, race, within. */
class TasksTest {

    private static <T> T never() throws Exception {
        return Bodies.<T>blocked().call();
    }

    // ---- gather

    @Test
    void gatherGivesTheValuesInTheOrderOfTheBodies() throws Exception {
        Gate door = new Gate();
        List<String> values = Tasks.gather(
                () -> {
                    door.pass();
                    return "a";
                },
                () -> null,
                () -> {
                    door.open();
                    return "c";
                });
        assertThat(values).containsExactly("a", null, "c");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> values.add("d"));
    }

    @Test
    void gatherOfNothingIsEmpty() throws Exception {
        assertThat(Tasks.gather(List.<Callable<String>>of())).isEmpty();
        assertThat(Tasks.gatherOutcomes(List.<Callable<String>>of())).isEmpty();
    }

    @Test
    void gatherRunsAllAtOnce() throws Exception {
        Gate first = new Gate();
        Gate second = new Gate();
        assertThat(Tasks.gather(
                        () -> {
                            first.open();
                            second.pass();
                            return 1;
                        },
                        () -> {
                            second.open();
                            first.pass();
                            return 2;
                        }))
                .containsExactly(1, 2);
    }

    @Test
    void aFailureInAGatherCancelsTheOthersAndWaitsForThem() {
        IOException error = new IOException("disk");
        AtomicBoolean ended = new AtomicBoolean();
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> {
                    Gate door = new Gate();
                    Tasks.<Object>gather(
                            () -> {
                                door.pass();
                                throw error;
                            },
                            () -> {
                                door.open();
                                try {
                                    return blocked().call();
                                } finally {
                                    ended.set(true);
                                }
                            });
                })
                .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(error));
        assertThat(ended).isTrue();
    }

    @Test
    void aGatherWhoseFirstBodyFailsAtOnceNeverTellsOfARejection() {
        List<Callable<Integer>> bodies = new ArrayList<>();
        bodies.add(throwing(new IllegalStateException("as told")));
        for (int i = 0; i < 50; i++) {
            bodies.add(() -> 1);
        }
        for (int round = 0; round < 500; round++) {
            assertThatExceptionOfType(TaskGroupException.class).isThrownBy(() -> Tasks.gather(bodies));
        }
    }

    @Test
    void anInterruptOfAGatherCancelsItsBodiesWaitsForThemAndIsThrown() throws Exception {
        Gate door = new Gate();
        AtomicReference<Task<?>> member = new AtomicReference<>();
        Aside<List<Object>> owner = Aside.call(() -> Tasks.gather(
                () -> {
                    member.set(Task.current().orElseThrow());
                    door.passStubbornly();
                    return null;
                },
                blocked()));
        door.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        Eventually.eventually("asked", () -> member.get().state() == TaskState.CANCELLING);
        assertThat(owner.isOver()).isFalse();
        door.open();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(owner.endedInterrupted()).isFalse();
        assertThat(member.get().isDone()).isTrue();
        assertThat(member.get().cancelReason().orElseThrow().source()).isEqualTo(Source.OWNER_INTERRUPTED);
    }

    @Test
    void anInterruptThatIsPendingKeepsEveryBodyFromBeginning() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        List<Callable<Integer>> bodies = List.of(ran::incrementAndGet, ran::incrementAndGet);
        List<Aside.Code> calls = List.of(
                () -> Tasks.gather(bodies),
                () -> Tasks.gatherOutcomes(bodies),
                () -> Tasks.race(bodies),
                () -> Tasks.within(Duration.ofHours(1), bodies.getFirst()),
                () -> Tasks.sleep(Duration.ZERO));
        for (Aside.Code call : calls) {
            Aside<Void> interrupted = Aside.run(() -> {
                Thread.currentThread().interrupt();
                call.run();
            });
            assertThat(interrupted.thrown()).isInstanceOf(InterruptedException.class);
            assertThat(interrupted.endedInterrupted()).isFalse();
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void aMissingBodyIsRefusedAtTheCallAndNoneBegins() {
        AtomicBoolean ran = new AtomicBoolean();
        Callable<Void> good = () -> {
            ran.set(true);
            return null;
        };
        List<Callable<Void>> withNull = Arrays.asList(good, null);
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.gather(withNull))
                .withMessage("bodies must not contain null");
        assertThatNullPointerException().isThrownBy(() -> Tasks.gatherOutcomes(withNull));
        assertThatNullPointerException().isThrownBy(() -> Tasks.race(withNull));
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.gather((Collection<Callable<Void>>) null))
                .withMessage("bodies");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.within(null, good))
                .withMessage("atMost");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.within(Duration.ZERO, (Callable<Void>) null))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> Tasks.within(Duration.ZERO, (Action) null))
                .withMessage("body");
        assertThat(ran).isFalse();
    }

    // ---- gatherOutcomes

    @Test
    void gatherOutcomesTellsHowEachEndedAndStopsNobody() throws Exception {
        IOException error = new IOException("disk");
        CancellationException own = new CancellationException("enough");
        Gate door = new Gate();
        List<Outcome<String>> outcomes = Tasks.gatherOutcomes(
                () -> {
                    door.pass();
                    return "a";
                },
                throwing(error),
                throwing(own),
                () -> {
                    door.open();
                    return "d";
                });
        assertThat(outcomes.get(0)).isEqualTo(new Success<>("a"));
        assertThat(outcomes.get(1)).isEqualTo(new Failure<>(error));
        assertThat(outcomes.get(2))
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason())
                                .extracting(CancelReason::source, CancelReason::why, CancelReason::cause)
                                .containsExactly(Source.BODY, "enough", own));
        assertThat(outcomes.get(3)).isEqualTo(new Success<>("d"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> outcomes.removeFirst());
    }

    @Test
    void gatherOutcomesInterruptedAfterAFailureTellsOfTheInterrupt() throws Exception {
        Gate door = new Gate();
        AtomicReference<Task<?>> failing = new AtomicReference<>();
        Aside<List<Outcome<Object>>> owner = Aside.call(() -> Tasks.gatherOutcomes(
                () -> {
                    failing.set(Task.current().orElseThrow());
                    throw new IOException("disk");
                },
                () -> {
                    door.pass();
                    return null;
                }));
        door.awaitArrived(1);
        Eventually.eventually(
                "failed", () -> failing.get() != null && failing.get().isDone());
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(owner.endedInterrupted()).isFalse();
    }

    // ---- race

    @Test
    void raceGivesTheFirstValueAndCancelsTheOthers() throws Exception {
        AtomicReference<Task<?>> slow = new AtomicReference<>();
        Gate door = new Gate();
        assertThat(Tasks.<String>race(
                        () -> {
                            door.pass();
                            return "first";
                        },
                        throwing(new IOException("no matter")),
                        () -> {
                            slow.set(Task.current().orElseThrow());
                            door.open();
                            return TasksTest.<String>never();
                        }))
                .isEqualTo("first");
        assertThat(slow.get().outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason())
                                .isEqualTo(new CancelReason(Source.REQUEST, "another one was first", null, null)));
    }

    @Test
    void aLoserThatFailedIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            for (int round = 0; round < 300; round++) {
                assertThat(Tasks.<Integer>race(throwing(new IOException("no matter")), () -> 1))
                        .isEqualTo(1);
            }
            assertThat(log.records()).extracting(LogRecord::getMessage).isEmpty();
        }
    }

    @Test
    void raceOfNullIsNull() throws Exception {
        assertThat(Tasks.<Object>race(() -> null)).isNull();
    }

    @Test
    void aRaceInWhichAllFailTellsAllFailures() {
        IOException a = new IOException("a");
        IOException b = new IOException("b");
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> Tasks.race(throwing(a), throwing(b)))
                .satisfies(e ->
                        assertThat(e.failures()).extracting(Throwable::getCause).containsExactlyInAnyOrder(a, b));
    }

    @Test
    void aRaceInWhichAllAreCancelledIsCancelled() {
        assertThatExceptionOfType(TaskCancelledException.class)
                .isThrownBy(() -> Tasks.race(throwing(new CancellationException("enough"))))
                .satisfies(e -> assertThat(e.reason().why()).isEqualTo("enough"));
    }

    @Test
    void aRaceOfNobodyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tasks.race(List.<Callable<String>>of()))
                .withMessage("bodies must not be empty: a race needs one at least");
    }

    @Test
    void anInterruptOfARaceTellsItsMembersAndIsThrown() throws Exception {
        AtomicReference<Task<?>> member = new AtomicReference<>();
        Gate door = new Gate();
        Aside<Object> owner = Aside.call(() -> Tasks.race(() -> {
            member.set(Task.current().orElseThrow());
            door.pass();
            return null;
        }));
        door.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(owner.endedInterrupted()).isFalse();
        assertThat(member.get().isDone()).isTrue();
        assertThat(member.get().cancelReason().orElseThrow().source()).isEqualTo(Source.OWNER_INTERRUPTED);
    }

    // ---- within

    @Test
    void withinGivesTheValueOfWhatIsDoneInTime() throws Exception {
        assertThat(Tasks.within(Duration.ofHours(1), () -> 42)).isEqualTo(42);
        assertThat(Tasks.within(Shutdown.WITHOUT_LIMIT, () -> 42)).isEqualTo(42);
        AtomicBoolean ran = new AtomicBoolean();
        Tasks.within(Duration.ofHours(1), () -> ran.set(true));
        assertThat(ran).isTrue();
    }

    @Test
    void withinCancelsTheBodyWhenTheTimeIsOverAndWaitsForIt() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        Gate door = new Gate();
        Gate ending = new Gate();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (TaskGroup group = TaskGroup.builder().ticker(ticker).open()) {
            Task<Void> waiter = group.start(() -> {
                try {
                    Tasks.within(Duration.ofMillis(300), () -> {
                        try {
                            door.pass();
                        } finally {
                            ending.passStubbornly();
                        }
                    });
                } catch (TimeoutException e) {
                    thrown.set(e);
                }
            });
            door.awaitArrived(1);
            ticker.awaitParked(1);
            ticker.advance(Duration.ofMillis(300));
            ending.awaitArrived(1);
            assertThat(waiter.isDone()).isFalse();
            ending.open();
            waiter.await();
        }
        assertThat(thrown.get()).hasMessage("'within#1' was not done within 300 ms");
    }

    @Test
    void theMessageOfWithinNamesTheTimeItWasGiven() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofMillis(20), blocked()))
                .withMessageContaining("within 20 ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void withinNoTimeTheBodyDoesNotBegin(long seconds) {
        AtomicBoolean ran = new AtomicBoolean();
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofSeconds(seconds), () -> ran.set(true)));
        assertThat(ran).isFalse();
    }

    @Test
    void withinThrowsWhatTheBodyThrewAsATaskFailure() {
        IOException error = new IOException("disk");
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofHours(1), throwing(error)))
                .withCause(error);
    }

    @Test
    void aTimeoutOfTheBodysOwnIsAFailureOfTheBody() {
        Callable<String> inner = () -> Tasks.within(Duration.ZERO, () -> "never");
        assertThatThrownBy(() -> Tasks.within(Duration.ofHours(1), inner))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void withinGivesWhatTheBodyAnsweredToTheTime() throws Exception {
        assertThat(Tasks.<Integer>within(Duration.ofMillis(1), whenInterrupted(() -> 42)))
                .isEqualTo(42);
        IOException error = new IOException("cleaning up");
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofMillis(1), whenInterrupted(throwing(error))))
                .withCause(error);
    }

    @Test
    void withinOfABodyThatCancelsItselfIsCancelled() {
        assertThatExceptionOfType(TaskCancelledException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofHours(1), throwing(new CancellationException("enough"))))
                .satisfies(e -> assertThat(e.reason().source()).isEqualTo(Source.BODY));
    }

    @Test
    void anInterruptOfWithinCancelsTheBodyWaitsForItAndIsThrown() throws Exception {
        Gate door = new Gate();
        AtomicBoolean ended = new AtomicBoolean();
        Aside<Object> owner = Aside.call(() -> Tasks.within(Duration.ofHours(1), () -> {
            try {
                door.pass();
                return null;
            } finally {
                ended.set(true);
            }
        }));
        door.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(ended).isTrue();
    }
}
