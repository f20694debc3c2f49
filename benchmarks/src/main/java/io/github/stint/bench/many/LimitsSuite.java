package io.github.stint.bench.many;

import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Time limits that are armed when a task begins and disarmed when it ends, while very many others are armed. */
public final class LimitsSuite implements Suite {

    private static final long LEAST_NANOS = 3_600_000_000_000L;
    private static final long SPREAD_NANOS = 60_000_000_000L;

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public String about() {
        return "Time limits armed and disarmed by one thread and by two, as if tasks began and ended while 1 000 or 1"
            + " 000 000 are armed: each that is armed takes the place of one at random. They would go off in an hour"
            + " and up to a minute, at random.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int pairs = size.of(100, 100_000, 200_000);
        List<Heat> heats = new ArrayList<>();
        for (int armed : List.of(1_000, size.of(2_000, 1_000_000, 1_000_000))) {
            for (int threads : List.of(1, 2)) {
                String name = (armed == 1_000 ? "1000" : "1000000") + "-armed-" + threads
                        + (threads == 1 ? "-thread" : "-threads");
                heats.add(Heat.ofTime(
                        name(),
                        name,
                        Caller.PLATFORM,
                        "limit",
                        60,
                        List.of(
                                contender("Deadlines", Timers::ours, armed, pairs, threads),
                                contender("ScheduledThreadPoolExecutor", Timers::scheduledPool, armed, pairs, threads),
                                contender("ForkJoinPool.schedule", Timers::forkJoinPool, armed, pairs, threads))));
            }
        }
        return heats;
    }

    private static Contender contender(String name, Supplier<Timers<?>> opening, int armed, int pairs, int threads) {
        return new Contender(name, pairs, pairs, () -> new Job<>(opening.get(), armed, pairs / threads, threads));
    }

    private static final class Job<T> implements Round {
        private final Timers<T> timers;
        private final int pairs;
        private final int threads;
        private final List<T> standing = new ArrayList<>();
        private final AtomicInteger nextPart = new AtomicInteger();

        Job(Timers<T> timers, int armed, int pairs, int threads) {
            this.timers = timers;
            this.pairs = pairs;
            this.threads = threads;
            SplittableRandom random = new SplittableRandom(armed);
            for (int i = 0; i < armed; i++) {
                standing.add(timers.arm(delay(random)));
            }
        }

        @Override
        public long run() throws Exception {
            return Caller.PLATFORM.callAll(threads, () -> {
                int part = nextPart.getAndIncrement();
                int size = standing.size() / threads;
                int first = part % threads * size; // no other thread of this run has this part of the list
                SplittableRandom random = new SplittableRandom(part);
                for (int i = 0; i < pairs; i++) {
                    T fresh = timers.arm(delay(random));
                    timers.disarm(standing.set(first + random.nextInt(size), fresh));
                }
                return (long) pairs;
            });
        }

        private static long delay(SplittableRandom random) {
            return LEAST_NANOS + random.nextLong(SPREAD_NANOS);
        }

        @Override
        public void close() {
            timers.end(standing);
        }
    }
}
