package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool as an executor: how it is shut down, and who waits for that. */
class ExecutorFaceCloseTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskPool pool =
            TaskPool.builder("crawler").size(1).queue(2).ticker(ticker).open();
    private final ExecutorService executor = pool.asExecutorService();
    private final Gate hold = new Gate();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();
    private Future<?> occupant;

    @AfterEach
    void end() {
        hold.open();
        executor.shutdownNow();
        executor.close();
        assertThat(pool.stats().live()).isZero();
    }

    /** Takes the only slot until the hold is released; does not heed interrupts. */
    private void occupy() {
        occupant = executor.submit(hold::passStubbornly);
        hold.awaitArrived(1);
    }

    /** Takes the only slot until the hold is released or it is interrupted. */
    private void occupyUntilInterrupted() {
        occupant = executor.submit(() -> {
            hold.pass();
            return "released";
        });
        hold.awaitArrived(1);
    }

    private void assertOver() throws InterruptedException {
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(pool.tasks()).isEmpty();
    }

    // ---- shutdown

    @Test
    void anOpenOneIsNeitherShutDownNorTerminated() throws Exception {
        assertThat(executor.isShutdown()).isFalse();
        assertThat(executor.isTerminated()).isFalse();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
        assertThat(executor.submit(() -> 1).get()).isEqualTo(1);
        assertThat(executor.isTerminated()).as("idle is not closed").isFalse();
    }

    @Test
    void shutdownNeverWaitsAndWhatWasAcceptedGoesOn() throws Exception {
        occupy();
        Future<String> queued = executor.submit(() -> "queued");
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSING);
        assertThatThrownBy(() -> executor.execute(() -> ran.add("never")))
                .isInstanceOf(TaskRejectedException.class)
                .hasMessage("'crawler' is closing");
        executor.shutdown();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
        hold.open();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(queued.resultNow()).isEqualTo("queued");
        assertOver();
        assertThat(hold.interrupts()).isZero();
        assertThat(ran).isEmpty();
    }

    @Test
    void shutdownIsAClosingLikeAnyOtherWithItsReportAndItsNameReleased() throws Exception {
        occupy();
        executor.shutdown();
        Aside<CloseReport> second = Aside.call(() -> pool.shutdown(Shutdown.now()));
        second.awaitWaiting();
        assertThat(hold.interrupts()).as("the first way of closing stands").isZero();
        hold.open();
        assertThat(second.value().drained()).isEqualTo(1);
        assertThat(second.value().isClean()).isTrue();
        try (TaskPool next = TaskPool.open("crawler", 1)) {
            assertThat(next.name()).isEqualTo("crawler");
        }
    }

    @Test
    void theNameIsFreeWhenItIsTerminated() throws Exception {
        for (int round = 0; round < 100; round++) {
            TaskPool again = TaskPool.open("again", 1);
            assertThat(again.name()).isEqualTo("again");
            ExecutorService face = again.asExecutorService();
            face.execute(() -> {});
            if (round % 2 == 0) {
                face.shutdown();
            } else {
                List<Runnable> ignored = face.shutdownNow();
            }
            assertThat(face.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        }
    }

    @Test
    void aTaskMayShutDownItsOwnExecutor() throws Exception {
        Future<Boolean> future = executor.submit(() -> {
            executor.shutdown();
            executor.execute(() -> ran.add("brought by a task"));
            return executor.isShutdown();
        });
        assertThat(future.get()).isTrue();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).containsExactly("brought by a task");
        assertOver();
    }

    @Test
    void whoWaitsForRoomWhenItIsShutDownGetsIt() throws Exception {
        occupy();
        executor.execute(() -> ran.add("one"));
        executor.execute(() -> ran.add("two"));
        Aside<Void> waiting = Aside.run(() -> executor.execute(() -> ran.add("three")));
        eventually("it waits", () -> pool.stats().waiting() == 1);
        executor.shutdown();
        hold.open();
        waiting.value();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).containsExactly("one", "two", "three");
    }

    // ---- shutdownNow

    @Test
    void shutdownNowCancelsEverythingAndGivesBackWhatNeverBegan() throws Exception {
        occupyUntilInterrupted();
        Runnable command = () -> ran.add("never");
        executor.execute(command);
        Future<Boolean> queued = executor.submit(() -> ran.add("never"));
        List<Runnable> neverBegan = executor.shutdownNow();
        assertThat(neverBegan).containsExactly(command, (Runnable) queued);
        assertThat(queued.isCancelled()).isTrue();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertOver();
        assertThat(hold.interrupts()).isEqualTo(1);
        assertThat(occupant.state()).isEqualTo(State.CANCELLED);
        assertThat(executor.shutdownNow()).isEmpty();
        ((Runnable) queued).run();
        assertThat(ran).isEmpty();
        command.run();
        assertThat(ran).as("a runnable is the very one that was given").hasSize(1);
        assertThat(pool.gatherAndClose().cancelled()).isEqualTo(3);
    }

    @Test
    void shutdownNowGivesBackOnlyWhatWasGivenToAnExecutor() throws Exception {
        occupy();
        Task<Boolean> ofThePool = pool.submit(() -> ran.add("never"));
        Future<Boolean> ofAnother = pool.asExecutorService().submit(() -> ran.add("never"));
        assertThat(executor.shutdownNow()).containsExactly((Runnable) ofAnother);
        assertThat(ofThePool.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(ofThePool.cancelReason().orElseThrow())
                .isEqualTo(new CancelReason(
                        CancelReason.Source.OWNER_CLOSED, "'crawler' was shut down at once", null, null));
        hold.open();
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void shutdownNowOfAPausedOneGivesEverythingBack() throws Exception {
        pool.resize(0);
        executor.execute(() -> ran.add("one"));
        executor.execute(() -> ran.add("two"));
        assertThat(executor.shutdownNow()).hasSize(2);
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void shutdownNowCutsAShutdownShort() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            occupyUntilInterrupted();
            executor.execute(() -> ran.add("never"));
            executor.shutdown();
            assertThat(executor.shutdownNow()).hasSize(1);
            assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
            assertThat(occupant.isCancelled()).isTrue();
            assertThat(ran).isEmpty();
            assertThat(log.about("2 cancelled"))
                    .as("a drain that was cut short")
                    .hasSize(1);
        }
    }

    @Test
    void shutdownNowAsFirstIsNotWorthAWarning() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            executor.execute(() -> ran.add("never"));
            List<Runnable> ignored = executor.shutdownNow();
            assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void aTaskMayShutDownItsOwnExecutorAtOnce() throws Exception {
        executor.execute(() -> {
            List<Runnable> ignored = executor.shutdownNow();
            if (Thread.currentThread().isInterrupted()) {
                ran.add("interrupted");
            }
        });
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(ran).containsExactly("interrupted");
        assertOver();
    }

    // ---- waiting for the end

    @Test
    void awaitTerminationWaitsSoLongOnTheClockOfThePool() throws Exception {
        occupy();
        executor.shutdown();
        Aside<Boolean> waiter =
                Aside.call(() -> executor.awaitTermination(3, TimeUnit.SECONDS)).awaitWaiting();
        eventually("its time is over", () -> {
            ticker.advance(Duration.ofSeconds(3));
            return waiter.isOver();
        });
        assertThat(waiter.value()).isFalse();
        assertThatNullPointerException().isThrownBy(() -> executor.awaitTermination(1, null));
        Aside<Boolean> patient = Aside.call(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS))
                .awaitWaiting();
        hold.open();
        assertThat(patient.value()).isTrue();
    }

    @Test
    void anInterruptOfAwaitTerminationConcernsTheWaitOnly() throws Exception {
        occupy();
        executor.shutdown();
        Aside<Boolean> waiter = Aside.call(() -> executor.awaitTermination(1, TimeUnit.DAYS))
                .awaitWaiting()
                .interrupt();
        assertThat(waiter.thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void awaitTerminationBeforeAnyShutdownWaitsForOne() throws Exception {
        Aside<Boolean> waiter = Aside.call(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS))
                .awaitWaiting();
        executor.shutdown();
        assertThat(waiter.value()).isTrue();
    }

    @Test
    void itIsTerminatedOnlyWhenTheStragglersOfItsPoolHaveEnded() throws Exception {
        occupy();
        CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ZERO));
        assertThat(report.stragglers()).hasSize(1);
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThat(executor.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
        Aside<Boolean> waiter = Aside.call(() -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS))
                .awaitWaiting();
        hold.open();
        assertThat(waiter.value()).isTrue();
        assertOver();
    }

    // ---- close

    @Test
    void closingAnIdleOneTwiceIsAllRight() throws Exception {
        executor.close();
        assertOver();
        executor.close();
        pool.close();
        assertThat(pool.asExecutorService().isTerminated()).isTrue();
    }

    @Test
    void closeWaitsForWhatRunsWithoutALimit() throws Exception {
        occupy();
        Aside<Void> closer = Aside.run(executor::close).awaitWaiting();
        ticker.advance(Duration.ofDays(3));
        closer.awaitWaiting();
        assertThat(hold.interrupts()).isZero();
        hold.open();
        closer.value();
        assertThat(occupant.state()).isEqualTo(State.SUCCESS);
        assertThat(closer.endedInterrupted()).isFalse();
        assertOver();
    }

    @Test
    void closeAfterAShutdownWaitsForThat() throws Exception {
        occupy();
        executor.shutdown();
        Aside<Void> closer = Aside.run(executor::close).awaitWaiting();
        hold.open();
        closer.value();
        assertOver();
    }

    @Test
    void anInterruptWhileClosingCancelsAndTheWaitGoesOn() throws Exception {
        occupy();
        executor.execute(() -> ran.add("never"));
        Aside<Void> closer = Aside.run(executor::close).awaitWaiting().interrupt();
        eventually("it was asked to stop", () -> hold.interrupts() == 1);
        closer.awaitWaiting();
        assertThat(closer.isOver()).isFalse();
        hold.open();
        closer.value();
        assertThat(closer.endedInterrupted()).isTrue();
        assertThat(occupant.state()).as("it returned").isEqualTo(State.SUCCESS);
        assertThat(ran).isEmpty();
        assertOver();
    }

    @Test
    void closingWithTheFlagSetCancelsAtOnce() throws Exception {
        occupyUntilInterrupted();
        Aside<Void> closer = Aside.run(() -> {
            Thread.currentThread().interrupt();
            executor.close();
        });
        closer.value();
        assertThat(closer.endedInterrupted()).isTrue();
        assertThat(occupant.isCancelled()).isTrue();
        assertOver();
    }

    @Test
    void aTaskCannotWaitForTheEndOfItsOwnExecutor() throws Exception {
        assertThatThrownBy(executor.submit(() -> {
                    executor.close();
                    return 1;
                })::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'crawler' would wait for itself: close was called by its own task 'crawler#1'");
        assertThatThrownBy(executor.submit(() -> executor.awaitTermination(1, TimeUnit.DAYS))::get)
                .cause()
                .hasMessage("'crawler' would wait for itself: awaitTermination was called by its own task 'crawler#2'");
        assertThat(executor.isShutdown()).isFalse();
    }

    // ---- the pool and its views are one

    @Test
    void closingThePoolShutsItsExecutorsDown() throws Exception {
        ExecutorService another = pool.asExecutorService();
        pool.close();
        assertOver();
        assertThat(another.isTerminated()).isTrue();
        assertThatThrownBy(() -> another.execute(() -> ran.add("never")))
                .isInstanceOf(RejectedExecutionException.class);
        executor.shutdown();
        assertThat(executor.shutdownNow()).isEmpty();
    }

    @Test
    void shuttingDownAnExecutorClosesThePoolForAll() throws Exception {
        pool.asExecutorService().shutdown();
        assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(TaskRejectedException.class);
        pool.awaitClosed();
        assertOver();
    }
}
