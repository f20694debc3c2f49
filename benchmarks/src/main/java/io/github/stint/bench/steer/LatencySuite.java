package io.github.stint.bench.steer;

import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One task at a time: from handing it over to having its result, and from cancelling it to its end. */
public final class LatencySuite implements Suite {

    private static final int LIMIT = 100;

    /** Where single tasks are run. */
    private interface Runner extends AutoCloseable {

        /** Hands one over and waits for its result. */
        int result(Callable<Integer> body) throws Exception;

        /** Hands over one that parks, waits until it does, cancels it, and waits for its real end; the time of the last two. */
        long cancelNanos() throws Exception;

        @Override
        default void close() {}
    }

    private record Way(String name, Supplier<Runner> opening) {}

    private static final List<Way> WAYS = List.of(
            new Way("TaskPool", () -> new OfPool(TaskPool.open("latency", LIMIT))),
            new Way(
                    "TaskPool-reuseThreads",
                    () -> new OfPool(TaskPool.builder("latency")
                            .size(LIMIT)
                            .reuseThreads()
                            .open())),
            new Way("raw-threads", OfThreads::new),
            new Way(
                    "newVirtualThreadPerTaskExecutor",
                    () -> new OfExecutor(Executors.newVirtualThreadPerTaskExecutor())),
            new Way("fixed-pool-platform", () -> new OfExecutor(Executors.newFixedThreadPool(LIMIT))),
            new Way(
                    "fixed-pool-virtual",
                    () -> new OfExecutor(Executors.newFixedThreadPool(
                            LIMIT, Thread.ofVirtual().factory()))));

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "One task at a time: `result` from handing it over to having its result, `cancel` from the cancel of a"
                + " parked task to its real end. Futures of the JDK are done before that, so there the body says it.";
    }

    @Override
    public List<Heat> heats(Size size) {
        List<Heat> heats = new ArrayList<>();
        int results = size.of(20, 2_000, 5_000);
        int cancels = size.of(20, 1_000, 2_000);
        for (Caller caller : Caller.values()) {
            heats.add(Heat.ofTime(
                    name(),
                    "result",
                    caller,
                    "task",
                    50,
                    WAYS.stream()
                            .map(way -> new Contender(
                                    way.name, results, results, () -> new Results(way.opening.get(), caller, results)))
                            .toList()));
            heats.add(Heat.ofTime(
                    name(),
                    "cancel",
                    caller,
                    "task",
                    50,
                    WAYS.stream()
                            .map(way -> new Contender(
                                    way.name, cancels, cancels, () -> new Cancels(way.opening.get(), caller, cancels)))
                            .toList()));
        }
        return heats;
    }

    private record Results(Runner runner, Caller caller, int count) implements Round {

        @Override
        public long run() throws Exception {
            Callable<Integer> body = () -> 1;
            return caller.call(() -> {
                long sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += runner.result(body);
                }
                return sum;
            });
        }

        @Override
        public void close() {
            runner.close();
        }
    }

    private static final class Cancels implements Round {
        private final Runner runner;
        private final Caller caller;
        private final int count;
        private double nanos;

        Cancels(Runner runner, Caller caller, int count) {
            this.runner = runner;
            this.caller = caller;
            this.count = count;
        }

        @Override
        public long run() throws Exception {
            long all = caller.call(() -> {
                long sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += runner.cancelNanos();
                }
                return sum;
            });
            nanos = (double) all / count;
            return count;
        }

        @Override
        public double figure() {
            return nanos;
        }

        @Override
        public void close() {
            runner.close();
        }
    }

    /** A body that parks until it is interrupted. */
    private static final class Parked implements Callable<Integer> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public Integer call() throws InterruptedException {
            begun.countDown();
            try {
                while (!Thread.interrupted()) {
                    LockSupport.park(this);
                }
                throw new InterruptedException();
            } finally {
                over.countDown();
            }
        }
    }

    private record OfPool(TaskPool pool) implements Runner {

        @Override
        public int result(Callable<Integer> body) throws InterruptedException {
            return pool.submit(body).await();
        }

        @Override
        public long cancelNanos() throws InterruptedException {
            Parked body = new Parked();
            Task<Integer> task = pool.submit(body);
            body.begun.await();
            long begin = System.nanoTime();
            var ignored = task.cancel();
            if (task.join() instanceof Outcome.Failure<?> failure) {
                throw new IllegalStateException(failure.error());
            }
            return System.nanoTime() - begin;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class OfThreads implements Runner {

        @Override
        public int result(Callable<Integer> body) throws InterruptedException {
            FutureTask<Integer> task = new FutureTask<>(body);
            Thread.startVirtualThread(task).join();
            return task.resultNow();
        }

        @Override
        public long cancelNanos() throws InterruptedException {
            Parked body = new Parked();
            Thread thread = Thread.startVirtualThread(new FutureTask<>(body));
            body.begun.await();
            long begin = System.nanoTime();
            thread.interrupt();
            thread.join();
            return System.nanoTime() - begin;
        }
    }

    private record OfExecutor(ExecutorService executor) implements Runner {

        @Override
        public int result(Callable<Integer> body) throws Exception {
            return executor.submit(body).get();
        }

        @Override
        public long cancelNanos() throws InterruptedException {
            Parked body = new Parked();
            Future<Integer> future = executor.submit(body);
            body.begun.await();
            long begin = System.nanoTime();
            boolean ignored = future.cancel(true);
            body.over.await();
            return System.nanoTime() - begin;
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
