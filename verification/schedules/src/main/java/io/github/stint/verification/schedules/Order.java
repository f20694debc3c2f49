package io.github.stint.verification.schedules;

import java.util.List;

/** The rule by which the next thread is chosen. */
abstract sealed class Order permits Uniform, Priorities {

    /** The priority of a thread that begins. */
    abstract double first();

    /** Removes one of those that are ready, at least one. */
    abstract Strand take(List<Strand> ready);

    /**
     * Whether the current thread stops at this point, for one of those that are ready.
     *
     * @param points how many points the run has come to
     */
    abstract boolean stops(Strand current, List<Strand> ready, int points);

    /** Whether the current thread, which waits for others in a loop, stops for one of those that are ready. */
    abstract boolean spins(Strand current, List<Strand> ready);

    /** Whether a thread that naps sleeps until nothing else can go on. */
    boolean isUnfair() {
        return false;
    }
}
