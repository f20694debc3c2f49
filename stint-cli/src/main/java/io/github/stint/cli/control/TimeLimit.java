package io.github.stint.cli.control;

import java.time.Duration;

/** How long a command may run. Used by many threads at a time. */
public interface TimeLimit {

    /** As long as it takes. */
    TimeLimit NONE = _ -> Long.MAX_VALUE;

    /** The same for all. */
    static TimeLimit of(Duration limit) {
        long nanos = limit.toNanos();
        return ran -> nanos - ran;
    }

    /**
     * How many nanoseconds a command that has run so long may go on before this is asked again; if that is not more than
     * zero, its time is over.
     */
    long left(long ranNanos);

    /** A command has run so long and succeeded. */
    default void succeeded(long nanos) {
        // nothing depends on it
    }
}
