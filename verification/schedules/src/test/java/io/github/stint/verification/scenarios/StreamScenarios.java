package io.github.stint.verification.scenarios;

import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.Concurrent;
import io.github.stint.Fn;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.ResultStream;
import io.github.stint.Shutdown;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskPool;
import io.github.stint.TaskRejectedException;
import io.github.stint.Tasks;
import io.github.stint.verification.schedules.Property;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Results as they come. */
final class StreamScenarios {

    @Property("S1 S3 S14: each element gives one outcome, pulled is no more than may be, by one thread at a time")
    void eachElementGivesOneOutcome(World world) {
        int limit = world.pick("limit", 1, 2);
        int buffer = world.pick("buffer", 0, 1);
        boolean inOrder = world.pick("in order");
        int[] read = new int[1];
        Numbers source = new Numbers(
                world,
                3,
                number -> world.require(
                        number - read[0] <= limit + buffer, "pulled " + number + " when read were " + read[0]));
        AtOnce atOnce = new AtOnce(world, limit);
        int[] runs = new int[4];
        Fn<Integer, Integer> fn = number -> atOnce.counted(() -> {
                    runs[number]++;
                    Checks.notInterruptedForAnother(world);
                    world.point();
                    if (number == 2) {
                        throw new Boom("two");
                    }
                    return number;
                })
                .call();
        Concurrent<Integer, Integer> how =
                Concurrent.map(source, fn).limit(limit).buffer(buffer).ticker(new WorldTicker(world));
        ResultStream<Outcome<Integer>> stream = (inOrder ? how.inSourceOrder() : how).outcomes();
        if (world.pick("one is cancelled")) {
            world.spawn("canceller", () -> {
                world.points(6);
                stream.cancel(world.pick("id", 1, 3), "by the scenario");
                Pools.checkBalance(world, stream);
            });
        }
        List<Integer> values = new ArrayList<>();
        int[] others = new int[1];
        Iterator<Outcome<Integer>> outcomes = stream.iterator();
        while (outcomes.hasNext()) {
            read[0]++;
            switch (outcomes.next()) {
                case Success<Integer>(Integer value) -> values.add(value);
                case Failure<Integer>(Throwable error) -> {
                    world.require(error instanceof Boom, "failed: " + error);
                    others[0]++;
                }
                case Cancelled<Integer> _ -> others[0]++;
            }
        }
        source.requireClosed("when all is read");
        world.require(atOnce.now() == 0, "runs when all is read");
        world.require(values.size() + others[0] == 3, "got " + values + " and others " + others[0]);
        world.require(new HashSet<>(values).size() == values.size(), "one came twice: " + values);
        world.require(!inOrder || values.stream().sorted().toList().equals(values), "out of order: " + values);
        for (int number = 1; number <= 3; number++) {
            world.require(runs[number] <= 1, "ran twice: " + number);
            world.require(!values.contains(number) || runs[number] == 1, "came, and did not run: " + number);
        }
        world.atEnd(() -> Checks.closed(world, stream));
    }

    @Property("S2: results come in the order in which they are there, or in that of the source")
    void resultsComeInTheirOrder(World world) {
        boolean inOrder = world.pick("in order");
        int longest = world.pick("longest", 1, 2, 3);
        int next = longest == 3 ? 1 : longest + 1;
        Concurrent<Integer, Integer> how = Concurrent.map(List.of(1, 2, 3), (Integer number) -> {
                    int seconds = number == longest ? 3 : number == next ? 2 : 1;
                    Tasks.sleep(Duration.ofSeconds(seconds));
                    return seconds;
                })
                .limit(3)
                .buffer(world.pick("buffer", 0, 3))
                .ticker(new WorldTicker(world));
        List<Integer> got = new ArrayList<>();
        try (ResultStream<Integer> stream = (inOrder ? how.inSourceOrder() : how).results()) {
            for (Integer seconds : stream) {
                got.add(seconds);
            }
        }
        List<Integer> bySource = Stream.of(1, 2, 3)
                .map(number -> number == longest ? 3 : number == next ? 2 : 1)
                .toList();
        world.require(got.equals(inOrder ? bySource : List.of(1, 2, 3)), "took " + got + " of " + bySource);
    }

    @Property("S5: closed early, it cancels what runs, waits for it, and closes the source, once each")
    void closedEarlyItLeavesNothing(World world) {
        String how = world.pickOne("how", "close", "shutdown", "leave");
        boolean endless = world.pick("endless");
        Numbers source = new Numbers(world, 3);
        AtOnce atOnce = new AtOnce(world, 2);
        Fn<Integer, Integer> fn = number -> atOnce.counted(() -> {
                    world.point();
                    if (endless) {
                        Tasks.sleep(Shutdown.WITHOUT_LIMIT);
                    }
                    return number;
                })
                .call();
        ResultStream<Integer> stream = Concurrent.map(source, fn)
                .limit(2)
                .buffer(0)
                .ticker(new WorldTicker(world))
                .results();
        World.Body close = () -> {
            if (how.equals("shutdown")) {
                CloseReport report = stream.shutdown(Shutdown.now());
                world.require(report.stragglers().isEmpty(), "stragglers: " + report);
            } else {
                stream.close();
            }
            source.requireClosed("after " + how);
            world.require(atOnce.now() == 0, "runs after " + how);
            Pools.checkEmpty(world, stream, "when it was left");
        };
        if (!how.equals("leave") || endless) {
            world.spawn("closer", close);
            if (world.pick("two close")) {
                world.spawn("another", () -> {
                    stream.close();
                    source.requireClosed("after the other close");
                    world.require(atOnce.now() == 0, "runs after the other close");
                });
            }
        }
        world.spawn("reader", () -> {
            try {
                Iterator<Integer> results = stream.iterator();
                if (results.hasNext()) {
                    results.next();
                    world.require(!endless, "an endless one has ended");
                    close.run();
                }
            } catch (IllegalStateException e) {
                world.require(!how.equals("leave") || endless, "nobody closed it: " + e);
            }
        });
        world.atEnd(() -> Checks.closed(world, stream));
    }

    @Property("S12: an interrupt of the reader is heard once and loses no result")
    void anInterruptedReaderLosesNothing(World world) {
        boolean inOrder = world.pick("in order");
        Concurrent<Integer, Integer> how = Concurrent.map(List.of(1, 2), (Integer number) -> {
                    Checks.notInterruptedForAnother(world);
                    world.point();
                    return number;
                })
                .limit(world.pick("limit", 1, 2))
                .buffer(world.pick("buffer", 0, 1))
                .ticker(new WorldTicker(world));
        ResultStream<Integer> stream = (inOrder ? how.inSourceOrder() : how).results();
        List<Integer> got = new ArrayList<>();
        InterruptedOnce reader = new InterruptedOnce(world, "reader", () -> {
            Iterator<Integer> results = stream.iterator();
            boolean told = false;
            boolean more = true;
            while (more) {
                try {
                    more = results.hasNext();
                    if (more) {
                        got.add(results.next());
                    }
                } catch (TaskCancelledException e) {
                    world.require(e.reason().source() == Source.OWNER_INTERRUPTED, "told " + e);
                    world.require(Thread.interrupted(), "the flag was not kept");
                    world.require(!told, "an interrupt was told twice");
                    told = true;
                }
            }
            if (told) {
                throw new InterruptedException();
            }
        });
        world.spawn("interrupter", () -> {
            world.points(world.pick("after points", 0, 5, 15));
            reader.interrupt();
        });
        world.atEnd(() -> {
            world.require(got.size() == 2 && Set.copyOf(got).equals(Set.of(1, 2)), "got " + got);
            Checks.closed(world, stream);
        });
    }

    @Property("S16: when the bound of a pool is lowered, its stream comes below it and stays there, and loses nothing")
    void aLoweredBoundHoldsForAStream(World world) throws Exception {
        TaskPool pool =
                TaskPool.builder("p").size(2).ticker(new WorldTicker(world)).open();
        Numbers source = new Numbers(world, 4);
        int[] running = new int[1];
        boolean[] lowered = new boolean[1];
        ResultStream<Integer> stream = pool.stream("s", source, 2, number -> {
            running[0]++;
            world.require(running[0] <= (lowered[0] ? 1 : 2), "too many run: " + running[0]);
            world.points(2);
            running[0]--;
            return number;
        });
        world.spawn("resizer", () -> {
            pool.resize(world.pick("first to", 0, 1));
            while (pool.stats().running() > 1) {
                world.letOthers();
            }
            lowered[0] = true;
            pool.resize(1);
        });
        Set<Integer> got = new HashSet<>();
        for (Integer number : stream) {
            world.require(got.add(number), "came twice: " + number);
        }
        world.require(got.size() == 4, "got " + got);
        source.requireClosed("when all is read");
        pool.close();
        Checks.closed(world, pool);
    }

    @Property("S1 S5: a stream of a pool ends with its pool or its group, and leaves neither slots nor names")
    void aStreamEndsWithItsPool(World world) throws Exception {
        String end = world.pickOne("ends by", "group", "pool", "all", "itself", "nobody");
        TaskPool pool = TaskPool.builder("p")
                .size(1)
                .queue(world.pick("queue", 0, 1))
                .ticker(new WorldTicker(world))
                .open();
        AtOnce atOnce = new AtOnce(world, 1);
        Numbers source = new Numbers(world, 2);
        ResultStream<Integer> stream = pool.stream(
                "g",
                source,
                world.pick("limit", 1, 2),
                number -> atOnce.counted(() -> {
                            world.point();
                            return number;
                        })
                        .call());
        Set<Integer> got = new HashSet<>();
        Thread reader = world.spawn("reader", () -> {
            try (stream) {
                for (Integer number : stream) {
                    world.require(got.add(number), "came twice: " + number);
                }
                world.require(!end.equals("nobody") || got.size() == 2, "got " + got);
            } catch (IllegalStateException e) {
                world.require(!end.equals("nobody"), "nobody ended it: " + e);
            }
            source.requireClosed("when it was left");
            Pools.checkEmpty(world, stream, "when it was left");
        });
        Thread ender = world.spawn("ender", () -> {
            world.points(2);
            switch (end) {
                case "group" -> pool.cancelGroup("g", "by the scenario");
                case "pool" -> {
                    pool.shutdown(Shutdown.now());
                    world.require(atOnce.now() == 0, "runs after the pool was shut down");
                    source.requireClosed("after the pool was shut down");
                }
                case "all" -> pool.cancelAll("by the scenario");
                case "itself" -> stream.close();
                default -> pool.submit(() -> world.point()).join();
            }
        });
        reader.join();
        ender.join();
        if (!end.equals("pool")) {
            world.require(
                    pool.map("g", List.of(1), 1, number -> number).results().equals(List.of(1)), "the second g");
        }
        pool.close();
        Checks.closed(world, pool);
        Checks.closed(world, stream);
    }

    @Property("S1: as a step of a stream of the JDK it gives each once, and its end leaves nothing")
    void aGathererGivesEachOnce(World world) {
        int limit = world.pick("limit", 1, 2);
        int taken = world.pick("taken", 1, 2, 9);
        AtOnce atOnce = new AtOnce(world, limit);
        InterruptedOnce owner = new InterruptedOnce(world, "owner", () -> {
            try {
                List<Integer> got = Stream.of(1, 2, 3)
                        .gather(Concurrent.gatherer(
                                limit,
                                (Integer number) -> atOnce.counted(() -> {
                                            world.point();
                                            return number;
                                        })
                                        .call()))
                        .limit(taken)
                        .toList();
                world.require(
                        got.size() == Math.min(3, taken) && Set.copyOf(got).size() == got.size(), "got " + got);
            } catch (TaskCancelledException e) {
                world.require(e.reason().source() == Source.OWNER_INTERRUPTED, "told " + e);
            }
            world.require(atOnce.now() == 0, "runs after the stream");
        });
        if (world.pick("interrupted")) {
            world.spawn("interrupter", () -> {
                world.points(world.pick("after points", 0, 5, 15));
                owner.interrupt();
            });
        }
    }

    @Property("S1 S9: what cannot have a thread is told, and loses neither a result nor a slot")
    void aThreadThatCannotStartLosesNothing(World world) throws Exception {
        TaskPool pool = TaskPool.builder("p")
                .size(1)
                .queue(world.pick("queue", 0, 1))
                .ticker(new WorldTicker(world))
                .open();
        Numbers source = new Numbers(world, 3);
        world.failStarts(world.pick("failing starts", 15, 40));
        List<Integer> got = new ArrayList<>();
        try (ResultStream<Integer> stream = pool.stream("s", source, world.pick("limit", 1, 2), number -> {
            world.point();
            return number;
        })) {
            for (Integer number : stream) {
                got.add(number);
            }
            world.require(got.size() == 3 && Set.copyOf(got).size() == 3, "got " + got);
        } catch (SourceFailedException e) {
            world.require(e.getCause() instanceof OutOfMemoryError, "told " + e.getCause());
        } catch (TaskRejectedException e) {
            world.fail("refused by an open pool", e);
        }
        world.failStarts(0);
        source.requireClosed("when it was left");
        world.require(pool.submit(() -> 7).await() == 7, "the slot is lost");
        pool.close();
        Checks.closed(world, pool);
    }

    @Property("S1: of two that want to read, one does")
    void oneOfTwoReads(World world) {
        ResultStream<Integer> stream = Concurrent.map(List.of(1, 2), (Integer number) -> number)
                .limit(2)
                .ticker(new WorldTicker(world))
                .results();
        int[] readers = new int[1];
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            world.spawn("reader" + i, () -> {
                Iterator<Integer> results;
                try {
                    results = stream.iterator();
                } catch (IllegalStateException e) {
                    world.note("refused");
                    return;
                }
                readers[0]++;
                results.forEachRemaining(got::add);
            });
        }
        world.atEnd(() -> {
            world.require(readers[0] == 1, readers[0] + " have read");
            world.require(got.size() == 2, "got " + got);
        });
    }
}
