package io.github.stint.bench.parts;

import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Caller;
import io.github.stint.bench.work.Size;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The parts that a task is made of, each by itself and over and over: what a task would cost if nothing stood between them. Nobody
 * else runs, but where it says so.
 */
public final class PartsSuite implements Suite {

    private static final int PAIR = 2;

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public String about() {
        return "Parts that a task is made of, each a million times over by itself, on one virtual thread if it is not"
            + " said otherwise. The ratio says how many of each one element of `forEach` costs. `clock`:"
            + " `System.nanoTime`; `name`: a string of a prefix and a number; `thread-name`: `Thread.setName` of a"
            + " virtual thread; `compare-and-set`: of a number nobody else looks at; `lock`: a `ReentrantLock` taken"
            + " and given back; `scoped-value`: one bound around a call; `thread`: a virtual thread started, the last"
            + " one waited for; `two-threads-count` and `two-threads-lock`: two threads that change one number, or"
            + " take one lock.";
    }

    @Override
    public List<Heat> heats(Size size) {
        int times = size.of(100, 1_000_000, 1_000_000);
        int tasks = size.of(100, 100_000, 100_000);
        AtomicLong number = new AtomicLong();
        return List.of(Heat.ofTime(
                name(),
                "parts",
                Caller.VIRTUAL,
                "time",
                50,
                List.of(
                        contender("TaskPool-forEach", tasks, 1, () -> forEach(tasks)),
                        contender("clock", times, 1, new Clock(times)::read),
                        contender("name", times, 1, new Names(times)::make),
                        contender("thread-name", times, 1, () -> nameThread(times)),
                        contender("compare-and-set", times, 1, () -> compareAndSet(number, times)),
                        contender("lock", times, 1, new Locked(times)::count),
                        contender("scoped-value", times, 1, () -> bind(times)),
                        contender("thread", tasks, 1, () -> startThreads(tasks)),
                        contender("two-threads-count", times, PAIR, new Counted(times / PAIR)::count),
                        contender("two-threads-lock", times, PAIR, new Locked(times / PAIR)::count))));
    }

    private interface Part {
        long call() throws Exception;
    }

    private static Contender contender(String name, int times, int threads, Part part) {
        return new Contender(name, times, times, () -> (Round) () -> Caller.VIRTUAL.callAll(threads, part::call));
    }

    private static long forEach(int tasks) {
        LongAdder ran = new LongAdder();
        Iterable<Integer> source = () -> IntStream.range(0, tasks).iterator();
        try (TaskPool pool = TaskPool.open("parts", 100)) {
            TaskBatch<Void> ignored = pool.forEach(source, 100, _ -> ran.increment());
        }
        return ran.sum();
    }

    /** What it reads is kept where others could see it, as is what {@link Names} makes: so nothing is left out. */
    private static final class Clock {
        private final int times;

        @SuppressWarnings("UnusedVariable") // written, so that what is measured is done
        private volatile long last;

        Clock(int times) {
            this.times = times;
        }

        long read() {
            long all = 0;
            for (int i = 0; i < times; i++) {
                all ^= System.nanoTime();
            }
            last = all;
            return times;
        }
    }

    private static final class Names {
        private final int times;

        @SuppressWarnings("UnusedVariable") // written, so that what is measured is done
        private String last = "";

        Names(int times) {
            this.times = times;
        }

        long make() {
            for (int i = 0; i < times; i++) {
                last = "parts#" + i;
            }
            return times;
        }
    }

    private static long nameThread(int times) {
        Thread current = Thread.currentThread();
        String before = current.getName();
        for (int i = 0; i < times; i++) {
            current.setName((i & 1) == 0 ? "even" : "odd");
        }
        current.setName(before);
        return times;
    }

    private static long compareAndSet(AtomicLong number, int times) {
        number.set(0);
        for (int i = 0; i < times; i++) {
            if (!number.compareAndSet(i, i + 1)) {
                throw new IllegalStateException("somebody else changed it");
            }
        }
        return number.get();
    }

    private static long bind(int times) {
        ScopedValue<Integer> key = ScopedValue.newInstance();
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += ScopedValue.where(key, i).call(() -> 1);
        }
        return sum;
    }

    private static long startThreads(int threads) throws InterruptedException {
        LongAdder ran = new LongAdder();
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = Thread.startVirtualThread(ran::increment);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return ran.sum();
    }

    private static final class Counted {
        private final int times;
        private final AtomicLong number = new AtomicLong();

        Counted(int times) {
            this.times = times;
        }

        long count() {
            for (int i = 0; i < times; i++) {
                long ignored = number.incrementAndGet();
            }
            return times;
        }
    }

    private static final class Locked {
        private final int times;
        private final ReentrantLock lock = new ReentrantLock();

        @SuppressWarnings("UnusedVariable") // written, so that what is measured is done
        private long number;

        Locked(int times) {
            this.times = times;
        }

        long count() {
            for (int i = 0; i < times; i++) {
                lock.lock();
                try {
                    number++;
                } finally {
                    lock.unlock();
                }
            }
            return times;
        }
    }
}
