package io.github.stint.scenarios;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelResult;
import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.UncheckedTimeoutException;
import io.github.stint.Until;
import io.github.stint.Waited;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What asyncio's tests say of wait, gather, as_completed, race and shield. */
class AsyncioWaitScenariosTest {

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

    private Task<Integer> behind(Gate door, int value) {
        return group.start(() -> {
            door.pass();
            return value;
        });
    }

    // ---- wait

    @Test
    @Scenario(226)
    void waitingForAllGivesAllAndAgainTheSameAtOnce() throws Exception {
        Task<Integer> a = group.start(() -> 1);
        Task<Integer> b = group.start(() -> 2);
        Waited<Task<Integer>> all = new Waited<>(Set.of(a, b), Set.of());
        assertThat(Tasks.await(List.of(a, b), Until.ALL_DONE)).isEqualTo(all);
        assertThat(Tasks.await(List.of(a, b), Until.ALL_DONE, Duration.ZERO)).isEqualTo(all);
    }

    @Test
    @Scenario(227)
    void duplicatesCountOnceAndAnyCollectionWillDo() throws Exception {
        Task<Integer> a = group.start(() -> 1);
        assertThat(Tasks.await(Arrays.asList(a, a, a), Until.ALL_DONE).done()).containsExactly(a);
        assertThat(Tasks.await(Set.of(a), Until.ALL_DONE).done()).containsExactly(a);
    }

    @Test
    @Scenario(229)
    void waitingForTheFirstLeavesTheOthersAliveAndGivesAllThatAreDone() throws Exception {
        Task<Integer> a = group.start(() -> 1);
        Task<Integer> b = group.start(() -> 2);
        a.join();
        b.join();
        Task<Integer> pending = group.start(blocked());
        Waited<Task<Integer>> waited = Tasks.await(List.of(pending, a, b), Until.ANY_DONE);
        assertThat(waited.done()).containsExactly(a, b);
        assertThat(waited.pending()).containsExactly(pending);
        assertThat(pending.cancelReason()).isEmpty();
    }

    @Test
    @Scenario({230, 231})
    void waitingForTheFirstFailureReturnsWithItThrowsNothingAndWithoutOneIsLikeAll() throws Exception {
        Gate door = new Gate();
        IOException error = new IOException("disk");
        Task<Object> pending = group.start(blocked());
        Task<Object> failing = group.start(() -> {
            door.pass();
            throw error;
        });
        Aside<Waited<Task<Object>>> waiter = Aside.call(() -> Tasks.await(List.of(pending, failing), Until.ANY_FAILED));
        waiter.awaitWaiting();
        door.open();
        assertThat(waiter.value()).isEqualTo(new Waited<>(Set.of(failing), Set.of(pending)));
        assertThat(Tasks.await(List.of(pending, failing), Until.ANY_FAILED)).isEqualTo(waiter.value());
        assertThat(failing.outcome()).contains(new Failure<>(error));
        Task<Integer> a = group.start(() -> 1);
        assertThat(Tasks.await(List.of(a), Until.ANY_FAILED).done()).containsExactly(a);
        assertThat(Tasks.await(List.of(a, failing), Until.ALL_DONE).done()).containsExactly(a, failing);
    }

    @Test
    @Scenario(233)
    void aCancelledWaiterLeavesTheMembersRunning() throws Exception {
        Gate door = new Gate();
        Task<Integer> member = behind(door, 42);
        Task<Waited<Task<Integer>>> waiter = group.start(() -> Tasks.await(List.of(member), Until.ALL_DONE));
        door.awaitArrived(1);
        waiter.cancel("not needed");
        assertThat(waiter.join()).isInstanceOf(Cancelled.class);
        assertThat(member.cancelReason()).isEmpty();
        door.open();
        assertThat(member.await()).isEqualTo(42);
    }

    // ---- gather

    @Test
    @Scenario(234)
    void gatherWaitsForTheLastAndKeepsTheOrderOfTheBodies() throws Exception {
        for (boolean outcomes : new boolean[] {false, true}) {
            Gate a = new Gate();
            Gate c = new Gate();
            List<Callable<String>> bodies = List.of(
                    () -> {
                        a.pass();
                        c.open();
                        return "a";
                    },
                    () -> {
                        a.open();
                        return "b";
                    },
                    () -> {
                        c.pass();
                        return "c";
                    });
            if (outcomes) {
                assertThat(Tasks.gatherOutcomes(bodies))
                        .containsExactly(new Success<>("a"), new Success<>("b"), new Success<>("c"));
            } else {
                assertThat(Tasks.gather(bodies)).containsExactly("a", "b", "c");
            }
        }
    }

    @Test
    @Scenario(235)
    void oneFailureEndsTheGatherAfterTheOthersWereCancelledAndHaveEnded() {
        IOException error = new IOException("disk");
        AtomicReference<Task<?>> other = new AtomicReference<>();
        Gate begun = new Gate();
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> Tasks.gather(
                        () -> {
                            other.set(Task.current().orElseThrow());
                            begun.open();
                            return blocked().call();
                        },
                        () -> {
                            begun.pass();
                            throw error;
                        }));
        assertThat(thrown.failures()).extracting(Throwable::getCause).containsExactly(error);
        assertThat(other.get().state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    @Scenario(237)
    void oneCancelledMemberMakesTheGatherThrowThatWithoutCancellingTheOthers() throws Exception {
        AtomicBoolean other = new AtomicBoolean();
        assertThatExceptionOfType(TaskCancelledException.class)
                .isThrownBy(() -> Tasks.gather(throwing(new CancellationException("enough")), () -> {
                    Thread.yield();
                    other.set(true);
                    return null;
                }));
        assertThat(other).isTrue();
        List<Outcome<Object>> outcomes = Tasks.gatherOutcomes(throwing(new CancellationException("enough")), () -> 42);
        assertThat(outcomes.getFirst()).isInstanceOf(Cancelled.class);
        assertThat(outcomes.getLast()).isEqualTo(new Success<>(42));
    }

    @Test
    @Scenario(238)
    void theSameBodyTwiceRunsTwiceAndNothingGivesAnEmptyList() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Callable<Integer> body = ran::incrementAndGet;
        assertThat(Tasks.gather(body, body)).containsExactlyInAnyOrder(1, 2);
        assertThat(Tasks.gather(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    @Scenario(239)
    void aCancelOfTheTaskThatGathersReachesAllMembers() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger interrupted = new AtomicInteger();
        Callable<Object> member = () -> {
            begun.countDown();
            try {
                return blocked().call();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        };
        Task<List<Object>> gathering = group.start(() -> Tasks.gather(member, member));
        begun.await();
        gathering.cancel("not needed");
        assertThat(gathering.join()).isInstanceOf(Cancelled.class);
        assertThat(interrupted).hasValue(2);
        assertThat(gathering.cancel("again")).isEqualTo(CancelResult.ALREADY_ENDED);
    }

    @Test
    @Scenario(241)
    void aSecondFailureIsToldWithTheFirstAndNotLoggedAsUnheard() {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            IOException first = new IOException("first");
            IOException second = new IOException("second");
            Gate begun = new Gate();
            TaskGroupException thrown = catchThrowableOfType(
                    TaskGroupException.class,
                    () -> Tasks.gather(
                            () -> {
                                begun.pass();
                                throw first;
                            },
                            () -> {
                                begun.open();
                                try {
                                    return blocked().call();
                                } catch (InterruptedException e) {
                                    throw second;
                                }
                            }));
            assertThat(thrown.failures()).extracting(Throwable::getCause).containsExactly(first, second);
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    @Scenario(242)
    void aMissingBodyAfterAGoodOneIsRefusedAtTheCall() {
        AtomicBoolean ran = new AtomicBoolean();
        Callable<Void> good = () -> {
            ran.set(true);
            return null;
        };
        assertThatNullPointerException().isThrownBy(() -> Tasks.gather(good, null));
        assertThat(ran).isFalse();
    }

    // ---- as completed, race

    @Test
    @Scenario({243, 246, 247})
    void asCompletedGivesEachAsItEndsAndMayBeLeftAndResumed() throws Exception {
        List<Gate> doors = new ArrayList<>();
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            doors.add(new Gate());
            tasks.add(behind(doors.get(i), i));
        }
        Iterator<Task<Integer>> completed = Tasks.asCompleted(tasks).iterator();
        List<Integer> values = new ArrayList<>();
        doors.get(3).open();
        values.add(completed.next().result());
        doors.get(1).open();
        values.add(completed.next().result());
        assertThat(tasks.get(0).cancelReason()).isEmpty();
        doors.get(0).open();
        values.add(completed.next().result());
        doors.get(2).open();
        values.add(completed.next().result());
        assertThat(values).containsExactly(3, 1, 0, 2);
        assertThat(completed.hasNext()).isFalse();
    }

    @Test
    @Scenario(245)
    void asCompletedWithATimeGivesWhatEndedAndTellsTheTimeAndTheLateOneLives() throws Exception {
        Gate door = new Gate();
        Gate late = new Gate();
        Task<Integer> a = behind(door, 1);
        Task<Integer> b = behind(late, 2);
        Task<Integer> reader = group.start(() -> {
            Iterator<Task<Integer>> completed =
                    Tasks.asCompleted(List.of(b, a), Duration.ofMillis(120)).iterator();
            int first = completed.next().result();
            assertThatThrownBy(completed::next).isInstanceOf(UncheckedTimeoutException.class);
            return first;
        });
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(100));
        door.open();
        a.join();
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(20));
        assertThat(reader.await()).isEqualTo(1);
        late.open();
        assertThat(b.await()).isEqualTo(2);
        assertThat(Tasks.asCompleted(List.of(a, b), Duration.ofMillis(120))).containsExactlyInAnyOrder(a, b);
    }

    @Test
    @Scenario(249)
    void aRaceHasTheFirstSuccessOrAllErrorsAndNeedsSomebody() throws Exception {
        IOException a = new IOException("a");
        IOException b = new IOException("b");
        AtomicReference<Task<?>> slow = new AtomicReference<>();
        assertThatIllegalArgumentException().isThrownBy(() -> Tasks.race(List.<Callable<Integer>>of()));
        assertThat(Tasks.<Integer>race(() -> 0)).isZero();
        assertThat(Tasks.<Integer>race(throwing(a), () -> 1)).isEqualTo(1);
        assertThat(Tasks.<Integer>race(
                        () -> {
                            slow.set(Task.current().orElseThrow());
                            new CountDownLatch(1).await();
                            return 0;
                        },
                        () -> {
                            Eventually.eventually("the slow one runs", () -> slow.get() != null);
                            return 1;
                        }))
                .isEqualTo(1);
        assertThat(slow.get().state()).isEqualTo(TaskState.CANCELLED);
        TaskGroupException none =
                catchThrowableOfType(TaskGroupException.class, () -> Tasks.race(throwing(a), throwing(b)));
        assertThat(none.failures()).extracting(Throwable::getCause).containsExactlyInAnyOrder(a, b);
    }

    // ---- shield

    @Test
    @Scenario(250)
    void aShieldLetsValueAndErrorThroughAndAnInnerCancellationTooAndHoldsAnOuterOneBack() throws Exception {
        IOException error = new IOException("disk");
        Task<Integer> value = group.start(() -> Tasks.shield(() -> 42));
        Task<Object> failure = group.start(() -> Tasks.shield(() -> {
            throw error;
        }));
        Task<Object> inner = group.start(blocked());
        Task<Object> awaitsInner = group.start(() -> Tasks.shield(() -> inner.await()));
        inner.cancel("not needed");
        assertThat(value.join()).isEqualTo(new Success<>(42));
        assertThat(failure.join()).isEqualTo(new Failure<>(error));
        assertThat(awaitsInner.join()).isInstanceOf(Cancelled.class);
        Gate door = new Gate();
        AtomicBoolean whole = new AtomicBoolean();
        Task<Object> outer = group.start(() -> {
            Tasks.<Void, InterruptedException>shield(() -> {
                door.pass();
                whole.set(true);
                return null;
            });
            return blocked().call();
        });
        door.awaitArrived(1);
        outer.cancel("not needed");
        door.open();
        assertThat(outer.join()).isInstanceOf(Cancelled.class);
        assertThat(whole).isTrue();
    }

    @Test
    @Scenario(251)
    void aShieldedGatherIsFinishedAlthoughItsTaskIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        Gate door = new Gate();
        Callable<Integer> member = () -> {
            begun.countDown();
            door.pass();
            return 42;
        };
        Task<List<Integer>> shielding = group.start(() -> Tasks.shield(() -> Tasks.gather(member, member)));
        begun.await();
        shielding.cancel("not needed");
        door.open();
        assertThat(shielding.join()).isEqualTo(new Success<>(List.of(42, 42)));
    }

    @Test
    @Scenario(251)
    void aGatherOfShieldedBodiesThatIsCancelledWaitsForThem() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger whole = new AtomicInteger();
        Gate door = new Gate();
        Callable<Integer> member = () -> Tasks.shield(() -> {
            begun.countDown();
            door.pass();
            return whole.incrementAndGet();
        });
        Task<List<Integer>> gathering = group.start(() -> Tasks.gather(member, member));
        begun.await();
        gathering.cancel("not needed");
        Eventually.eventually("asked", () -> gathering.state() == TaskState.CANCELLING);
        assertThat(gathering.isDone()).isFalse();
        door.open();
        assertThat(gathering.join()).isInstanceOf(Cancelled.class);
        assertThat(whole).hasValue(2);
    }
}
