package io.github.stint.bench.many;

import io.github.stint.TaskPool;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Very many tasks at once: begun, and ended by a cancel of all. */
interface Crowd extends AutoCloseable {

    /** Starts one. */
    void start(Callable<Integer> body) throws InterruptedException;

    /** Cancels all, and waits until they have ended. */
    void end() throws InterruptedException;

    @Override
    void close();

    /** A pool without a limit. */
    static Crowd pool() {
        TaskPool pool = TaskPool.builder("crowd").unlimited().open();
        return new Crowd() {
            @Override
            public void start(Callable<Integer> body) throws InterruptedException {
                var ignored = pool.submit(body);
            }

            @Override
            public void end() throws InterruptedException {
                int ignored = pool.cancelAll("enough");
                if (!pool.awaitIdle(Duration.ofMinutes(1))) {
                    throw new IllegalStateException("not all have ended");
                }
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    /** Virtual threads, which whoever started them must keep, or nobody could interrupt them. */
    static Crowd rawThreads(int tasks) {
        return new Crowd() {
            private Thread[] threads = new Thread[tasks];
            private int count;

            @Override
            public void start(Callable<Integer> body) {
                threads[count++] = Thread.startVirtualThread(() -> {
                    try {
                        Integer ignored = body.call();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt(); // the end
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }

            @Override
            public void end() throws InterruptedException {
                for (int i = 0; i < count; i++) {
                    threads[i].interrupt();
                }
                for (int i = 0; i < count; i++) {
                    threads[i].join();
                }
                count = 0;
                threads = new Thread[tasks]; // nothing of those that ended is to stay
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    /** An executor, which is made anew each time, since its end is its way to cancel all. */
    static Crowd executor() {
        return new Crowd() {
            private ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

            @Override
            public void start(Callable<Integer> body) {
                var ignored = executor.submit(body);
            }

            @Override
            public void end() {
                var ignored = executor.shutdownNow();
                executor.close();
                executor = Executors.newVirtualThreadPerTaskExecutor();
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }
}
