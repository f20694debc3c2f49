package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pool under live control: its size, its lock, cancelling by number, and the deadlock with itself it sees. */
class TaskPoolSteeringTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    // ---- size

    @Test
    void growingStartsAtOnceWhomItLetsIn() throws Exception {
        try (TaskPool pool = TaskPool.builder("grow").size(1).queue(5).open();
                Gate hold = new Gate()) {
            for (int i = 0; i < 6; i++) {
                pool.submit(hold::pass);
            }
            assertThat(pool.stats().running()).isEqualTo(1);
            pool.resize(4);
            assertThat(pool.size()).isEqualTo(4);
            assertThat(pool.stats().running()).isEqualTo(4);
            hold.awaitArrived(4);
            assertThat(pool.stats().queued()).isEqualTo(2);
        }
    }

    @Test
    void growingLetsWaitingSubmittersInToo() throws Exception {
        try (TaskPool pool = TaskPool.open("grow", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Task<Integer>> waiter = OtherThread.run(() -> pool.submit(() -> 2));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            pool.resize(2);
            assertThat(waiter.value().await()).isEqualTo(2);
        }
    }

    @Test
    void shrinkingStopsNobodyAndHoldsFromThenOn() throws Exception {
        try (TaskPool pool = TaskPool.builder("shrink").size(3).queue(9).open();
                Gate old = new Gate();
                Gate young = new Gate()) {
            for (int i = 0; i < 3; i++) {
                pool.submit(old::pass);
            }
            old.awaitArrived(3);
            pool.resize(1);
            assertThat(pool.stats().running()).isEqualTo(3);
            assertThat(old.interrupts()).isZero();
            for (int i = 0; i < 3; i++) {
                pool.submit(young::pass);
            }
            old.open();
            young.awaitArrived(1);
            eventually("one runs", () -> pool.stats().running() == 1);
            assertThat(pool.stats().queued()).isEqualTo(2);
            young.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(young.mostWaiting()).isEqualTo(1);
        }
    }

    @Test
    void sizeZeroPausesWithoutTouchingWhatRuns() throws Exception {
        try (TaskPool pool = TaskPool.builder("pause").size(1).queue(1).open();
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(hold::pass);
            AtomicBoolean ran = new AtomicBoolean();
            Task<Void> queued = pool.submit(() -> ran.set(true));
            pool.resize(0);
            hold.open();
            running.await();
            assertThat(queued.state()).isEqualTo(TaskState.QUEUED);
            assertThat(pool.stats().running()).isZero();
            assertThat(ran).isFalse();
            pool.resize(1);
            queued.await();
            assertThat(ran).isTrue();
        }
    }

    @Test
    void aNegativeSizeIsRefusedAndTheOldOneKept() {
        try (TaskPool pool = TaskPool.open("negative", 3)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.resize(-1))
                    .withMessage("'negative': size must be at least 0: -1");
            assertThat(pool.size()).isEqualTo(3);
        }
    }

    @Test
    void aStormOfResizesKeepsOrderAndSlots() throws Exception {
        Queue<Long> order = new ConcurrentLinkedQueue<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TaskPool pool =
                TaskPool.builder("storm").size(1).queue(Integer.MAX_VALUE).open();
        try (pool) {
            List<OtherThread<Integer>> storm = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int seed = thread;
                storm.add(OtherThread.run(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        pool.resize((i * 7 + seed) % 5);
                        Thread.yield();
                    }
                    return 0;
                }));
            }
            for (int i = 0; i < 2_000; i++) {
                pool.submit(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    order.add(Task.current().orElseThrow().id());
                    inside.decrementAndGet();
                });
            }
            for (OtherThread<Integer> thread : storm) {
                assertThat(thread.value()).isZero();
            }
            pool.resize(1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.stats().succeeded()).isEqualTo(2_000);
        }
        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertThat(order).hasSize(2_000).doesNotHaveDuplicates();
    }

    // ---- lock

    @Test
    void aLockedPoolRefusesWhatComesFromOutside() throws Exception {
        try (TaskPool pool = TaskPool.open("locked", 1)) {
            pool.lock();
            assertThat(pool.isLocked()).isTrue();
            assertThat(pool.stats().state()).isEqualTo(OwnerState.LOCKED);
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            () -> pool.submit(() -> 1),
                            () -> pool.submit(TaskOptions.defaults(), Duration.ofDays(1), () -> 1),
                            () -> pool.trySubmit(() -> 1),
                            () -> pool.map(List.of(1), 1, n -> n),
                            () -> pool.starmap(Map.of(1, 2).entrySet(), 1, Integer::sum),
                            () -> pool.apply(1, () -> 1),
                            () -> pool.forEach(List.of(1), 1, n -> {}),
                            () -> pool.stream(List.of(1), 1, n -> n))) {
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                TaskRejectedException.class,
                                e -> assertThat(e.why()).isEqualTo(Why.LOCKED))
                        .hasMessage("'locked' is locked");
            }
            assertThat(pool.stats().rejected()).isEqualTo(8);
            assertThat(pool.stats().submitted()).isZero();
            pool.unlock();
            assertThat(pool.isLocked()).isFalse();
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    void whatWasAcceptedGoesOnInALockedPool() throws Exception {
        try (TaskPool pool = TaskPool.builder("locked").size(1).queue(1).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(() -> 2);
            OtherThread<Task<Integer>> waiting = OtherThread.run(() -> pool.submit(() -> 3));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            TaskBatch<Integer> batch = pool.map(List.of(4, 5, 6), 2, n -> n);
            pool.lock();
            hold.open();
            assertThat(queued.await()).isEqualTo(2);
            assertThat(waiting.value().await()).as("under way before the lock").isEqualTo(3);
            assertThat(batch.results()).containsExactly(4, 5, 6);
        }
    }

    @Test
    void ownTasksMaySubmitToTheirLockedPool() throws Exception {
        try (TaskPool pool = TaskPool.open("locked", 2);
                Gate hold = new Gate()) {
            Task<Integer> task = pool.submit(() -> {
                hold.pass();
                int one = pool.submit(() -> 1).await();
                int two = pool.trySubmit(() -> 2).orElseThrow().await();
                List<Integer> three = pool.map(List.of(3), 1, n -> n).results();
                return one + two + three.getFirst();
            });
            pool.lock();
            hold.open();
            assertThat(task.await()).isEqualTo(6);
        }
    }

    @Test
    void ownCallbacksMaySubmitToTheirLockedPoolWhetherTheirTaskBeganOrNot() throws Exception {
        Queue<Object> got = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.builder("locked").size(1).queue(2).open();
                Gate hold = new Gate()) {
            TaskOptions again = TaskOptions.defaults().onDone(task -> {
                try {
                    got.add(pool.trySubmit(() -> 1).isPresent());
                } catch (TaskRejectedException e) {
                    got.add(e);
                }
            });
            pool.submit(again, hold::pass);
            Task<Integer> never = pool.submit(again, () -> 2);
            pool.lock();
            never.cancel("not needed");
            eventually("the one that never began was called back", () -> got.size() == 1);
            hold.open();
            eventually("both were called back", () -> got.size() == 2);
        }
        assertThat(got).containsExactly(true, true);
    }

    // ---- cancel

    @Test
    void cancelByNumberTellsWhatItFound() throws Exception {
        try (TaskPool pool = TaskPool.builder("cancel").size(1).queue(2).open();
                Gate hold = new Gate()) {
            Task<Integer> ended = pool.submit(() -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Void> running = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            assertThat(pool.cancel(running.id(), "first")).isEqualTo(CancelResult.REQUESTED);
            assertThat(pool.cancel(running.id(), "second")).isEqualTo(CancelResult.ALREADY_CANCELLING);
            assertThat(pool.cancel(ended.id(), "late")).isEqualTo(CancelResult.ALREADY_ENDED);
            assertThat(pool.cancel(3, "early")).isEqualTo(CancelResult.UNKNOWN_ID);
            assertThat(pool.cancel(0, "none")).isEqualTo(CancelResult.UNKNOWN_ID);
            assertThat(pool.cancel(-1, "none")).isEqualTo(CancelResult.UNKNOWN_ID);
            assertThat(pool.cancel(Long.MAX_VALUE, "none")).isEqualTo(CancelResult.UNKNOWN_ID);
            assertThat(running.cancelReason()).contains(new CancelReason(Source.REQUEST, "first", null, null));
            eventually("interrupted", () -> hold.interrupts() > 0);
            assertThat(hold.interrupts()).as("interrupted once").isEqualTo(1);
            assertThatNullPointerException().isThrownBy(() -> pool.cancel(1, null));
        }
    }

    @Test
    void cancelOfSeveralNumbersDealsWithEachByItself() throws Exception {
        try (TaskPool pool = TaskPool.builder("many").size(1).queue(2).open();
                Gate hold = new Gate()) {
            Task<Integer> ended = pool.submit(() -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Void> running = pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(() -> 2);
            hold.awaitArrived(1);
            Map<Long, CancelResult> results =
                    pool.cancel(List.of(99L, queued.id(), running.id(), ended.id(), queued.id()), "enough");
            assertThat(results)
                    .containsExactly(
                            Map.entry(99L, CancelResult.UNKNOWN_ID),
                            Map.entry(3L, CancelResult.REQUESTED),
                            Map.entry(2L, CancelResult.REQUESTED),
                            Map.entry(1L, CancelResult.ALREADY_ENDED));
            assertThat(queued.isDone()).as("what is queued has ended at once").isTrue();
            assertThat(running.join()).isInstanceOf(Cancelled.class);
            assertThat(ended.join()).isEqualTo(new Success<>(1));
        }
    }

    @Test
    void cancelledWhileQueuedNeverStartsAndFreesItsPlaceAtOnce() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskPool pool = TaskPool.builder("place").size(1).queue(1).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Task<Void> queued = pool.submit(() -> ran.set(true));
            OtherThread<Task<Integer>> waiter = OtherThread.run(() -> pool.submit(() -> 3));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            assertThat(queued.cancel("no")).isEqualTo(CancelResult.REQUESTED);
            assertThat(queued.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(waiter.value().state()).as("has the place").isEqualTo(TaskState.QUEUED);
            assertThat(pool.stats().running()).isEqualTo(1);
            hold.open();
            assertThat(waiter.value().await()).isEqualTo(3);
        }
        assertThat(ran).isFalse();
    }

    @Test
    void cancelAllStopsEverythingAndLeavesThePoolOpen() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("all").size(2).queue(5).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            pool.submit(hold::pass);
            hold.awaitArrived(2);
            for (int i = 0; i < 3; i++) {
                pool.submit(ran::incrementAndGet);
            }
            assertThat(pool.cancelAll("enough")).isEqualTo(5);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().cancelled()).isEqualTo(5);
            assertThat(ran).hasValue(0);
            assertThat(pool.cancelAll("again")).isZero();
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    void aTaskThatIsCancelledKeepsItsSlotUntilItsBodyHasEnded() throws Exception {
        try (TaskPool pool = TaskPool.open("slot", 1);
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
            assertThat(task.isDone()).isFalse();
            assertThat(pool.stats().stopping()).isEqualTo(1);
            assertThat(pool.isFull()).isTrue();
            assertThat(pool.trySubmit(() -> 1)).isEmpty();
            hold.open();
            assertThat(task.join()).as("it returned all the same").isInstanceOf(Success.class);
            assertThat(task.cancelReason()).isPresent();
            assertThat(pool.stats().stopping()).isZero();
        }
    }

    @Test
    void aReasonGivenByATaskNamesIt() throws Exception {
        try (TaskPool pool = TaskPool.builder("by").size(1).queue(1).open();
                Gate hold = new Gate()) {
            Task<Task<Void>> boss = pool.submit(TaskOptions.named("boss"), () -> {
                Task<Void> queued = pool.submit(hold::pass);
                queued.cancel("not needed");
                return queued;
            });
            assertThat(boss.await().cancelReason())
                    .contains(new CancelReason(Source.REQUEST, "not needed", "by/boss#1", null));
        }
    }

    // ---- the pool that waits for itself

    @Test
    void theLastTaskThatWouldWaitForItsOwnFullPoolIsTold() throws Exception {
        try (TaskPool pool = TaskPool.open("crawler", 2);
                Gate one = new Gate();
                Gate two = new Gate()) {
            Task<Integer> first = pool.submit(() -> {
                one.pass();
                return pool.submit(() -> 7).await();
            });
            Task<Integer> second = pool.submit(HEARD, () -> {
                two.pass();
                return pool.submit(() -> 8).await();
            });
            one.open();
            eventually("the first waits", () -> pool.stats().waiting() == 1);
            two.open();
            assertThat(second.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessage("'crawler' would wait for itself: all 2 running tasks wait for room in"
                                            + " it"));
            assertThat(first.await()).as("the second made room by failing").isEqualTo(7);
        }
    }

    @Test
    void shrinkingTellsTheLastOfThoseWhoWouldWaitForThemselves() throws Exception {
        try (TaskPool pool = TaskPool.open("shrink", 2);
                Gate begin = new Gate();
                Gate hold = new Gate()) {
            Task<Integer> waiting = pool.submit(HEARD, () -> {
                begin.pass();
                return pool.submit(() -> 1).await();
            });
            Task<Void> other = pool.submit(hold::pass);
            hold.awaitArrived(1);
            begin.open();
            eventually("it waits", () -> pool.stats().waiting() == 1);
            pool.resize(1);
            hold.open();
            other.await();
            assertThat(waiting.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessageContaining("'shrink' would wait for itself"));
        }
    }

    @Test
    void aTimedSubmitToTheOwnFullPoolIsRefusedByItsTimeInstead() throws Exception {
        try (TaskPool pool = TaskPool.open("timed", 1)) {
            Task<Task<Integer>> task =
                    pool.submit(HEARD, () -> pool.submit(TaskOptions.defaults(), Duration.ofMillis(5), () -> 1));
            assertThat(task.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error()).isInstanceOf(TaskRejectedException.class));
        }
    }

    @Test
    void aCallbackThatWaitsForRoomHoldsNoSlotAndIsNotTold() throws Exception {
        try (TaskPool pool = TaskPool.open("callback", 1);
                Gate first = new Gate();
                Gate second = new Gate()) {
            Queue<Object> got = new ConcurrentLinkedQueue<>();
            TaskOptions submits = TaskOptions.defaults().onDone(task -> {
                try {
                    got.add(pool.submit(() -> 1).await());
                } catch (InterruptedException | RuntimeException e) {
                    got.add(e);
                }
            });
            pool.submit(submits, first::pass);
            OtherThread<Task<Void>> next = OtherThread.run(() -> pool.submit(second::pass));
            eventually("the next one waits", () -> pool.stats().waiting() == 1);
            first.open();
            second.awaitArrived(1);
            eventually("the callback waits", () -> pool.stats().waiting() == 1);
            second.open();
            next.value().await();
            eventually("the callback got in", () -> !got.isEmpty());
            assertThat(got).containsExactly(1);
        }
    }

    @Test
    void aTaskOfAnotherPoolMayWaitForRoom() throws Exception {
        try (TaskPool full = TaskPool.open("full", 1);
                TaskPool other = TaskPool.open("other", 1);
                Gate hold = new Gate()) {
            full.submit(hold::pass);
            Task<Integer> task = other.submit(() -> full.submit(() -> 2).await());
            eventually("it waits", () -> full.stats().waiting() == 1);
            hold.open();
            assertThat(task.await()).isEqualTo(2);
        }
    }

    @Test
    void submittingFromOnCancelledToTheOwnFullPoolIsToldTooForTheSlotIsStillHeld() throws Exception {
        Queue<Object> got = new ConcurrentLinkedQueue<>();
        TaskPool pool = TaskPool.builder("held").size(1).onClose(Shutdown.now()).open();
        try (pool;
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(
                    TaskOptions.defaults().onCancelled(t -> {
                        try {
                            got.add(pool.submit(() -> 1));
                        } catch (InterruptedException | RuntimeException e) {
                            got.add(e);
                        }
                    }),
                    hold::pass);
            hold.awaitArrived(1);
            task.cancel("stop");
            eventually("told", () -> !got.isEmpty());
        }
        assertThat(got).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
