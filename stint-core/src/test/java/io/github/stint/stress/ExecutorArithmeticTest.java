package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads that submit to, cancel in and shut down one executor at random. What was given to {@code execute} has begun once
 * or was given back once; every future has ended; the pool is closed and its books are empty.
 */
class ExecutorArithmeticTest {

    private long begun;
    private long givenBack;
    private long cancelled;
    private long rejected;

    @Test
    @Timeout(300)
    void whatIsGivenBeginsOrIsGivenBack() {
        Rounds.run(seed -> {
            Round round = new Round(seed);
            round.run();
            begun += round.begun();
            givenBack += round.givenBack.size();
            cancelled += round.pool.stats().cancelled();
            rejected += round.rejected.get();
        });
        assertThat(begun).as("begun in all rounds").isPositive();
        assertThat(givenBack).as("given back in all rounds").isPositive();
        assertThat(cancelled).as("cancelled in all rounds").isPositive();
        assertThat(rejected).as("rejected in all rounds").isPositive();
    }

    /** What is given to the executor once. */
    private static final class Command implements Runnable {
        private final AtomicInteger begun = new AtomicInteger();
        private final int kind;

        Command(int kind) {
            this.kind = kind;
        }

        @Override
        public void run() {
            begun.incrementAndGet();
            switch (kind) {
                case 0 -> Thread.yield();
                case 1 -> throw new IllegalArgumentException("as told");
                case 2 -> {
                    try {
                        Thread.sleep(Duration.ofMillis(1));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                default -> {}
            }
        }
    }

    private record Given(Command command, Future<?> future) {}

    private static final class Round {

        private final RandomGenerator random;
        private final TaskPool pool;
        private final ExecutorService executor;
        private final Queue<Command> executed = new ConcurrentLinkedQueue<>();
        private final Queue<Given> submitted = new ConcurrentLinkedQueue<>();
        private final Queue<Runnable> givenBack = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        private final AtomicInteger rejected = new AtomicInteger();

        Round(long seed) {
            random = new SplittableRandom(seed);
            TaskPool.Builder builder =
                    TaskPool.builder("stress").size(random.nextInt(1, 4)).queue(random.nextInt(3) * 4);
            pool = (random.nextBoolean() ? builder.reuseThreads() : builder).open();
            executor = pool.asExecutorService();
        }

        long begun() {
            return executed.stream().mapToInt(it -> it.begun.get()).sum();
        }

        void run() throws Exception {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RandomGenerator own = new SplittableRandom(random.nextLong());
                threads.add(Thread.ofVirtual().unstarted(() -> work(own)));
            }
            threads.forEach(Thread::start);
            for (int i = random.nextInt(3); i > 0; i--) {
                threads.get(random.nextInt(threads.size())).interrupt();
            }
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60)))
                        .as("a thread came back")
                        .isTrue();
            }
            pool.resize(4);
            if (random.nextBoolean()) {
                executor.shutdown();
            } else {
                givenBack.addAll(executor.shutdownNow());
            }
            assertThat(executor.awaitTermination(60, TimeUnit.SECONDS))
                    .as("terminated, %s", pool.stats())
                    .isTrue();
            check();
        }

        private void work(RandomGenerator own) {
            for (int step = 0; step < 12; step++) {
                try {
                    step(own);
                } catch (InterruptedException e) {
                    rejected.incrementAndGet();
                } catch (RejectedExecutionException e) {
                    boolean ignored = Thread.interrupted();
                    rejected.incrementAndGet();
                } catch (Throwable e) {
                    wrong.add(e);
                }
            }
        }

        private void step(RandomGenerator own) throws Exception {
            Command command = new Command(own.nextInt(4));
            switch (own.nextInt(16)) {
                case 0, 1, 2, 3 -> {
                    executor.execute(command);
                    executed.add(command);
                }
                case 4, 5, 6 -> submitted.add(new Given(command, executor.submit(command)));
                case 7, 8 -> {
                    Future<?> future = executor.submit(command);
                    boolean cancelled = future.cancel(own.nextBoolean());
                    if (!future.isDone() || (cancelled && !future.isCancelled())) {
                        wrong.add(new AssertionError("after cancel: " + future));
                    }
                    submitted.add(new Given(command, future));
                }
                case 9 -> {
                    Given given = submitted.peek();
                    if (given != null) {
                        boolean ignored = given.future().cancel(own.nextBoolean());
                    }
                }
                case 10 -> invokeAll(own);
                case 11 -> invokeAny(own);
                case 12 -> {
                    pool.resize(0);
                    Thread.yield();
                    pool.resize(own.nextInt(1, 5));
                }
                default -> {
                    if (own.nextInt(12) == 0) {
                        shutDown(own);
                    }
                }
            }
        }

        private void invokeAll(RandomGenerator own) throws InterruptedException {
            List<Future<Integer>> futures =
                    executor.invokeAll(callables(own), own.nextInt(2_000), TimeUnit.MICROSECONDS);
            if (!futures.stream().allMatch(Future::isDone)) {
                wrong.add(new AssertionError("invokeAll returned " + futures));
            }
        }

        private void invokeAny(RandomGenerator own) throws InterruptedException {
            try {
                Integer ignored = executor.invokeAny(callables(own), own.nextInt(2_000), TimeUnit.MICROSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                rejected.incrementAndGet();
            }
        }

        private static List<Callable<Integer>> callables(RandomGenerator own) {
            List<Callable<Integer>> callables = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Command command = new Command(own.nextInt(4));
                callables.add(() -> {
                    command.run();
                    return 1;
                });
            }
            return callables;
        }

        private void shutDown(RandomGenerator own) {
            switch (own.nextInt(4)) {
                case 0 -> executor.shutdown();
                case 1 -> pool.asExecutorService().shutdown();
                default -> givenBack.addAll(executor.shutdownNow());
            }
        }

        private void check() {
            assertThat(wrong).isEmpty();
            Set<Runnable> back = new HashSet<>(givenBack);
            assertThat(back).as("nothing is given back twice").hasSameSizeAs(givenBack);
            for (Command command : executed) {
                assertThat(command.begun.get() + (back.contains(command) ? 1 : 0))
                        .as("begun or given back")
                        .isEqualTo(1);
            }
            for (Given given : submitted) {
                assertThat(given.future().isDone()).isTrue();
                int begun = given.command().begun.get();
                assertThat(begun).isLessThanOrEqualTo(1);
                if (begun == 0) {
                    assertThat(given.future().isCancelled()).isTrue();
                }
                if (back.contains((Runnable) given.future())) {
                    assertThat(begun).as("was given back").isZero();
                }
            }
            Stats stats = pool.stats();
            assertThat(stats.state()).isEqualTo(OwnerState.CLOSED);
            assertThat(stats.live()).as("%s", stats).isZero();
            assertThat(stats.running()).isZero();
            assertThat(stats.queued()).isZero();
            assertThat(stats.waiting()).isZero();
            assertThat(stats.submitted()).isGreaterThanOrEqualTo(executed.size() + submitted.size());
            assertThat(executor.isTerminated()).isTrue();
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.name()).as("the names of closed pools are free").isEqualTo("stress");
        }
    }
}
