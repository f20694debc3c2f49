package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a pool is closed: who is waited for, who is cancelled, who is turned away, and what is reported. */
class TaskPoolCloseTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Shutdown TEN_AND_FOUR =
            Shutdown.drainFor(SECOND.multipliedBy(10)).thenCancelFor(SECOND.multipliedBy(4));

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    // ---- drain

    @Test
    void anIdlePoolClosesAtOnceWithACleanReport() throws Exception {
        TaskPool pool = TaskPool.open("idle", 1);
        CloseReport report = pool.gatherAndClose();
        assertThat(report.owner()).isEqualTo("idle");
        assertThat(report.isClean()).isTrue();
        assertThat(report.drained() + report.failed() + report.cancelled()).isZero();
        assertThat(report.stragglers()).isEmpty();
        assertThat(report.firstFailure()).isNull();
        assertThat(report.throwIfFailed()).isSameAs(report);
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void leavingTheBlockWaitsForWhatWasAccepted() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("block").size(2).queue(20).open()) {
            for (int i = 0; i < 20; i++) {
                pool.submit(ran::incrementAndGet);
            }
        }
        assertThat(ran).hasValue(20);
    }

    @Test
    void whileItDrainsOnlyWhatComesFromOutsideIsRefused() throws Exception {
        TaskPool pool = TaskPool.open("drain", 1);
        AtomicInteger source = new AtomicInteger();
        try (Gate hold = new Gate()) {
            Task<Integer> inside = pool.submit(() -> {
                hold.pass();
                pool.trySubmit(() -> 1);
                return pool.map(List.of(1, 2, 3), 1, n -> n).ids().size();
            });
            OtherThread<Task<Integer>> waiting = OtherThread.run(() -> pool.submit(() -> 2));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            TaskBatch<Integer> batch = pool.map(
                    () -> IntStream.range(0, 5)
                            .peek(n -> source.incrementAndGet())
                            .iterator(),
                    1,
                    n -> n);
            OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
            eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
            assertRefused(pool, "'drain' is closing");
            assertThat(closer.isOver()).isFalse();
            hold.open();
            CloseReport report = closer.value();
            assertThat(inside.isDone()).isTrue();
            assertThat(waiting.value().result()).isEqualTo(2);
            assertThat(batch.results()).containsExactly(0, 1, 2, 3, 4);
            assertThat(source).hasValue(5);
            assertThat(report.isClean()).isTrue();
            assertThat(report.drained()).as("1 + 1 waiting + 5 + 3 from inside").isEqualTo(10);
        }
        assertRefused(pool, "'drain' is closed");
    }

    private static void assertRefused(TaskPool pool, String message) {
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> pool.submit(() -> 1),
                        () -> pool.trySubmit(() -> 1),
                        () -> pool.map(List.of(1), 1, n -> n))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.why()).isEqualTo(Why.CLOSED))
                    .hasMessage(message);
        }
    }

    @Test
    void aSubmitterThatWaitsForRoomInAPausedPoolIsWaitedForToo() throws Exception {
        TaskPool pool = TaskPool.open("paused", 0);
        OtherThread<Task<Integer>> waiting = OtherThread.run(() -> pool.submit(() -> 7));
        eventually("one waits", () -> pool.stats().waiting() == 1);
        OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
        eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
        pool.resize(1);
        assertThat(waiting.value().await()).isEqualTo(7);
        assertThat(closer.value().drained()).isEqualTo(1);
    }

    @Test
    void aWaitingSubmitterThatGivesUpHoldsNobodyBack() throws Exception {
        TaskPool pool = TaskPool.open("paused", 0);
        OtherThread<Task<Integer>> waiting = OtherThread.run(() -> pool.submit(() -> 7));
        eventually("one waits", () -> pool.stats().waiting() == 1);
        OtherThread<Boolean> idle = OtherThread.run(() -> pool.awaitIdle(Duration.ofDays(1)));
        OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
        eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
        io.github.stint.test.Eventually.waits(closer.thread());
        waiting.interrupt();
        assertThat(waiting.error()).isInstanceOf(InterruptedException.class);
        assertThat(closer.value().isClean()).isTrue();
        assertThat(idle.value()).isTrue();
    }

    @Test
    void aClosedPoolStaysClosed() throws Exception {
        TaskPool pool = TaskPool.open("final", 1);
        pool.lock();
        pool.close();
        assertThat(pool.isLocked()).isFalse();
        pool.unlock();
        pool.lock();
        pool.unlock();
        pool.resize(5);
        assertThat(pool.cancelAll("nobody there")).isZero();
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertRefused(pool, "'final' is closed");
    }

    // ---- cancel

    @Test
    void whenTheDrainIsOverTheRestIsCancelledAndTurnedAway() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        TaskPool pool = TaskPool.builder("rest").size(1).queue(1).ticker(ticker).open();
        AtomicBoolean ran = new AtomicBoolean();
        AtomicInteger pulled = new AtomicInteger();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(hold::pass);
            Task<Void> queued = pool.submit(() -> ran.set(true));
            OtherThread<Task<Void>> waiting = OtherThread.run(() -> pool.submit(() -> ran.set(true)));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            TaskBatch<Integer> batch = pool.map(
                    () -> IntStream.range(0, 100)
                            .peek(n -> pulled.incrementAndGet())
                            .iterator(),
                    5,
                    n -> n);
            eventually("its feeder waits too", () -> pool.stats().waiting() == 2);
            OtherThread<CloseReport> closer = OtherThread.run(() -> pool.shutdown(TEN_AND_FOUR));
            ticker.awaitParked(1);
            ticker.advance(SECOND.multipliedBy(10).minusNanos(1));
            assertThat(running.state()).isEqualTo(TaskState.RUNNING);
            ticker.advance(Duration.ofNanos(1));
            CloseReport report = closer.value();
            for (Task<Void> task : List.of(running, queued)) {
                assertThat(task.join())
                        .isInstanceOfSatisfying(
                                Cancelled.class,
                                cancelled -> assertThat(cancelled.reason())
                                        .isEqualTo(new CancelReason(Source.OWNER_CLOSED, "'rest' closed", null, null)));
            }
            assertThat(waiting.error())
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.why()).isEqualTo(Why.CLOSED));
            assertThatThrownBy(batch::results)
                    .isInstanceOfSatisfying(
                            TaskCancelledException.class,
                            e -> assertThat(e.reason().source()).isEqualTo(Source.OWNER_CLOSED));
            assertThat(report.cancelled()).isEqualTo(2);
            assertThat(report.isClean()).isFalse();
            assertThat(report.stragglers()).isEmpty();
            assertThat(report.took()).isEqualTo(SECOND.multipliedBy(10));
            assertThat(pulled).as("one in hand at most").hasValueLessThanOrEqualTo(1);
            assertThat(ran).isFalse();
            assertThat(log.about("'rest' was closed after 10000 ms: 0 drained, 0 failed, 2 cancelled"))
                    .hasSize(1);
        }
    }

    @Test
    void whatWasCancelledIsAskedOnceMoreHalfWayAndThenReported() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        TaskPool pool = TaskPool.builder("late").size(2).ticker(ticker).open();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(TaskOptions.named("stubborn"), hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closer =
                    OtherThread.run(() -> pool.shutdown(Shutdown.now().thenCancelFor(SECOND.multipliedBy(4))));
            eventually("asked", () -> hold.interrupts() == 1);
            ticker.awaitParked(1);
            ticker.advance(SECOND.multipliedBy(2));
            eventually("asked once more", () -> hold.interrupts() == 2);
            ticker.awaitParked(1);
            ticker.advance(SECOND.multipliedBy(2));
            CloseReport report = closer.value();
            assertThat(report.stragglers()).singleElement().satisfies(straggler -> {
                assertThat(straggler.task().name()).isEqualTo("late/stubborn#1");
                assertThat(straggler.task().state()).isEqualTo(TaskState.CANCELLING);
                assertThat(straggler.stack())
                        .anyMatch(frame -> frame.getMethodName().equals("passStubbornly"));
                assertThat(straggler.toString())
                        .startsWith("'late/stubborn#1' CANCELLING, has run for 4000 ms\n    at ");
            });
            assertThat(report.isClean()).isFalse();
            assertThat(hold.interrupts()).isEqualTo(2);
            assertThat(log.about("1 that have not ended")).hasSize(1);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(pool.tasks()).as("a straggler stays on the books").hasSize(1);
            assertThat(pool.stats().running()).isEqualTo(1);
            assertThat(pool.cancel(1, "again")).isEqualTo(CancelResult.ALREADY_CANCELLING);
            hold.open();
            task.join();
            assertThat(pool.awaitIdle(SECOND.multipliedBy(20))).isTrue();
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.stats().live()).isZero();
        }
    }

    @Test
    void aTaskThatEndsInTheGraceEndsTheWait() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        TaskPool pool = TaskPool.builder("grace").size(1).ticker(ticker).open();
        try (Gate hold = new Gate()) {
            pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closer = OtherThread.run(() -> pool.shutdown(Shutdown.now()));
            eventually("asked", () -> hold.interrupts() == 1);
            hold.open();
            CloseReport report = closer.value();
            assertThat(report.drained()).as("it returned, so it succeeded").isEqualTo(1);
            assertThat(report.cancelled()).isZero();
            assertThat(report.took()).isZero();
        }
    }

    @Test
    void theNumbersOfTheReportAddUp() throws Exception {
        TaskPool pool = TaskPool.builder("sum")
                .size(3)
                .queue(10)
                .ticker(VirtualTicker.autojump()) // the grace is over when nobody can go on
                .open();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate();
                Gate stubborn = new Gate()) {
            pool.submit(() -> 1).await();
            assertThat(pool.awaitIdle(SECOND.multipliedBy(10))).isTrue();
            pool.submit(stubborn::passStubbornly);
            pool.submit(HEARD, () -> {
                try {
                    hold.pass();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("a real error", null);
                }
            });
            pool.submit(() -> {
                try {
                    hold.pass();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            for (int i = 0; i < 4; i++) {
                pool.submit(() -> 2);
            }
            hold.awaitArrived(2);
            stubborn.awaitArrived(1);
            CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(20)));
            assertThat(report.drained()).isEqualTo(1);
            assertThat(report.failed()).isEqualTo(1);
            assertThat(report.cancelled()).isEqualTo(4);
            assertThat(report.stragglers())
                    .extracting(Straggler::task)
                    .extracting(TaskInfo::id)
                    .containsExactly(2L);
            assertThat(report.firstFailure())
                    .hasMessage("task 'sum#3' failed: java.lang.IllegalStateException: a real error");
            assertThat(log.records()).hasSize(1);
        }
    }

    // ---- failures

    @Test
    void afterAFailureThePoolClosesAndTheReportTellsTheFirstOfItsLife() throws Exception {
        TaskPool pool = TaskPool.open("failed", 1);
        IllegalArgumentException first = new IllegalArgumentException("first");
        for (Exception error : List.of(first, new IllegalArgumentException("second"))) {
            pool.submit(HEARD, () -> {
                throw error;
            });
            assertThat(pool.awaitIdle(SECOND.multipliedBy(10))).isTrue();
        }
        CloseReport report = pool.gatherAndClose();
        assertThat(report.failed()).as("none failed while it closed").isZero();
        assertThat(report.isClean()).isTrue();
        assertThatThrownBy(report::throwIfFailed)
                .isInstanceOf(TaskFailedException.class)
                .hasCause(first)
                .hasMessage("task 'failed#1' failed: java.lang.IllegalArgumentException: first");
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    // ---- what is still under way

    @Test
    void aCallbackThatOutlivesTheGraceIsLogged() throws Exception {
        TaskPool pool = TaskPool.open("callback", 1);
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            pool.submit(TaskOptions.defaults().onDone(task -> hold.passStubbornly()), () -> 1);
            hold.awaitArrived(1);
            CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(10)));
            assertThat(report.stragglers()).isEmpty();
            assertThat(log.about("'callback' was closed; still under way")).hasSize(1);
            assertThat(log.about("callback#1")).hasSize(1);
        }
    }

    @Test
    void aSourceThatOutlivesTheGraceIsLogged() throws Exception {
        TaskPool pool = TaskPool.open("source", 1);
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(
                    "endless",
                    () -> IntStream.range(0, 1).peek(n -> hold.passStubbornly()).iterator(),
                    1,
                    n -> n);
            hold.awaitArrived(1);
            CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(10)));
            assertThat(report.stragglers()).isEmpty();
            assertThat(batch.isDone()).isFalse();
            assertThat(log.about("'source' was closed; still under way")).hasSize(1);
            assertThat(log.about("endless")).hasSize(1);
        }
    }

    @Test
    void aCleanCloseLogsNothing() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            try (TaskPool pool = TaskPool.open("quiet", 2)) {
                pool.submit(() -> 1).await();
                pool.map(List.of(1, 2), 2, n -> n);
            }
            assertThat(log.records()).isEmpty();
        }
    }
}
