package io.github.stint.verification.scenarios;

import static io.github.stint.verification.scenarios.Pools.SECOND;

import io.github.stint.Fn;
import io.github.stint.Outcome;
import io.github.stint.OwnerState;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.SourceFailedException;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Many tasks of one call. */
final class BatchScenarios {

    @Property("P1, S1: each element of a batch runs once, no more at once than allowed, and then its name is free")
    void eachElementRunsOnce(World world) {
        int size = world.pick("size", 1, 2);
        int limit = world.pick("limit", 1, 2);
        TaskPool pool = Pools.open(world, size, world.pick("queue", 0, 1));
        AtOnce ofBatch = new AtOnce(world, limit);
        AtOnce ofPool = new AtOnce(world, size);
        int[] ran = new int[4];
        TaskBatch<Integer> batch = pool.map(
                "g",
                new Source(world, 3),
                limit,
                element -> ofPool.counted(ofBatch.counted(() -> {
                            ran[element]++;
                            world.point();
                            return element;
                        }))
                        .call());
        world.spawn("waiter", () -> {
            List<Integer> results = batch.results();
            world.require(results.equals(List.of(1, 2, 3)), "results: " + results);
            world.require(batch.isDone() && batch.stats().live() == 0, "over, and not done: " + batch);
            world.require(pool.ids("g").isEmpty(), "tasks left: " + pool.ids("g"));
            List<Integer> none =
                    pool.map("g", List.<Integer>of(), 1, element -> element).results();
            world.require(none.isEmpty(), "results: " + none);
        });
        Life other = new Life(world, "other");
        boolean pauses = world.pick("pauses");
        world.spawn("other", () -> {
            if (pauses) {
                pool.resize(0);
                world.point();
                pool.resize(size);
            } else {
                other.submitTo(pool, ofPool.counted(() -> 1));
            }
            Pools.checkBalance(world, pool);
        });
        world.atQuiet(pool::close);
        world.atEnd(() -> {
            for (int i = 1; i <= 3; i++) {
                world.require(ran[i] == 1, "element " + i + " ran so often: " + ran[i]);
            }
        });
    }

    @Property("P14: a cancelled batch reads its source no more, starts nobody, and its name is free again")
    void aCancelledBatchStops(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        boolean[] stopped = new boolean[1];
        int[] called = new int[2];
        TaskOptions options =
                TaskOptions.inGroup("g").onDone(task -> called[0]++).onCancelled(task -> called[1]++);
        boolean calls = world.pick("calls back");
        TaskBatch<Integer> batch = pool.map(
                calls ? options : TaskOptions.inGroup("g"),
                new Source(world, 3),
                world.pick("limit", 1, 2),
                element -> {
                    if (stopped[0] && !Thread.currentThread().isInterrupted()) {
                        world.fail("element " + element + " began after the cancel");
                    }
                    world.point();
                    return element;
                });
        world.spawn("waiter", () -> {
            while (!batch.awaitDone(SECOND)) {
                world.note("still waits");
            }
            Stats stats = batch.stats();
            world.require(stats.live() == 0 && stats.state() == OwnerState.CLOSED, "done: " + stats);
            int due = calls ? 1 : 0;
            world.require(called[0] == due * stats.submitted(), "called back as done: " + called[0] + ", " + stats);
            world.require(called[1] == due * stats.cancelled(), "as cancelled: " + called[1] + ", " + stats);
        });
        String how = world.pickOne("cancels", "group", "batch", "all");
        world.spawn("canceller", () -> {
            world.points(world.pick("late", 0, 5));
            switch (how) {
                case "group" -> pool.cancelGroup("g", "x");
                case "batch" -> batch.cancel("x");
                default -> pool.cancelAll("x");
            }
            stopped[0] = true;
            world.require(
                    pool.map("g", List.of(7), 1, element -> element).results().equals(List.of(7)),
                    "the second batch of that name");
        });
        world.atQuiet(pool::close);
    }

    @Property("P14, P7: a cancelled batch is over at once, also if its next element waits for room that does not come")
    void aCancelledBatchDoesNotWaitForRoom(World world) throws Exception {
        int queue = world.pick("queue", 0, 1);
        TaskPool pool = Pools.open(world, 1, queue);
        CountDownLatch gate = new CountDownLatch(1);
        Task<Integer> other = pool.submit(() -> Pools.await(gate));
        TaskBatch<Integer> batch = pool.map("g", new Source(world, 3), queue + 1, element -> {
            world.require(gate.getCount() == 0, "an element ran beside the other task");
            return element;
        });
        String how = world.pickOne("cancels", "batch", "group", "all");
        boolean late = world.pick("late");
        world.spawn("canceller", () -> {
            while (late && pool.stats().waiting() == 0 && !batch.isDone()) {
                world.letOthers();
            }
            switch (how) {
                case "batch" -> batch.cancel("x");
                case "group" -> pool.cancelGroup("g", "x");
                default -> pool.cancelAll("x");
            }
            world.require(batch.awaitDone(SECOND), "the batch waits for room");
            world.require(batch.stats().live() == 0, "over, and not done: " + batch);
            world.require(how.equals("all") || !other.isDone(), "the other was cancelled too");
            gate.countDown();
        });
        world.atQuiet(pool::close);
    }

    @Property("P8: when a pool is closed its batches are over, and whoever waits for them goes on")
    void aClosedPoolHasNoBatchLeft(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        boolean[] closed = new boolean[1];
        Source source = new Source(world, 3);
        TaskBatch<Integer> batch = pool.map("g", source, world.pick("limit", 1, 2), element -> {
            world.require(!closed[0], "an element began after close");
            world.point();
            return element;
        });
        String how = world.pickOne("closes", "when done", "now", "cancels before");
        world.spawn("waiter", () -> {
            try {
                List<Integer> results = batch.results();
                world.require(results.equals(List.of(1, 2, 3)), "results: " + results);
            } catch (TaskCancelledException e) {
                world.require(!how.equals("when done"), "cancelled by nobody: " + e);
            }
        });
        world.spawn("closer", () -> {
            switch (how) {
                case "when done" -> pool.gatherAndClose();
                case "now" -> pool.shutdown(Shutdown.now());
                default -> {
                    pool.cancelAll("x");
                    pool.close();
                }
            }
            closed[0] = true;
            world.require(source.closed() == 1, "the source is open after close");
            world.require(batch.isDone() && batch.stats().state() == OwnerState.CLOSED, "not done: " + batch);
        });
        world.atQuiet(pool::close);
    }

    @Property("P7: a source that throws, or leaves an interrupt, ends its own batch at most, and what was read runs")
    void aSourceThatThrowsEndsItsBatch(World world) {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        String wrong = world.pickOne("the source", "throws", "interrupts", "cannot be closed");
        int[] ran = new int[1];
        TaskBatch<Integer> batch = pool.map(broken(world, wrong), world.pick("limit", 1, 2), element -> {
            ran[0]++;
            world.point();
            world.require(!Thread.currentThread().isInterrupted(), "interrupted by the source");
            return element;
        });
        boolean close = world.pick("close");
        world.spawn("waiter", () -> {
            try {
                List<Integer> results = batch.results();
                world.require(wrong.equals("interrupts"), "no failure, but " + results);
                world.require(results.equals(List.of(1, 2)), "results: " + results);
            } catch (SourceFailedException e) {
                world.require(!wrong.equals("interrupts") && e.getCause() instanceof ArithmeticException, "" + e);
            }
            world.require(ran[0] == (wrong.equals("throws") ? 1 : 2), "so many ran: " + ran[0]);
        });
        world.spawn("other", () -> {
            if (close) {
                pool.gatherAndClose();
            } else {
                pool.submit(() -> 1);
            }
        });
        world.atQuiet(pool::close);
    }

    /** One and two, and then or at its close that. */
    private static Iterable<Integer> broken(World world, String wrong) {
        class Broken implements Iterable<Integer>, AutoCloseable {
            private int last;

            @Override
            public Iterator<Integer> iterator() {
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return last < 2;
                    }

                    @Override
                    public Integer next() {
                        world.point();
                        if (wrong.equals("throws") && last == 1) {
                            throw new ArithmeticException("next");
                        }
                        if (wrong.equals("interrupts")) {
                            Thread.currentThread().interrupt();
                        }
                        last++;
                        return last;
                    }
                };
            }

            @Override
            public void close() {
                if (wrong.equals("cannot be closed")) {
                    throw new ArithmeticException("close");
                }
            }
        }
        return new Broken();
    }

    @Property("P7, P20: two batches share a pool that is resized or locked; a failed element ends its task only")
    void twoBatchesShareAPool(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        int[] ran = new int[2];
        boolean fails = world.pick("fails");
        TaskBatch<Void> first = pool.forEach("a", List.of(1, 2), 1, element -> {
            ran[0]++;
            world.point();
            if (fails && element == 1) {
                throw new ArithmeticException("body");
            }
        });
        TaskBatch<Integer> second = pool.map("b", List.of(1, 2), 2, element -> {
            ran[1]++;
            return element;
        });
        String what = world.pickOne("meanwhile", "pauses", "locks", "cancels b");
        world.spawn("other", () -> {
            switch (what) {
                case "pauses" -> {
                    pool.resize(0);
                    world.point();
                    pool.resize(2);
                }
                case "locks" -> {
                    pool.lock();
                    world.point();
                    pool.unlock();
                }
                default -> pool.cancelGroup("b", "x");
            }
            Pools.checkBalance(world, pool);
        });
        world.spawn("waiter", () -> {
            try {
                second.results();
                world.require(ran[1] == 2, "so many of b ran: " + ran[1]);
            } catch (TaskCancelledException e) {
                world.require(what.equals("cancels b"), "cancelled by nobody: " + e);
            }
        });
        try {
            first.results();
            world.require(!fails, "the failure is lost");
        } catch (TaskFailedException e) {
            world.require(fails && e.getCause() instanceof ArithmeticException, "failed otherwise: " + e);
        }
        Stats stats = first.stats();
        world.require(ran[0] == 2 && stats.failed() == (fails ? 1 : 0), "so many of a ran: " + ran[0] + ", " + stats);
        world.atQuiet(pool::close);
    }

    @Property("P7: an interrupt of a worker that nobody meant for it ends neither its batch nor an element")
    void aStrangersInterruptEndsNothing(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        Thread[] worker = new Thread[1];
        TaskBatch<Integer> batch = pool.map("g", List.of(1, 2, 3), world.pick("limit", 1, 2), element -> {
            worker[0] = Thread.currentThread();
            world.point();
            return element;
        });
        world.spawn("stranger", () -> {
            while (worker[0] == null) {
                world.letOthers();
            }
            world.points(world.pick("late", 0, 3));
            worker[0].interrupt();
        });
        world.spawn("submitter", () -> pool.submit(() -> 1));
        List<Integer> results = batch.results();
        world.require(results.equals(List.of(1, 2, 3)), "results: " + results);
        world.atQuiet(pool::close);
    }

    @Property("P7: a callback of an element may wait for another element, which another worker runs")
    void aCallbackMayWaitForAnotherElement(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        CountDownLatch last = new CountDownLatch(1);
        boolean[] waited = new boolean[1];
        TaskOptions options = TaskOptions.inGroup("g").onDone(task -> {
            if (!waited[0]) {
                waited[0] = true;
                try {
                    last.await();
                } catch (InterruptedException e) {
                    world.fail("interrupted in a callback", e);
                }
            }
        });
        TaskBatch<Integer> batch = pool.map(options, List.of(1, 2), world.pick("limit", 1, 2), element -> {
            if (element == 2) {
                last.countDown();
            }
            return element;
        });
        boolean cancels = world.pick("cancels");
        if (cancels) {
            world.spawn("canceller", () -> pool.cancel(1, "x"));
        }
        List<Outcome<Integer>> outcomes = batch.outcomes();
        world.require(outcomes.size() == 2 && outcomes.get(1).isSuccess(), "outcomes: " + outcomes);
        world.atQuiet(pool::close);
    }

    @Property("S1, S5, P14: what a stream of a pool gives is there once, and its end leaves nothing behind")
    void aStreamOfAPoolEnds(World world) throws Exception {
        TaskPool pool = Pools.open(world, 1, world.pick("queue", 0, 1));
        Fn<Integer, Integer> function = element -> {
            world.point();
            return element;
        };
        ResultStream<Integer> stream = pool.stream("g", new Source(world, 3), world.pick("limit", 1, 2), function);
        String what = world.pickOne("meanwhile", "submits", "cancels", "closes the stream", "closes the pool");
        world.spawn("other", () -> {
            world.point();
            switch (what) {
                case "submits" -> pool.submit(() -> 1);
                case "cancels" -> pool.cancelGroup("g", "x");
                case "closes the stream" -> {
                    stream.close();
                    world.require(stream.stats().live() == 0, "closed: " + stream.stats());
                }
                default -> pool.shutdown(Shutdown.now());
            }
        });
        List<Integer> read = new ArrayList<>();
        try (stream) {
            stream.forEach(read::add);
        } catch (IllegalStateException e) {
            world.require(!what.equals("submits"), "it ended early: " + e);
        }
        world.require(read.stream().distinct().count() == read.size(), "twice: " + read);
        world.require(!what.equals("submits") || read.size() == 3, "lost: " + read);
        world.require(pool.ids("g").isEmpty() && stream.stats().live() == 0, "left: " + stream.stats());
        world.atQuiet(pool::close);
    }
}
