package io.github.stint.internal.engine;

import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread's wait for one event, which happens at most once.
 *
 * <p>Invariant: {@code fired} is set before the unpark, and the waiter looks at it after every park; so a signal fired
 * at any moment ends the wait.
 */
public final class Signal {

    private final Thread waiter = Thread.currentThread();
    private volatile boolean fired;

    /** The event has happened: ends the wait, now or when it begins. Never waits itself. */
    public void fire() {
        fired = true;
        LockSupport.unpark(waiter);
    }

    /** Whether the event has happened. */
    public boolean hasFired() {
        return fired;
    }

    /**
     * Waits for the event, on the thread that made this signal.
     *
     * @return false if the deadline came first
     * @throws InterruptedException if the thread is interrupted before the event
     */
    public boolean await(Ticker ticker, long deadline) throws InterruptedException {
        while (!fired) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (Deadline.hasPassed(ticker, deadline)) {
                return fired;
            }
            parkUnlessFired(ticker, deadline);
        }
        return true;
    }

    /**
     * Waits for the event, but no longer than that by the machine's clock, whatever the owner's is: for who would do without.
     *
     * @return whether it has happened
     * @throws InterruptedException if the thread is interrupted before the event
     */
    public boolean awaitBriefly(long nanos) throws InterruptedException {
        if (!fired) {
            LockSupport.parkNanos(this, nanos);
        }
        if (!fired && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return fired;
    }

    /**
     * Waits for the event whatever happens; an interrupt is kept in the thread's flag.
     *
     * @return false if the deadline came first
     */
    public boolean awaitUninterruptibly(Ticker ticker, long deadline) {
        boolean interrupted = false;
        try {
            while (!fired) {
                interrupted |= Thread.interrupted();
                if (Deadline.hasPassed(ticker, deadline)) {
                    return fired;
                }
                parkUnlessFired(ticker, deadline);
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks again, for a ticker that waits for a lock of its own when it is asked for the time uses up an unpark there. */
    private void parkUnlessFired(Ticker ticker, long deadline) {
        if (fired) {
            return;
        }
        if (deadline == Deadline.NEVER) {
            LockSupport.park(this);
        } else {
            ticker.parkUntil(this, deadline);
        }
    }
}
