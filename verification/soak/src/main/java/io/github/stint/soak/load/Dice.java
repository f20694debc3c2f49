package io.github.stint.soak.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Random numbers from a seed (SplitMix64), for any thread. Each part of the load has its own, so what one draws does not
 * depend on how often another does. When it draws does depend on the machine: a seed repeats the mixture, not the run.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final AtomicLong state;

    /** Dice that fall as the seed says. */
    public Dice(long seed) {
        state = new AtomicLong(seed);
    }

    /** Other dice, that fall as the next number of these says. */
    public Dice split() {
        return new Dice(nextLong());
    }

    /** A number from 0 to below that. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** A number between the two, both among them. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True in so many of a thousand cases. */
    public boolean inThousand(int cases) {
        return below(1_000) < cases;
    }

    private long nextLong() {
        long z = state.addAndGet(GOLDEN);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
