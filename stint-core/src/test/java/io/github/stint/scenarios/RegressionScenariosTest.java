package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bugs of the predecessors' managers and pools, turned into tests. */
class RegressionScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    @Scenario(258)
    void drainingABacklogKeepsToTheLimit() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TaskPool pool = TaskPool.builder("pool").size(2).queue(200).open();
        for (int i = 0; i < 200; i++) {
            pool.submit(() -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
            });
        }
        CloseReport report = pool.gatherAndClose();
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(pool.stats().succeeded()).isEqualTo(200);
        assertThat(report.isClean()).isTrue();
    }

    @Test
    @Scenario(259)
    void whatHasNoSlotWhenTheTimeIsOverIsCancelledAndNotLost() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        TaskPool pool = TaskPool.builder("pool").size(1).queue(1).ticker(ticker).open();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(() -> 1);
            TaskBatch<Integer> batch = pool.map(List.of(1, 2), 1, n -> n);
            eventually("one element is in hand", () -> pool.stats().waiting() == 1);
            OtherThread<CloseReport> closer = OtherThread.run(() -> pool.shutdown(Shutdown.drainFor(SECOND)));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(closer.value().cancelled()).isEqualTo(2);
            for (Task<?> task : List.of(running, queued)) {
                assertThat(task.isDone()).isTrue();
                assertThat(task.cancelReason())
                        .hasValueSatisfying(why -> assertThat(why.source()).isEqualTo(Source.OWNER_CLOSED));
            }
            assertThat(batch.isDone()).isTrue();
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    @Scenario(261)
    void whatTasksSubmitWhileThePoolClosesIsRefusedOrDoneAndNeverLeftOpen() throws Exception {
        for (int round = 0; round < 200; round++) {
            Queue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
            AtomicInteger refused = new AtomicInteger();
            TaskPool pool = TaskPool.builder("pool").size(2).queue(1_000).open();
            for (int i = 0; i < 4; i++) {
                accepted.add(pool.submit(() -> {
                    for (int j = 0; j < 5; j++) {
                        try {
                            pool.trySubmit(() -> 1).ifPresent(accepted::add);
                        } catch (TaskRejectedException e) {
                            refused.incrementAndGet();
                        }
                    }
                }));
            }
            CloseReport report = pool.shutdown(round % 2 == 0 ? Shutdown.whenDone() : Shutdown.now());
            assertThat(report.stragglers()).isEmpty();
            assertThat(accepted).allMatch(Task::isDone);
            assertThat(pool.stats().submitted()).isEqualTo(accepted.size());
            if (round % 2 == 0) {
                assertThat(accepted).hasSize(24);
                assertThat(refused).hasValue(0);
            }
        }
    }

    @Test
    @Scenario(266)
    void aTaskCancelledBeforeItsFirstInstructionLeavesNoGhost() throws Exception {
        AtomicInteger cancelledCalls = new AtomicInteger();
        AtomicInteger doneCalls = new AtomicInteger();
        AtomicInteger bodies = new AtomicInteger();
        TaskOptions told = TaskOptions.defaults()
                .onCancelled(task -> cancelledCalls.incrementAndGet())
                .onDone(task -> doneCalls.incrementAndGet());
        int rounds = 2_000;
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            int cancelled = 0;
            for (int round = 0; round < rounds; round++) {
                Task<Integer> task = pool.submit(told, () -> {
                    bodies.incrementAndGet();
                    return 1;
                });
                task.cancel("at once");
                Outcome<Integer> outcome = task.join();
                cancelled += outcome instanceof Cancelled ? 1 : 0;
            }
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(cancelled).as("some were caught before they began").isPositive();
            assertThat(cancelledCalls).hasValue(cancelled);
            assertThat(doneCalls).hasValue(rounds);
            assertThat(bodies).hasValue(rounds - cancelled);
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.stats().cancelled()).isEqualTo(cancelled);
            assertThat(pool.submit(() -> 1).await()).as("the slot is back").isEqualTo(1);
        }
    }

    @Test
    @Scenario(267)
    void aGroupCancelledInTheMomentItsFeedGetsASlotDoesNotComeBack() throws Exception {
        RandomGenerator random = new java.util.SplittableRandom(267);
        try (TaskPool pool = TaskPool.open("pool", 2)) {
            for (int round = 0; round < 3_000; round++) {
                try (Gate hold = new Gate()) {
                    pool.submit(hold::pass);
                    pool.submit(hold::pass);
                    TaskBatch<Integer> batch = pool.map("g", List.of(1, 2, 3), 3, n -> n);
                    OtherThread<Integer> releaser = OtherThread.run(() -> {
                        hold.open();
                        return 0;
                    });
                    int spins = random.nextInt(3_000);
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    pool.cancelGroup("g", "round " + round);
                    assertThat(pool.ids("g")).isEmpty();
                    assertThat(batch.awaitDone(LONG)).isTrue();
                    assertThat(releaser.value()).isZero();
                }
                assertThat(pool.awaitIdle(LONG)).isTrue();
                assertThat(pool.ids("g")).isEmpty();
                assertThat(pool.stats().running()).isZero();
                assertThat(pool.stats().waiting()).isZero();
            }
        }
    }

    @Test
    @Scenario(269)
    void afterAFailureThePoolIsClosedAllTheSameAndTheReportTells() throws Exception {
        TaskPool pool = TaskPool.open("pool", 1);
        IllegalStateException error = new IllegalStateException("as told");
        try (Gate hold = new Gate()) {
            pool.submit(TaskOptions.defaults().onDone(task -> {}), () -> {
                hold.pass();
                throw error;
            });
            OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
            eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
            hold.open();
            assertThat(closer.value().failed()).isEqualTo(1);
            assertThat(closer.value().firstFailure()).hasCause(error);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    @Scenario(270)
    void aGroupCancelledBeforeItsFeedRanDoesNotCutAnotherBatchShort() throws Exception {
        for (int round = 0; round < 200; round++) {
            TaskPool pool = TaskPool.open("pool", 2);
            TaskBatch<Integer> b = pool.map("b", IntStream.range(0, 10).boxed().toList(), 2, n -> n);
            pool.map("a", IntStream.range(0, 10).boxed().toList(), 2, n -> n).cancel("at once");
            CloseReport report = pool.gatherAndClose();
            assertThat(report.stragglers()).isEmpty();
            assertThat(b.isDone()).isTrue();
            assertThat(b.results()).hasSize(10);
        }
    }

    @Test
    @Scenario(271)
    void flushingDuringAnothersCallbackLosesNoSlotAndNoTask() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(1).keepEnded(10).open();
                Gate body = new Gate();
                Gate callback = new Gate()) {
            Task<Void> task =
                    pool.submit(TaskOptions.defaults().onCancelled(t -> callback.passStubbornly()), body::pass);
            body.awaitArrived(1);
            task.cancel("stop");
            callback.awaitArrived(1);
            assertThat(pool.flush()).isEmpty();
            assertThat(pool.stats().running()).as("the slot is held").isEqualTo(1);
            callback.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.flush()).hasSize(1).first().isSameAs(task);
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    @Scenario(273)
    void theSizeReadsAsItWasSetAndSettingItAgainMiscountsNothing() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(5).queue(20).open();
                Gate hold = new Gate()) {
            for (int i = 0; i < 3; i++) {
                pool.submit(hold::pass);
            }
            assertThat(pool.size()).isEqualTo(5);
            pool.resize(5);
            for (int i = 0; i < 10; i++) {
                pool.submit(hold::pass);
            }
            hold.awaitArrived(5);
            assertThat(pool.stats().running()).isEqualTo(5);
            pool.resize(8);
            hold.awaitArrived(8);
            assertThat(pool.stats().running()).isEqualTo(8);
            assertThat(hold.mostWaiting()).isEqualTo(8);
            assertThat(pool.stats().queued()).isEqualTo(5);
        }
    }

    @Test
    @Scenario(274)
    void aCallbackThatThrowsIsToldByItselfAndTheOutcomeStands() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskPool pool = TaskPool.open("pool", 1)) {
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                tasks.add(pool.submit(
                        TaskOptions.defaults().onDone(task -> {
                            throw new IllegalStateException("callback " + number);
                        }),
                        () -> number));
            }
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(tasks)
                    .extracting(Task::join)
                    .containsExactly(new Success<>(0), new Success<>(1), new Success<>(2));
            assertThat(log.records())
                    .extracting(entry -> entry.getThrown().getMessage())
                    .containsExactlyInAnyOrder("callback 0", "callback 1", "callback 2");
            CloseReport report = pool.gatherAndClose();
            assertThat(report.firstFailure()).isNull();
        }
    }
}
