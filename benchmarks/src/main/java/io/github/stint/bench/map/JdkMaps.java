package io.github.stint.bench.map;

import io.github.stint.bench.work.Body;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Gatherers;

/** The ways of the JDK, and what one writes with it by hand. */
final class JdkMaps {

    private JdkMaps() {}

    /** Source order, lazily; the JDK has none in the order of completion. */
    static Mapping mapConcurrent(int limit) {
        return (source, body) -> source.stream()
                .gather(Gatherers.mapConcurrent(limit, body.function()))
                .mapToLong(it -> it)
                .sum();
    }

    /** All at once, results in source order: no limit. */
    static Mapping threadPerTask() {
        return new OnThreads() {
            @Override
            public long run(List<Integer> source, Body body) throws Exception {
                List<Future<Integer>> futures = new ArrayList<>(source.size());
                for (Integer element : source) {
                    futures.add(executor.submit(() -> body.apply(element)));
                }
                return sum(futures);
            }
        };
    }

    /** The same, a permit taken by whoever hands over, and given back by the task. */
    static Mapping semaphoreOutside(int limit) {
        return new OnThreads() {
            private final Semaphore permits = new Semaphore(limit);

            @Override
            public long run(List<Integer> source, Body body) throws Exception {
                List<Future<Integer>> futures = new ArrayList<>(source.size());
                for (Integer element : source) {
                    permits.acquire();
                    futures.add(executor.submit(() -> {
                        try {
                            return body.apply(element);
                        } finally {
                            permits.release();
                        }
                    }));
                }
                return sum(futures);
            }
        };
    }

    /** A window of futures, in source order: the next is handed over when the oldest has been taken. */
    static Mapping windowOfFutures(int limit) {
        return new OnThreads() {
            @Override
            public long run(List<Integer> source, Body body) throws Exception {
                Deque<Future<Integer>> window = new ArrayDeque<>(limit);
                long sum = 0;
                for (Integer element : source) {
                    if (window.size() == limit) {
                        sum += window.remove().get();
                    }
                    window.add(executor.submit(() -> body.apply(element)));
                }
                return sum + sum(window);
            }
        };
    }

    /** A window in the order of completion. */
    static Mapping completionService(int limit) {
        return new OnThreads() {
            @Override
            public long run(List<Integer> source, Body body) throws Exception {
                var completed = new ExecutorCompletionService<Integer>(executor);
                Iterator<Integer> elements = source.iterator();
                int running = 0;
                long sum = 0;
                while (elements.hasNext() || running > 0) {
                    if (elements.hasNext() && running < limit) {
                        Integer element = elements.next();
                        Future<Integer> ignored = completed.submit(() -> body.apply(element));
                        running++;
                    } else {
                        sum += completed.take().get();
                        running--;
                    }
                }
                return sum;
            }
        };
    }

    /** A thread that takes permits and starts threads, which put their results into a queue. */
    static Mapping semaphoreAndQueue(int limit) {
        return (source, body) -> {
            var results = new LinkedBlockingQueue<Integer>();
            var permits = new Semaphore(limit);
            Thread feeder = Thread.startVirtualThread(() -> {
                for (Integer element : source) {
                    permits.acquireUninterruptibly();
                    Thread.startVirtualThread(() -> results.add(body.applyUnchecked(element)));
                }
            });
            long sum = 0;
            for (int i = 0; i < source.size(); i++) {
                sum += results.take();
                permits.release();
            }
            feeder.join();
            return sum;
        };
    }

    private static long sum(Iterable<Future<Integer>> futures) throws Exception {
        long sum = 0;
        for (Future<Integer> future : futures) {
            sum += future.get();
        }
        return sum;
    }

    private abstract static class OnThreads implements Mapping {
        final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

        @Override
        public void close() {
            executor.close();
        }
    }
}
