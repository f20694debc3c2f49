package io.github.stint.internal.lock;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

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
public class CarrierSafeLock extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1L;
    private static final long QUEUES_FOR_NANOS = 1_000_000L;
    private static final int LOOKS = Spin.looks(100);

    /** Makes a lock that is free. */
    public CarrierSafeLock() {}

    // ---- what the queue asks

    @Override
    protected final boolean tryAcquire(int ignored) {
        if (getState() == 0 && compareAndSetState(0, 1)) {
            setExclusiveOwnerThread(Thread.currentThread());
            return true;
        }
        return false;
    }

    @Override
    protected final boolean tryRelease(int ignored) {
        if (getExclusiveOwnerThread() != Thread.currentThread()) {
            throw new IllegalMonitorStateException("held by another, or by nobody");
        }
        setExclusiveOwnerThread(null);
        setState(0);
        return true;
    }

    @Override
    protected final boolean isHeldExclusively() {
        return getState() != 0 && getExclusiveOwnerThread() == Thread.currentThread();
    }

    // ---- the lock

    /** Waits for it, whatever happens; an interrupt is kept. Whoever has it already is refused: it is not to be taken twice. */
    public final void lock() {
        for (int look = 0; look < LOOKS; look++) {
            if (tryAcquire(1)) {
                return;
            }
            Thread.onSpinWait();
        }
        if (isHeldExclusively()) {
            throw new IllegalMonitorStateException("held by this thread already");
        }
        if (Thread.currentThread().isVirtual()) {
            acquire(1);
        } else {
            lockInTurns();
        }
    }

    /** Takes it if it is free now. */
    public final boolean tryLock() {
        return tryAcquire(1);
    }

    /** Gives it back. */
    public final void unlock() {
        release(1);
    }

    /** Whether the current thread has it. */
    public final boolean isHeldByCurrentThread() {
        return isHeldExclusively();
    }

    /** Whether somebody has it. */
    public final boolean isLocked() {
        return getState() != 0;
    }

    /** Whether that thread queues for it. */
    public final boolean hasQueuedThread(Thread thread) {
        return isQueued(thread);
    }

    private void lockInTurns() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (tryAcquireNanos(1, QUEUES_FOR_NANOS)) {
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
