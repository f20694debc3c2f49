package io.github.stint.internal.supervise;

import io.github.stint.internal.time.Deadline;
import java.time.Duration;

/** Times that can be added to any moment of a clock. */
final class Nanos {

    /** Some seventy years. */
    private static final long MOST = Long.MAX_VALUE / 4;

    private Nanos() {}

    /** That time in nanoseconds, cut if no clock runs so long. */
    static long of(Duration time) {
        return Math.min(Deadline.nanos(time), MOST);
    }
}
