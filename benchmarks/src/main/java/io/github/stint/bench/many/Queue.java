package io.github.stint.bench.many;

import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Round;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Tasks that wait behind one that does not end, and how many bytes of the heap they take. */
final class Queue implements Round {

    /** Takes tasks, one at a time. */
    private interface Taker extends AutoCloseable {

        void take(Callable<Integer> body) throws Exception;

        @Override
        void close();
    }

    private final int tasks;
    private final Opening opening;
    private double bytes;

    /** Opens what takes the tasks. */
    private interface Opening {
        Taker open();
    }

    private Queue(int tasks, Opening opening) {
        this.tasks = tasks;
        this.opening = opening;
    }

    static Round ofPool(int tasks) {
        return new Queue(tasks, () -> {
            TaskPool pool = TaskPool.builder("queue").size(1).queue(tasks).open();
            return new Taker() {
                @Override
                public void take(Callable<Integer> body) throws InterruptedException {
                    var ignored = pool.submit(body);
                }

                @Override
                public void close() {
                    pool.close();
                }
            };
        });
    }

    static Round ofFixedPool(int tasks) {
        return new Queue(
                tasks,
                () -> ofExecutor(
                        Executors.newFixedThreadPool(1, Thread.ofVirtual().factory())));
    }

    /** What waits is a thread that waits for a permit. */
    static Round ofSemaphoreInside(int tasks) {
        Semaphore permits = new Semaphore(1);
        return new Queue(tasks, () -> {
            Taker threads = ofExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return new Taker() {
                @Override
                public void take(Callable<Integer> body) throws Exception {
                    threads.take(() -> {
                        permits.acquire();
                        try {
                            return body.call();
                        } finally {
                            permits.release();
                        }
                    });
                }

                @Override
                public void close() {
                    threads.close();
                }
            };
        });
    }

    private static Taker ofExecutor(ExecutorService executor) {
        return new Taker() {
            @Override
            public void take(Callable<Integer> body) {
                var ignored = executor.submit(body);
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }

    @Override
    public long run() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(tasks);
        Callable<Integer> first = () -> {
            begun.countDown();
            go.await();
            return 0;
        };
        Callable<Integer> other = () -> {
            all.countDown();
            return 0;
        };
        try (Taker taker = opening.open()) {
            taker.take(first);
            begun.await();
            long before = Heap.live();
            for (int i = 0; i < tasks; i++) {
                taker.take(other);
            }
            bytes = (double) (Heap.live() - before) / tasks;
            go.countDown();
            all.await();
        }
        return tasks - all.getCount();
    }

    @Override
    public double figure() {
        return bytes;
    }
}
