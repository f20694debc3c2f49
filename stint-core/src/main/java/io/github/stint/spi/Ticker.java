package io.github.stint.spi;

import io.github.stint.internal.time.SystemTicker;

/**
 * A source of time: every limit and every timed wait of an owner goes through its ticker, so that a test can run an hour
 * in a millisecond.
 */
public interface Ticker {

    /**
     * The current time.
     *
     * @return nanoseconds since some fixed moment, never running backwards
     */
    long nanoTime();

    /**
     * Parks the current thread until the deadline, an unpark or an interrupt, whichever is first. May return for no
     * reason, as {@link java.util.concurrent.locks.LockSupport#park(Object)} may.
     *
     * @param blocker what the thread waits for, for thread dumps
     * @param deadline a time as {@link #nanoTime()} tells it; compared by difference
     */
    void parkUntil(Object blocker, long deadline);

    /**
     * The time of this machine, which no clock change moves.
     *
     * @return the ticker every owner has unless told otherwise
     */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
