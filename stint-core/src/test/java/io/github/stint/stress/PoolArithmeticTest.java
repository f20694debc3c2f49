package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything at once, and the check is arithmetic: each accepted task ended once, the limit held, every slot came back.
 */
class PoolArithmeticTest {

    private long succeeded;
    private long failed;
    private long cancelled;
    private long rejected;

    @Test
    @Timeout(300)
    void whatIsSubmittedEndsOnceAndEverySlotComesBack() {
        Rounds.run(seed -> {
            Stats stats = new Round(seed).run();
            succeeded += stats.succeeded();
            failed += stats.failed();
            cancelled += stats.cancelled();
            rejected += stats.rejected();
        });
        assertThat(succeeded).as("succeeded in all rounds").isPositive();
        assertThat(failed).as("failed in all rounds").isPositive();
        assertThat(cancelled).as("cancelled in all rounds").isPositive();
        assertThat(rejected).as("rejected in all rounds").isPositive();
    }

    /** One pool from opening to close, with four threads that do as they like. */
    private static final class Round {

        private final RandomGenerator random;
        private final TaskPool pool;
        private final Queue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger largestLimit = new AtomicInteger();
        private final AtomicLong bodies = new AtomicLong();
        private final AtomicLong ended = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();

        Round(long seed) {
            random = new java.util.SplittableRandom(seed);
            int size = random.nextInt(4) == 0 ? random.nextInt(16, 33) : random.nextInt(1, 5);
            largestLimit.set(size);
            TaskPool.Builder builder = TaskPool.builder("stress")
                    .size(size)
                    .queue(random.nextInt(3) * 4)
                    .onClose(Shutdown.drainFor(Duration.ofMillis(random.nextInt(3)))
                            .thenCancelFor(Duration.ofSeconds(30)));
            pool = (random.nextBoolean() ? builder.reuseThreads() : builder).open();
        }

        Stats run() throws Exception {
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RandomGenerator own = new java.util.SplittableRandom(random.nextLong());
                Thread.Builder kind = random.nextBoolean() ? Thread.ofVirtual() : Thread.ofPlatform();
                threads.add(kind.unstarted(() -> work(own, start)));
            }
            Thread disturber = Thread.ofPlatform().unstarted(() -> disturb(threads));
            threads.forEach(Thread::start);
            disturber.start();
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60)))
                        .as("a thread came back")
                        .isTrue();
            }
            disturber.join();
            largestLimit.accumulateAndGet(4, Math::max);
            pool.resize(4);
            CloseReport report = pool.shutdown(Shutdown.whenDone());
            check(report);
            return pool.stats();
        }

        /** Interrupts whom it likes, and checks that the numbers balance at whatever moment they are read. */
        private void disturb(List<Thread> threads) {
            while (threads.stream().anyMatch(Thread::isAlive)) {
                checkBalance(pool.stats());
                if (random.nextInt(8) == 0) {
                    threads.get(random.nextInt(threads.size())).interrupt();
                }
            }
        }

        private void work(RandomGenerator own, CyclicBarrier start) {
            try {
                start.await();
            } catch (Exception e) {
                // interrupted at the start: this one does its work all the same
                boolean ignored = Thread.interrupted();
            }
            for (int step = 0; step < 12; step++) {
                try {
                    step(own);
                } catch (InterruptedException | TaskRejectedException e) {
                    refused.incrementAndGet();
                } catch (Throwable e) {
                    wrong.add(e);
                }
            }
        }

        private void step(RandomGenerator own) throws Exception {
            switch (own.nextInt(16)) {
                case 0, 1, 2, 3 ->
                    accepted.add(pool.submit(options(own), Duration.ofMillis(20), () -> body(own.nextInt(4))));
                case 4, 5 ->
                    accepted.add(pool.submit(options(own), Duration.ofNanos(own.nextInt(50_000)), () -> body(1)));
                case 6, 7 -> {
                    Optional<Task<Integer>> task = pool.trySubmit(options(own), () -> body(own.nextInt(4)));
                    task.ifPresent(accepted::add);
                }
                case 8 -> {
                    TaskBatch<Integer> batch = pool.map(List.of(1, 2, 3, 4, 5), own.nextInt(1, 4), this::body);
                    if (own.nextBoolean()) {
                        batch.cancel("stress");
                    }
                }
                case 9 -> pool.cancelGroup("g" + own.nextInt(3), "stress");
                case 10, 11 -> pool.cancel(own.nextLong(1, 40), "stress");
                case 12 -> {
                    int limit = own.nextInt(9);
                    largestLimit.accumulateAndGet(limit, Math::max);
                    pool.resize(limit);
                }
                case 13 -> {
                    pool.lock();
                    Thread.yield();
                    pool.unlock();
                }
                case 14 -> pool.cancelAll("stress");
                default -> {
                    if (own.nextInt(8) == 0) {
                        pool.close();
                    }
                }
            }
        }

        private TaskOptions options(RandomGenerator own) {
            TaskOptions options = TaskOptions.inGroup("g" + own.nextInt(3)).onDone(task -> ended.incrementAndGet());
            return own.nextInt(4) == 0 ? options.timeout(Duration.ofNanos(own.nextInt(200_000))) : options;
        }

        private Integer body(int kind) throws Exception {
            int now = running.incrementAndGet();
            try {
                if (now > largestLimit.get()) {
                    wrong.add(new AssertionError(now + " run, limit " + largestLimit.get()));
                }
                bodies.incrementAndGet();
                switch (kind) {
                    case 0 -> Thread.sleep(Duration.ofMillis(1));
                    case 1 -> Thread.yield();
                    case 2 -> throw new IllegalArgumentException("as told");
                    default -> {}
                }
                return now;
            } finally {
                running.decrementAndGet();
            }
        }

        private void check(CloseReport report) {
            assertThat(wrong).isEmpty();
            Stats stats = pool.stats();
            checkBalance(stats);
            assertThat(stats.live()).as("%s", stats).isZero();
            assertThat(stats.running()).as("slots taken").isZero();
            assertThat(stats.queued()).isZero();
            assertThat(stats.waiting()).isZero();
            assertThat(stats.stopping()).isZero();
            assertThat(report.stragglers()).isEmpty();
            assertThat(pool.tasks()).isEmpty();
            assertThat(accepted).allMatch(Task::isDone);
            assertThat(stats.submitted()).isGreaterThanOrEqualTo(accepted.size());
            assertThat(ended.get()).as("onDone was called once for each").isEqualTo(accepted.size());
            assertThat(bodies.get()).isLessThanOrEqualTo(stats.submitted());
            assertThat(bodies.get()).isGreaterThanOrEqualTo(stats.succeeded());
            assertThat(running.get()).isZero();
        }

        private void checkBalance(Stats stats) {
            long sum = stats.queued() + stats.running() + stats.succeeded() + stats.failed() + stats.cancelled();
            if (sum != stats.submitted() || stats.stopping() > stats.running()) {
                wrong.add(new AssertionError("does not balance: " + stats));
            }
        }
    }
}
