package io.github.stint.testing;

import io.github.stint.test.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Has several threads do different things at the same moment, over and over. They meet by spinning, so that they begin
 * within nanoseconds of each other, and each is held back by some random instructions, so that every order comes about.
 */
public final class Race {

    private static final int FEWEST = 100;
    private static final long LONG_NANOS = 3_000_000_000L;

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final SplittableRandom random = new SplittableRandom(25);
    private final int runners;
    private volatile List<Runnable> actions = List.of();
    private volatile int[] delays = {};
    private volatile int meeting;

    private Race(int runners) {
        this.runners = runners;
    }

    /**
     * One round.
     *
     * @param actions what each thread does once, at the same time as the others
     * @param check what is so when all have done that
     */
    public record Heat(List<Runnable> actions, Runnable check) {
        /** A round of two. */
        public static Heat of(Runnable one, Runnable other, Runnable check) {
            return new Heat(List.of(one, other), check);
        }
    }

    /**
     * Runs so many rounds, each with as many threads as the first; fewer where they take long, as beside processes that take the
     * processor whenever a thread waits for the others.
     */
    public static void run(int rounds, Supplier<Heat> heats) {
        Heat heat = heats.get();
        Race race = new Race(heat.actions().size());
        race.open();
        long begun = System.nanoTime();
        try {
            for (int round = 1; true; round++) {
                race.run(heat.actions());
                check(heat, round);
                if (round == rounds || (round >= FEWEST && System.nanoTime() - begun > LONG_NANOS)) {
                    return;
                }
                heat = heats.get();
            }
        } finally {
            race.close();
        }
    }

    private static void check(Heat heat, int round) {
        try {
            heat.check().run();
        } catch (AssertionError e) {
            throw new AssertionError("in round " + round + ": " + e.getMessage(), e);
        }
    }

    private void open() {
        for (int i = 1; i < runners; i++) {
            int own = i;
            threads.add(Thread.ofPlatform().daemon().name("race-" + i).start(() -> {
                while (true) {
                    meet();
                    if (actions.isEmpty()) {
                        return;
                    }
                    act(own);
                    meet();
                }
            }));
        }
    }

    private void run(List<Runnable> now) {
        delays = random.ints(runners, 0, 60).toArray();
        actions = now;
        meet();
        act(0);
        meet();
        Throwable first = thrown.peek();
        if (first != null) {
            throw new AssertionError("a thread of the race threw", first);
        }
    }

    private void close() {
        actions = List.of();
        meet();
        threads.forEach(Eventually::ends);
    }

    private void act(int own) {
        try {
            for (int i = delays[own]; i > 0; i--) {
                Thread.onSpinWait();
            }
            actions.get(own).run();
        } catch (Throwable e) {
            thrown.add(e);
        }
    }

    private void meet() {
        int now = meeting;
        if (arrived.incrementAndGet() == runners) {
            arrived.set(0);
            meeting = now + 1;
            return;
        }
        for (int spins = 0; meeting == now; spins++) {
            if (spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
