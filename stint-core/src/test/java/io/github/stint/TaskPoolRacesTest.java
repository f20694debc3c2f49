package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What must hold of a pool whatever happens at the same moment: each is tried many times over. */
class TaskPoolRacesTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aTimedSubmitIsAcceptedOrRefusedAndNeverBoth() throws Exception {
        AtomicInteger bodies = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        TaskPool pool = TaskPool.open("timed", 1);
        List<OtherThread<Integer>> submitters = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            submitters.add(OtherThread.run(() -> {
                for (int i = 0; i < 2_000; i++) {
                    try {
                        pool.submit(TaskOptions.defaults(), Duration.ofNanos(i * 37L % 60_000), () -> {
                            bodies.incrementAndGet();
                            Thread.yield();
                        });
                        accepted.incrementAndGet();
                    } catch (TaskRejectedException e) {
                        assertThat(e.why()).isEqualTo(Why.FULL);
                        refused.incrementAndGet();
                    }
                }
                return 0;
            }));
        }
        for (OtherThread<Integer> submitter : submitters) {
            assertThat(submitter.value()).isZero();
        }
        pool.close();
        assertThat(accepted.get() + refused.get()).isEqualTo(8_000);
        assertThat(bodies.get()).isEqualTo(accepted.get());
        assertThat(pool.stats().submitted()).isEqualTo(accepted.get());
        assertThat(pool.stats().rejected()).isEqualTo(refused.get());
    }

    @Test
    void anInterruptedSubmitIsAcceptedWithTheFlagKeptOrGone() throws Exception {
        AtomicInteger bodies = new AtomicInteger();
        int accepted = 0;
        try (TaskPool pool = TaskPool.open("interrupted", 1)) {
            for (int round = 0; round < 2_000; round++) {
                pool.submit(() -> Thread.yield());
                OtherThread<Boolean> submitter = OtherThread.run(() -> {
                    pool.submit(bodies::incrementAndGet);
                    return Thread.interrupted();
                });
                for (int i = 0; i < round % 200; i++) {
                    Thread.onSpinWait();
                }
                submitter.interrupt();
                try {
                    Boolean ignored = submitter.value();
                    accepted++;
                } catch (AssertionError e) {
                    assertThat(e).hasCauseInstanceOf(InterruptedException.class);
                }
            }
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().waiting()).isZero();
        }
        assertThat(bodies).hasValue(accepted);
    }

    @Test
    void theQueueNeverHoldsMoreThanItsBound() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("bound").size(2).queue(3).open()) {
            OtherThread<Integer> watcher = OtherThread.run(() -> {
                while (!over.get()) {
                    Stats stats = pool.stats();
                    most.accumulateAndGet(stats.queued(), Math::max);
                    assertThat(stats.running()).isLessThanOrEqualTo(2);
                    assertThat(stats.submitted()).isEqualTo(stats.queued() + stats.running() + stats.ended());
                    Thread.yield();
                }
                return 0;
            });
            List<OtherThread<Integer>> submitters = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                submitters.add(OtherThread.run(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        pool.submit(() -> Thread.yield());
                    }
                    return 0;
                }));
            }
            for (OtherThread<Integer> submitter : submitters) {
                assertThat(submitter.value()).isZero();
            }
            over.set(true);
            assertThat(watcher.value()).isZero();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void cancellingAllDuringSubmitsAndResizesComesToAnEnd() throws Exception {
        TaskPool pool = TaskPool.builder("storm").size(2).queue(4).open();
        AtomicBoolean over = new AtomicBoolean();
        Queue<Task<?>> tasks = new ConcurrentLinkedQueue<>();
        OtherThread<Integer> resizer = OtherThread.run(() -> {
            for (int i = 0; !over.get(); i++) {
                pool.resize(i % 4);
                Thread.yield();
            }
            pool.resize(2);
            return 0;
        });
        OtherThread<Integer> canceller = OtherThread.run(() -> {
            while (!over.get()) {
                pool.cancelAll("storm");
                Thread.yield();
            }
            return 0;
        });
        for (int i = 0; i < 3_000; i++) {
            tasks.add(pool.submit(() -> {
                Thread.yield();
                Task.checkCancelled();
            }));
        }
        over.set(true);
        assertThat(resizer.value()).isZero();
        assertThat(canceller.value()).isZero();
        assertThat(pool.gatherAndClose().stragglers()).isEmpty();
        assertThat(tasks).hasSize(3_000).allMatch(Task::isDone);
        assertThat(pool.stats().succeeded() + pool.stats().cancelled()).isEqualTo(3_000);
    }

    @Test
    void nothingIsAcceptedFromOutsideOnceLockHasReturned() throws Exception {
        try (TaskPool pool = TaskPool.builder("lock").size(2).queue(100).open()) {
            AtomicBoolean over = new AtomicBoolean();
            List<OtherThread<Integer>> submitters = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                submitters.add(OtherThread.run(() -> {
                    while (!over.get()) {
                        try {
                            pool.trySubmit(() -> 1);
                        } catch (TaskRejectedException e) {
                            Thread.yield();
                        }
                    }
                    return 0;
                }));
            }
            for (int round = 0; round < 500; round++) {
                pool.lock();
                long submitted = pool.stats().submitted();
                Thread.yield();
                assertThat(pool.stats().submitted()).isEqualTo(submitted);
                pool.unlock();
                Thread.yield();
            }
            over.set(true);
            for (OtherThread<Integer> submitter : submitters) {
                assertThat(submitter.value()).isZero();
            }
        }
    }

    @Test
    void nothingTakesASlotOnceThePauseHasReturned() throws Exception {
        TaskPool pool = TaskPool.builder("pause").size(2).queue(5_000).open();
        for (int i = 0; i < 5_000; i++) {
            pool.submit(() -> Thread.yield());
        }
        for (int round = 0; round < 300; round++) {
            pool.resize(0);
            int queued = pool.stats().queued();
            Thread.yield();
            assertThat(pool.stats().queued()).isEqualTo(queued);
            pool.resize(2);
            Thread.yield();
        }
        assertThat(pool.gatherAndClose().isClean()).isTrue();
        assertThat(pool.stats().succeeded()).isEqualTo(5_000);
    }

    @Test
    void nothingRunsOnceCloseHasReturned() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicLong last = new AtomicLong();
            TaskPool pool = TaskPool.builder("close")
                    .size(2)
                    .queue(50)
                    .onClose(round % 2 == 0 ? Shutdown.now() : Shutdown.whenDone())
                    .open();
            OtherThread<Integer> submitter = OtherThread.run(() -> {
                int accepted = 0;
                try {
                    while (true) {
                        pool.submit(
                                TaskOptions.defaults().onDone(task -> last.set(System.nanoTime())),
                                () -> last.set(System.nanoTime()));
                        accepted++;
                    }
                } catch (TaskRejectedException e) {
                    assertThat(e.why()).isEqualTo(Why.CLOSED);
                }
                return accepted;
            });
            Thread.yield();
            pool.close();
            long closed = System.nanoTime();
            assertThat(submitter.value()).isEqualTo(Math.toIntExact(pool.stats().submitted()));
            assertThat(last.get() == 0 || last.get() - closed <= 0).isTrue();
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.stats().live()).isZero();
        }
    }

    @Test
    void whoWaitsForQuietIsAlwaysWoken() throws Exception {
        try (TaskPool pool = TaskPool.open("quiet", 2)) {
            for (int round = 0; round < 3_000; round++) {
                if (round % 3 == 0) {
                    pool.map(List.of(1, 2), 2, n -> n);
                } else {
                    pool.submit(TaskOptions.defaults().onDone(task -> {}), () -> 1);
                }
                assertThat(pool.awaitIdle(LONG)).isTrue();
                assertThat(pool.tasks()).isEmpty();
            }
        }
    }

    @Test
    void tasksThatAllSubmitToTheirOwnFullPoolNeverHang() throws Exception {
        int told = 0;
        TaskOptions heard = TaskOptions.defaults().onDone(task -> {});
        try (TaskPool pool = TaskPool.open("self", 2)) {
            for (int round = 0; round < 1_000; round++) {
                Task<Integer> one =
                        pool.submit(heard, () -> pool.submit(() -> 1).id() > 0 ? 1 : 0);
                Task<Integer> two =
                        pool.submit(heard, () -> pool.submit(() -> 1).id() > 0 ? 1 : 0);
                for (Task<Integer> task : List.of(one, two)) {
                    switch (task.join()) {
                        case Success<Integer>(Integer value) ->
                            assertThat(value).isEqualTo(1);
                        case Failure<Integer>(Throwable error) -> {
                            assertThat(error).isInstanceOf(IllegalStateException.class);
                            told++;
                        }
                        case Outcome.Cancelled<Integer>(CancelReason why) -> throw new AssertionError(why);
                    }
                }
                assertThat(pool.awaitIdle(LONG)).isTrue();
            }
            assertThat(pool.stats().failed()).isEqualTo(told);
        }
    }
}
