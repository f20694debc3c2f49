package io.github.stint.internal.supervise;

import io.github.stint.RestartPolicy;
import java.util.function.DoubleSupplier;

/**
 * The pauses between the runs of one thing: the first, then twice as long each time up to the longest, each shortened by
 * a random part; the first again after a run that lasted. For one thread.
 */
final class Backoff {

    private final long first;
    private final long longest;
    private final long healthyAfter;
    private final double jitter;
    private final DoubleSupplier random;
    private long next;

    /** The pauses of that policy; the random numbers are from 0 to below 1. */
    Backoff(RestartPolicy policy, DoubleSupplier random) {
        this.first = Nanos.of(policy.firstPause());
        this.longest = Nanos.of(policy.longestPause());
        this.healthyAfter = Nanos.of(policy.healthyAfter());
        this.jitter = policy.jitter();
        this.random = random;
        this.next = first;
    }

    /** The pause after a run that lasted so long, in nanoseconds. */
    long after(long ranFor) {
        long pause = ranFor >= healthyAfter ? first : next;
        next = pause > longest / 2 ? longest : pause * 2;
        return jitter == 0 ? pause : pause - (long) (pause * jitter * random.getAsDouble());
    }
}
