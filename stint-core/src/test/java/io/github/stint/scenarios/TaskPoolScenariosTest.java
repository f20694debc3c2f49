package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CloseReport;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.TaskState;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the pool of asyncio_taskpool does when tasks are handed over, singly and many at once, as our pool does it. */
class TaskPoolScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    // ---- intake, ids, groups

    @Test
    @Scenario(46)
    void closedIsToldBeforeLockedAndWhatComesFromInsideIsLetIn() throws Exception {
        TaskPool pool = TaskPool.open("pool", 2);
        try (Gate hold = new Gate()) {
            Task<Integer> inside = pool.submit(() -> {
                hold.pass();
                return pool.submit(() -> 1).await();
            });
            pool.lock();
            assertThatThrownBy(() -> pool.submit(() -> 1))
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.why()).isEqualTo(Why.LOCKED));
            hold.open();
            assertThat(inside.await()).isEqualTo(1);
        }
        pool.close();
        assertThatThrownBy(() -> pool.submit(() -> 1))
                .isInstanceOfSatisfying(
                        TaskRejectedException.class, e -> assertThat(e.why()).isEqualTo(Why.CLOSED));
    }

    @Test
    @Scenario(47)
    void whatIsNoTaskIsRefusedAtTheCallAndNothingIsRegistered() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            assertThatNullPointerException().isThrownBy(() -> pool.submit((Callable<Integer>) null));
            assertThatNullPointerException().isThrownBy(() -> pool.apply("g", 1, null));
            assertThatNullPointerException().isThrownBy(() -> pool.map("g", List.of(1), 1, null));
            assertThat(pool.stats().submitted()).isZero();
            assertThat(pool.apply("g", 1, () -> 1).results())
                    .as("g was not taken")
                    .containsExactly(1);
        }
    }

    @Test
    @Scenario(49)
    void anAcceptedTaskHasTheNextIdTakesASlotAndIsInItsGroup() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            assertThat(pool.apply("before", 123, () -> 0).results()).hasSize(123);
            Task<Void> task = pool.submit(TaskOptions.inGroup("g"), hold::pass);
            assertThat(task.id()).as("ids begin at 1").isEqualTo(124);
            hold.awaitArrived(1);
            assertThat(pool.stats().running()).isEqualTo(1);
            assertThat(pool.ids("g")).containsExactly(124L);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        }
    }

    @Test
    @Scenario(50)
    void aGeneratedNameIsTheNextThatIsFree() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            for (String taken : List.of("map-1", "map-2", "map-100")) {
                pool.submit(TaskOptions.inGroup(taken), hold::pass);
            }
            assertThat(pool.map(List.of(), 1, n -> n).group()).isEqualTo("map-3");
        }
    }

    @Test
    @Scenario(51)
    void aBatchNamedAsAGroupThatExistsIsRefusedAndItsSourceIsNotTouched() throws Exception {
        AtomicBoolean touched = new AtomicBoolean();
        try (TaskPool pool = TaskPool.open("pool", 1);
                Gate hold = new Gate()) {
            pool.submit(TaskOptions.inGroup("g"), hold::pass);
            Iterable<Integer> source = () -> {
                touched.set(true);
                return List.of(1).iterator();
            };
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.map("g", source, 1, n -> n))
                    .withMessage("'pool' already has a group 'g'");
            assertThatIllegalArgumentException().isThrownBy(() -> pool.apply("g", 1, () -> 1));
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
        assertThat(touched).isFalse();
    }

    @Test
    @Scenario(53)
    void idsOfSeveralGroupsAreTheirUnionAndAnUnknownGroupHasNone() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            pool.submit(TaskOptions.inGroup("a"), hold::pass);
            pool.submit(TaskOptions.inGroup("b"), hold::pass);
            assertThat(pool.ids("a", "b")).containsExactlyInAnyOrder(1L, 2L);
            assertThat(pool.ids("a", "unknown")).containsExactly(1L);
        }
    }

    @Test
    @Scenario(54)
    void aNegativeSizeIsRefusedAtBirthAndLater() {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskPool.open("pool", -1));
        try (TaskPool pool = TaskPool.open("pool", 5)) {
            assertThatIllegalArgumentException().isThrownBy(() -> pool.resize(-1));
            assertThat(pool.size()).isEqualTo(5);
        }
    }

    // ---- apply, map, starmap

    @Test
    @Scenario(55)
    void whenOneOfSeveralCallsThrowsTheOthersAreDoneAndTheFailureIsTold() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            TaskBatch<Integer> batch = pool.apply(HEARD, 3, () -> {
                int call = calls.incrementAndGet();
                if (call == 2) {
                    throw new IllegalArgumentException("the second");
                }
                return call;
            });
            assertThat(batch.outcomes())
                    .extracting(outcome -> outcome.getClass().getSimpleName())
                    .containsExactlyInAnyOrder("Success", "Failure", "Success");
            assertThat(batch.stats().submitted()).isEqualTo(3);
            assertThat(pool.gatherAndClose().firstFailure()).hasRootCauseMessage("the second");
        }
    }

    @Test
    @Scenario(57)
    void whatIsSaidAboutEachReachesEachAndTheGroupIsKnownAtOnce() throws Exception {
        Queue<String> called = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate hold = new Gate()) {
            TaskOptions each = TaskOptions.named("n")
                    .onDone(task -> called.add("done " + task.id()))
                    .onCancelled(task -> called.add("cancelled " + task.id()));
            TaskBatch<Integer> given = pool.apply(each.group("g"), 2, () -> {
                hold.pass();
                return 1;
            });
            assertThat(given.group()).isEqualTo("g");
            hold.awaitArrived(2);
            assertThat(pool.tasks()).extracting("name").containsExactly("pool/g/n#1", "pool/g/n#2");
            pool.cancel(2, "not this one");
            eventually("it has ended", () -> called.size() == 2);
            hold.open();
            assertThat(given.awaitDone(LONG)).isTrue();
            assertThat(called).containsExactly("cancelled 2", "done 2", "done 1");
            assertThat(pool.apply(0, () -> 1).group()).isEqualTo("apply-1");
        }
    }

    @Test
    @Scenario(58)
    void aBadElementIsAFailedTaskAndTheOthersGoOn() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 5);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(HEARD, List.of(1, 0, 2), 2, n -> {
                int value = 6 / n;
                hold.pass();
                return value;
            });
            hold.awaitArrived(2);
            assertThat(batch.stats().failed()).isEqualTo(1);
            assertThat(batch.stats().running()).as("both permits are in use").isEqualTo(2);
            hold.open();
            assertThat(batch.outcomes().get(0)).isEqualTo(new Success<>(6));
            assertThat(batch.outcomes().get(1)).isInstanceOf(Failure.class);
            assertThat(batch.outcomes().get(2)).isEqualTo(new Success<>(3));
        }
    }

    @Test
    @Scenario(59)
    void aBatchCancelledAtItsOwnLimitLeavesTheRestOfItsSourceUntouched() throws Exception {
        Iterator<Integer> elements = List.of(1, 2, 3).iterator();
        try (TaskPool pool = TaskPool.open("pool", 5);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(() -> elements, 1, n -> {
                hold.pass();
                return n;
            });
            hold.awaitArrived(1);
            assertThat(batch.cancel("enough")).isEqualTo(1);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(elements.next()).isEqualTo(2);
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    @Scenario(61)
    void mapGivesTheElementStarmapTakesAPairApartAndARecordDoesForMore() throws Exception {
        record Range(int from, int step, int to) {}
        try (TaskPool pool = TaskPool.open("pool", 2)) {
            TaskBatch<Integer> map = pool.map(List.of(1, 2), 1, n -> n + 1);
            TaskBatch<String> starmap = pool.starmap(Map.of("a", 1).entrySet(), 1, (s, n) -> s + n);
            TaskBatch<Integer> named =
                    pool.map("records", List.of(new Range(1, 2, 9)), 1, r -> r.from() + r.step() + r.to());
            assertThat(map.results()).containsExactly(2, 3);
            assertThat(map.group()).isEqualTo("map-1");
            assertThat(starmap.results()).containsExactly("a1");
            assertThat(starmap.group()).isEqualTo("starmap-1");
            assertThat(named.results()).containsExactly(12);
        }
    }

    @Test
    @Scenario(62)
    void aSlowCallbackOfAnElementDoesNotHoldBackTheNext() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1);
                Gate callback = new Gate()) {
            TaskOptions slow = TaskOptions.defaults().onDone(task -> {
                if (task.id() == 1) {
                    callback.passStubbornly();
                }
            });
            TaskBatch<Integer> batch = pool.map(slow, List.of(1, 2, 3), 1, n -> n);
            callback.awaitArrived(1);
            eventually("all elements are done", () -> batch.stats().succeeded() == 3);
            assertThat(batch.isDone()).as("one callback is not").isFalse();
            callback.open();
            assertThat(batch.results()).containsExactly(1, 2, 3);
        }
    }

    @Test
    @Scenario(63)
    void theLimitOfABatchAndThatOfThePoolHoldTogether() throws Exception {
        AtomicInteger mapped = new AtomicInteger();
        AtomicInteger mostMapped = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate longTasks = new Gate();
                Gate first = new Gate();
                Gate rest = new Gate()) {
            pool.submit(longTasks::pass);
            pool.submit(longTasks::pass);
            TaskBatch<Integer> batch = pool.starmap(
                    List.of(Map.entry(1, 1), Map.entry(2, 2), Map.entry(3, 3), Map.entry(4, 4)), 2, (a, b) -> {
                        mostMapped.accumulateAndGet(mapped.incrementAndGet(), Math::max);
                        (a == 1 ? first : rest).pass();
                        mapped.decrementAndGet();
                        return a + b;
                    });
            first.awaitArrived(1);
            eventually("the second is in hand", () -> pool.stats().waiting() == 1);
            assertThat(batch.stats().running()).isEqualTo(1);
            longTasks.open();
            rest.awaitArrived(1);
            assertThat(batch.stats().submitted()).as("its own limit holds now").isEqualTo(2);
            first.open();
            rest.awaitArrived(2);
            rest.open();
            assertThat(batch.results()).containsExactly(2, 4, 6, 8);
        }
        assertThat(mostMapped).hasValue(2);
    }

    // ---- what ends and who is told: see also TaskPoolEndScenariosTest

    @Test
    @Scenario(67)
    void cancellingFourKindsOfIdsTellsThemApart() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            Task<Integer> ended = pool.submit(() -> 1);
            ended.await();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Void> asked = pool.submit(hold::passStubbornly);
            Task<Void> running = pool.submit(hold::pass);
            hold.awaitArrived(2);
            asked.cancel("before");
            Map<Long, io.github.stint.CancelResult> results = pool.cancel(List.of(1L, 2L, 3L, 4L), "now");
            assertThat(results.values())
                    .extracting(Enum::name)
                    .containsExactly("ALREADY_ENDED", "ALREADY_CANCELLING", "REQUESTED", "UNKNOWN_ID");
            assertThat(running.join()).isInstanceOf(Cancelled.class);
        }
    }

    @Test
    @Scenario(75)
    void closingLocksOutFirstThenWaitsForAllThenIsClosed() throws Exception {
        TaskPool pool = TaskPool.builder("pool").size(3).queue(5).open();
        try (Gate hold = new Gate()) {
            pool.submit(() -> 1).await();
            pool.submit(hold::pass);
            Task<Void> asked = pool.submit(hold::passStubbornly);
            hold.awaitArrived(2);
            asked.cancel("stop");
            TaskBatch<Integer> batch = pool.map(IntStream.range(0, 20).boxed().toList(), 2, n -> n);
            OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
            eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
            assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(TaskRejectedException.class);
            assertThat(closer.isOver()).isFalse();
            hold.open();
            assertThat(closer.value().stragglers()).isEmpty();
            assertThat(batch.results()).hasSize(20);
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    @Scenario(77)
    void lockingTwiceAndUnlockingTwiceIsAsOnce() {
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            assertThat(pool.isLocked()).isFalse();
            pool.lock();
            pool.lock();
            assertThat(pool.isLocked()).isTrue();
            pool.unlock();
            assertThat(pool.isLocked()).isFalse();
            pool.unlock();
            assertThat(pool.isLocked()).isFalse();
        }
    }
}
