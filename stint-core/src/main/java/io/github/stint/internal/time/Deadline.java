package io.github.stint.internal.time;

import io.github.stint.spi.Ticker;
import java.time.Duration;

/** Moments on a ticker's clock, as nanoseconds; {@link #NEVER} is none of them. */
public final class Deadline {

    /** A moment that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Half of what differences of a clock can tell; far enough for every real limit. */
    private static final long FARTHEST = Long.MAX_VALUE / 2;

    private Deadline() {}

    /** The moment after that time; now, if it is zero or less. */
    public static long after(Ticker ticker, Duration time) {
        long nanos = nanos(time);
        return nanos == NEVER ? NEVER : ticker.nanoTime() + nanos;
    }

    /** That time in nanoseconds: zero if it is negative, {@link #NEVER} if it is longer than a clock can tell. */
    public static long nanos(Duration time) {
        if (time.isNegative()) {
            return 0;
        }
        return time.toSeconds() >= FARTHEST / 1_000_000_000L ? NEVER : time.toNanos();
    }

    /** Whether one moment comes before another. */
    public static boolean isBefore(long one, long other) {
        return one != NEVER && (other == NEVER || one - other < 0);
    }

    /** The one of two moments that comes first. */
    public static long earlier(long one, long other) {
        return isBefore(one, other) ? one : other;
    }

    /** The time from now to that moment; zero if it has come. */
    public static Duration left(Ticker ticker, long deadline) {
        return deadline == NEVER
                ? Duration.ofNanos(NEVER)
                : Duration.ofNanos(Math.max(0, deadline - ticker.nanoTime()));
    }

    /** Whether that moment has come. */
    public static boolean hasPassed(Ticker ticker, long deadline) {
        return deadline != NEVER && deadline - ticker.nanoTime() <= 0;
    }
}
