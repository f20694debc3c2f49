package io.github.stint.bench.many;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Heat.Unit;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.List;
import java.util.function.Supplier;

/** A million tasks at once: what starting and cancelling them takes, and what each of them holds. */
public final class ScaleSuite implements Suite {

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "Very many tasks at once. Started until all are parked, then cancelled, until all have ended; the bytes"
                + " of the heap that each holds while it is parked, and while it waits in a queue, measured as what is"
                + " live after two full collections. The body is one object for all, and is not counted.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int crowd = size.of(50, 100_000, 1_000_000);
        int parked = size.of(50, 50_000, 500_000);
        int queued = size.of(50, 50_000, 200_000);
        return List.of(
                Heat.ofTime(
                        name(),
                        "start-and-cancel",
                        Caller.VIRTUAL,
                        "task",
                        size.of(5, 600, 6_000),
                        List.of(
                                cancelled("TaskPool", crowd, Crowd::pool),
                                cancelled("raw-threads", crowd, () -> Crowd.rawThreads(crowd)),
                                cancelled("newVirtualThreadPerTaskExecutor", crowd, Crowd::executor))),
                new Heat(
                        name(),
                        "bytes-parked",
                        Caller.PLATFORM,
                        Unit.BYTES,
                        "task",
                        size.of(50, 700, 5_000),
                        List.of(
                                parked("TaskPool", parked, Crowd::pool),
                                parked("raw-threads", parked, () -> Crowd.rawThreads(parked)),
                                parked("newVirtualThreadPerTaskExecutor", parked, Crowd::executor))),
                new Heat(
                        name(),
                        "bytes-queued",
                        Caller.PLATFORM,
                        Unit.BYTES,
                        "task",
                        size.of(50, 500, 1_500),
                        List.of(
                                new Contender("TaskPool", queued, queued, () -> Queue.ofPool(queued)),
                                new Contender("fixed-pool-virtual", queued, queued, () -> Queue.ofFixedPool(queued)),
                                new Contender(
                                        "semaphore-inside", queued, queued, () -> Queue.ofSemaphoreInside(queued)))));
    }

    private static Contender cancelled(String name, int tasks, Supplier<Crowd> opening) {
        return new Contender(name, tasks, tasks, () -> new Cancelled(tasks, opening.get()));
    }

    private record Cancelled(int tasks, Crowd crowd) implements Round {

        @Override
        public long run() throws Exception {
            return Caller.VIRTUAL.call(() -> {
                Parking body = new Parking(tasks);
                for (int i = 0; i < tasks; i++) {
                    crowd.start(body);
                }
                body.awaitAll();
                crowd.end();
                return (long) tasks;
            });
        }

        @Override
        public void close() {
            crowd.close();
        }
    }

    private static Contender parked(String name, int tasks, Supplier<Crowd> opening) {
        return new Contender(name, tasks, tasks, () -> new Parked(tasks, opening.get()));
    }

    private static final class Parked implements Round {
        private final int tasks;
        private final Crowd crowd;
        private double bytes;

        Parked(int tasks, Crowd crowd) {
            this.tasks = tasks;
            this.crowd = crowd;
        }

        @Override
        public long run() throws Exception {
            Parking body = new Parking(tasks);
            long before = Heap.live();
            for (int i = 0; i < tasks; i++) {
                crowd.start(body);
            }
            body.awaitAll();
            bytes = (double) (Heap.live() - before) / tasks;
            crowd.end();
            return tasks;
        }

        @Override
        public double figure() {
            return bytes;
        }

        @Override
        public void close() {
            crowd.close();
        }
    }
}
