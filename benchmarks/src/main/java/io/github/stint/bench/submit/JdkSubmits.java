package io.github.stint.bench.submit;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;

/** The ways of the JDK. */
final class JdkSubmits {

    private JdkSubmits() {}

    /** Virtual threads, started and joined: no limit. */
    static Submitting rawThreads() {
        return (body, count) -> {
            Started[] threads = new Started[count];
            for (int i = 0; i < count; i++) {
                threads[i] = new Started(body).start();
            }
            return joined(threads);
        };
    }

    /** The same, a permit taken by whoever starts the thread, and given back by the thread. */
    static Submitting semaphoreOutside(int limit) {
        Semaphore permits = new Semaphore(limit);
        return (body, count) -> {
            Callable<Integer> limited = () -> {
                try {
                    return body.call();
                } finally {
                    permits.release();
                }
            };
            Started[] threads = new Started[count];
            for (int i = 0; i < count; i++) {
                permits.acquire();
                threads[i] = new Started(limited).start();
            }
            return joined(threads);
        };
    }

    /** All threads started at once, each of which takes a permit first. */
    static Submitting semaphoreInside(int limit) {
        Semaphore permits = new Semaphore(limit);
        return (body, count) -> rawThreads().run(permitted(permits, body), count);
    }

    /** An executor that stays open. */
    static Submitting executor(ExecutorService executor) {
        return new OfExecutor(executor);
    }

    static Submitting threadPerTask() {
        return executor(Executors.newVirtualThreadPerTaskExecutor());
    }

    static Submitting fixedPlatform(int limit) {
        return executor(Executors.newFixedThreadPool(limit));
    }

    static Submitting fixedVirtual(int limit) {
        return executor(Executors.newFixedThreadPool(limit, Thread.ofVirtual().factory()));
    }

    static Submitting forkJoinPool(int limit) {
        return executor(new ForkJoinPool(limit));
    }

    /** Futures that complete on virtual threads: no limit. */
    static Submitting completableFuture() {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        return new OfExecutor(executor) {
            @Override
            Future<Integer> submit(Callable<Integer> body) {
                return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return body.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        executor);
            }
        };
    }

    /** One scope a run, since only the thread that opened it may fork: no limit. */
    static Submitting structuredTaskScope() {
        return (body, count) -> {
            try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAllSuccessfulOrThrow())) {
                @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
                Subtask<Integer>[] tasks = new Subtask[count];
                for (int i = 0; i < count; i++) {
                    tasks[i] = scope.fork(body);
                }
                scope.join();
                long sum = 0;
                for (Subtask<Integer> task : tasks) {
                    sum += task.get();
                }
                return sum;
            }
        };
    }

    /** The same, each subtask taking a permit first. */
    static Submitting structuredTaskScopeLimited(int limit) {
        Semaphore permits = new Semaphore(limit);
        return (body, count) -> structuredTaskScope().run(permitted(permits, body), count);
    }

    private static Callable<Integer> permitted(Semaphore permits, Callable<Integer> body) {
        return () -> {
            permits.acquire();
            try {
                return body.call();
            } finally {
                permits.release();
            }
        };
    }

    private static long joined(Started[] threads) throws InterruptedException {
        long sum = 0;
        for (Started thread : threads) {
            sum += thread.join();
        }
        return sum;
    }

    private static class OfExecutor implements Submitting {
        private final ExecutorService executor;

        OfExecutor(ExecutorService executor) {
            this.executor = executor;
        }

        Future<Integer> submit(Callable<Integer> body) {
            return executor.submit(body);
        }

        @Override
        public long run(Callable<Integer> body, int count) throws Exception {
            @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generics
            Future<Integer>[] futures = new Future[count];
            for (int i = 0; i < count; i++) {
                futures[i] = submit(body);
            }
            long sum = 0;
            for (Future<Integer> future : futures) {
                sum += future.get();
            }
            return sum;
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
