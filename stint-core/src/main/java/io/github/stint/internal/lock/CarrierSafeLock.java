package io.github.stint.internal.lock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for which a platform thread never waits long behind a virtual one.
 *
 * <p>A virtual thread that is next for a lock takes it when it gets a carrier. If none is free, since others block in static
 * initialisers or in native code, it never does; the lock is free then, but who stands in the queue behind it is not woken.
 * Whoever closes, or fires time limits, runs on a platform thread to be of use just then. So a platform thread leaves the
 * queue after a millisecond, takes the lock if it is free by then, and else queues again: a lock of ours is held for some
 * instructions by whoever has it, who is on a carrier or needs none.
 *
 * <p>Whoever meets it held looks again for some microseconds before it queues: mostly the holder is on the other processor
 * and about to leave, and a thread that is parked and woken costs a hundred times what the holder does.
 */
public final class CarrierSafeLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;
    private static final long QUEUES_FOR_NANOS = 1_000_000L;

    private static final int LOOKS = Spin.looks(100);

    /** Makes a lock that is free. */
    public CarrierSafeLock() {}

    @Override
    public void lock() {
        for (int look = 0; look < LOOKS; look++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        if (Thread.currentThread().isVirtual()) {
            super.lock();
        } else {
            lockInTurns();
        }
    }

    /** Whatever happens; an interrupt is kept. */
    private void lockInTurns() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (tryLock(QUEUES_FOR_NANOS, TimeUnit.NANOSECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
