package io.github.stint.bench.map;

import io.github.stint.Concurrent;
import io.github.stint.ResultStream;
import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import io.github.stint.bench.work.Body;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Our own ways. */
final class OurMaps {

    private OurMaps() {}

    /** A batch of a pool that keeps its results. */
    static Mapping map(int limit) {
        return new OfPool(limit) {
            @Override
            public long run(List<Integer> source, Body body) throws InterruptedException {
                TaskBatch<Integer> batch = pool.map(source, limit, body::apply);
                long sum = 0;
                for (Integer result : batch.results()) {
                    sum += result;
                }
                return sum;
            }
        };
    }

    /** A batch of a pool that keeps nothing, so the action adds up itself. */
    static Mapping forEach(int limit) {
        return new OfPool(limit) {
            @Override
            public long run(List<Integer> source, Body body) throws InterruptedException {
                LongAdder sum = new LongAdder();
                TaskBatch<Void> batch = pool.forEach(source, limit, element -> sum.add(body.apply(element)));
                if (!batch.results().isEmpty()) {
                    throw new IllegalStateException("results were kept");
                }
                return sum.sum();
            }
        };
    }

    /** A stream, in the order of completion. */
    static Mapping stream(int limit) {
        return (source, body) -> {
            try (ResultStream<Integer> results =
                    Concurrent.map(source, body::apply).limit(limit).results()) {
                return sum(results);
            }
        };
    }

    /** A stream, in the order of the source. */
    static Mapping streamInSourceOrder(int limit) {
        return (source, body) -> {
            try (ResultStream<Integer> results = Concurrent.map(source, body::apply)
                    .limit(limit)
                    .inSourceOrder()
                    .results()) {
                return sum(results);
            }
        };
    }

    /** A step of a stream of the JDK. */
    static Mapping gatherer(int limit) {
        return (source, body) -> source.stream()
                .gather(Concurrent.<Integer, Integer>gatherer(limit, body::apply))
                .mapToLong(it -> it)
                .sum();
    }

    private static long sum(Iterable<Integer> results) {
        long sum = 0;
        for (Integer result : results) {
            sum += result;
        }
        return sum;
    }

    private abstract static class OfPool implements Mapping {
        final TaskPool pool;
        final int limit;

        OfPool(int limit) {
            this.limit = limit;
            pool = TaskPool.open("bench", limit);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
