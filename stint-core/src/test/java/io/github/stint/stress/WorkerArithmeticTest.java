package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers are started, stopped, scaled, cancelled and fail, all at once; then the numbers are added up. */
class WorkerArithmeticTest {

    private long succeeded;
    private long failed;
    private long cancelled;
    private long stopped;
    private long rejected;

    @Test
    @Timeout(300)
    void whoIsStartedEndsOnceAndNobodyIsStoppedTwice() {
        Rounds.run(seed -> {
            Round round = new Round(seed);
            Stats stats = round.run();
            succeeded += stats.succeeded();
            failed += stats.failed();
            cancelled += stats.cancelled();
            rejected += stats.rejected();
            stopped += round.stopped.size();
        });
        assertThat(succeeded).as("succeeded in all rounds").isPositive();
        assertThat(failed).as("failed in all rounds").isPositive();
        assertThat(cancelled).as("cancelled in all rounds").isPositive();
        assertThat(rejected).as("rejected in all rounds").isPositive();
        assertThat(stopped).as("named by stop in all rounds").isPositive();
    }

    /** One pool from opening to close, with four threads that do as they like. */
    private static final class Round {

        private final RandomGenerator random;
        private final WorkerPool pool;
        private final Queue<Task<?>> started = new ConcurrentLinkedQueue<>();
        private final Queue<Long> stopped = new ConcurrentLinkedQueue<>();
        private final Queue<Long> told = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicLong bodies = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();

        Round(long seed) {
            random = new SplittableRandom(seed);
            WorkerPool.Builder builder = WorkerPool.builder("stress", this::body)
                    .options(options())
                    .onClose(Shutdown.now().thenCancelFor(Duration.ofSeconds(30)));
            pool = (random.nextBoolean() ? builder.limit(random.nextInt(1, 4)) : builder).open();
        }

        private TaskOptions options() {
            TaskOptions options = TaskOptions.defaults().onDone(task -> told.add(task.id()));
            return random.nextInt(4) == 0 ? options.timeout(Duration.ofNanos(random.nextInt(500_000))) : options;
        }

        Stats run() throws Exception {
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RandomGenerator own = new SplittableRandom(random.nextLong());
                threads.add(Thread.ofVirtual().unstarted(() -> work(own, start)));
            }
            threads.forEach(Thread::start);
            while (threads.stream().anyMatch(Thread::isAlive)) {
                checkBalance(pool.stats());
                Thread.yield();
            }
            CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofSeconds(30)));
            check(report);
            return pool.stats();
        }

        private void work(RandomGenerator own, CyclicBarrier start) {
            try {
                start.await();
                for (int step = 0; step < 12; step++) {
                    try {
                        step(own);
                    } catch (TaskRejectedException e) {
                        refused.incrementAndGet();
                    }
                }
            } catch (Throwable e) {
                wrong.add(e);
            }
        }

        private void step(RandomGenerator own) {
            switch (own.nextInt(16)) {
                case 0, 1, 2, 3 -> started.addAll(pool.start(own.nextInt(4)));
                case 4, 5, 6, 7 -> named(pool.stop(own.nextInt(3)));
                case 8, 9, 10 -> pool.scaleTo(own.nextInt(6));
                case 11, 12 -> pool.cancel(own.nextLong(1, 30), "stress");
                case 13 -> named(pool.stopAll());
                case 14 -> {
                    pool.lock();
                    Thread.yield();
                    pool.unlock();
                }
                default -> {
                    switch (own.nextInt(8)) {
                        case 0 -> pool.close();
                        case 1 -> pool.cancelAll("stress");
                        default -> {
                            int size = pool.size();
                            if (size < 0 || size > pool.stats().submitted()) {
                                wrong.add(new AssertionError("a size of " + size));
                            }
                        }
                    }
                }
            }
        }

        private void named(long[] ids) {
            for (int i = 0; i < ids.length; i++) {
                stopped.add(ids[i]);
                if (i > 0 && ids[i] >= ids[i - 1]) {
                    wrong.add(new AssertionError(ids[i] + " after " + ids[i - 1]));
                }
            }
        }

        private void body() throws Exception {
            running.incrementAndGet();
            bodies.incrementAndGet();
            try {
                switch (ThreadLocalRandom.current().nextInt(6)) {
                    case 0 -> Thread.yield();
                    case 1 -> throw new IllegalArgumentException("as told");
                    case 2 -> Thread.sleep(Duration.ofMillis(1));
                    default -> Thread.sleep(Duration.ofDays(1));
                }
            } finally {
                running.decrementAndGet();
            }
        }

        private void check(CloseReport report) {
            assertThat(wrong).isEmpty();
            assertThat(report.stragglers()).isEmpty();
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.size()).isZero();
            assertThat(running.get()).isZero();
            Stats stats = pool.stats();
            checkBalance(stats);
            assertThat(wrong).isEmpty();
            assertThat(stats.live()).as("%s", stats).isZero();
            assertThat(stats.running() + stats.queued() + stats.stopping()).isZero();
            assertThat(stats.rejected()).isEqualTo(refused.get());
            assertThat(started).allMatch(Task::isDone);
            assertThat(bodies.get()).isLessThanOrEqualTo(stats.submitted());
            assertThat(told)
                    .as("onDone was called once for each, and the ids are dense")
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, stats.submitted()).boxed().toList());
            assertThat(stopped).as("named by stop and stopAll").doesNotHaveDuplicates();
        }

        private void checkBalance(Stats stats) {
            long sum = stats.queued() + stats.running() + stats.succeeded() + stats.failed() + stats.cancelled();
            if (sum != stats.submitted() || stats.stopping() > stats.running()) {
                wrong.add(new AssertionError("does not balance: " + stats));
            }
        }
    }
}
