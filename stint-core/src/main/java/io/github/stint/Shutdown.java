package io.github.stint;

import java.time.Duration;
import java.util.Objects;

/**
 * How an owner is closed: first it drains, then it cancels what is left, then it reports what did not end.
 *
 * @param drain how long the tasks may go on by themselves; {@link #WITHOUT_LIMIT} for ever, zero not at all
 * @param grace how long cancelled tasks are waited for; they are asked a second time half-way
 */
public record Shutdown(Duration drain, Duration grace) {

    /** Longer than anything lives: a wait without limit. */
    public static final Duration WITHOUT_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /** Checks the durations. */
    public Shutdown {
        requireNotNegative("drain", drain);
        requireNotNegative("grace", grace);
    }

    /**
     * Waits for the tasks, cancels the rest after a while.
     *
     * @param drain how long they may go on
     * @return this way of closing, with five seconds of grace
     * @throws IllegalArgumentException if the duration is negative
     */
    public static Shutdown drainFor(Duration drain) {
        return new Shutdown(drain, DEFAULT_GRACE);
    }

    /**
     * Cancels at once.
     *
     * @return this way of closing, with five seconds of grace
     */
    public static Shutdown now() {
        return new Shutdown(Duration.ZERO, DEFAULT_GRACE);
    }

    /**
     * Waits until every task has ended by itself, however long that takes.
     *
     * @return this way of closing
     */
    public static Shutdown whenDone() {
        return new Shutdown(WITHOUT_LIMIT, DEFAULT_GRACE);
    }

    /**
     * Says how long cancelled tasks are waited for.
     *
     * @param grace the time
     * @return the changed copy
     * @throws IllegalArgumentException if the duration is negative
     */
    public Shutdown thenCancelFor(Duration grace) {
        return new Shutdown(drain, grace);
    }

    private static void requireNotNegative(String name, Duration duration) {
        Objects.requireNonNull(duration, name);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + duration);
        }
    }
}
