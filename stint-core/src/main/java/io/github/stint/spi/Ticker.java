package io.github.stint.spi;

import io.github.stint.internal.time.SystemTicker;

/**
 * A source of time: every limit and every timed wait of an owner goes through its ticker, so that a test can run an hour
 * in a millisecond.
 *
 * <p>A ticker is asked by many threads at once, also while the owner holds a lock: it must not wait for anything of its
 * owner, and not call it. What becomes of one that is broken:
 *
 * <ul>
 *   <li>one that jumps forward takes with it all limits in between: each goes off, once
 *   <li>while it tells an earlier time than it told before, or throws, time goes on from there as on the machine's clock,
 *       until it tells a later one; so no limit is lost, and none goes off twice
 *   <li>one whose {@code parkUntil} throws is not asked to wait then: the wait looks at the time every 10 ms
 *   <li>the first thing it throws is logged; what it throws when an owner is given the ticker comes out of that call
 *   <li>one whose {@code parkUntil} comes back too late makes limits late, but the end of what is waited for ends the wait
 * </ul>
 *
 * <p>The time of day is never looked at: to set the clock of the machine changes no limit.
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
     * <p>An unpark that comes when this has been called already must make it return. Who waits for a lock in it uses that unpark up
     * there, and is to return instead of parking.
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
