package io.github.stint.testing;

import java.lang.ref.Reference;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes about by itself and tells nobody, such as "that thread waits now"; for ten seconds at most. */
public final class Eventually {

    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final long SPIN_NANOS = 200_000L;
    private static final long PAUSE_NANOS = 200_000L;

    private Eventually() {}

    /**
     * Waits until the condition holds.
     *
     * @param what the condition in words, for the message
     * @throws AssertionError if it does not hold within ten seconds
     */
    public static void eventually(String what, Callable<Boolean> condition) {
        long begun = System.nanoTime();
        while (true) {
            if (holds(what, condition)) {
                return;
            }
            long waited = System.nanoTime() - begun;
            if (waited > LIMIT_NANOS) {
                throw new AssertionError("not within 10 s: " + what);
            }
            if (waited < SPIN_NANOS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Waits until that thread waits, with or without a limit. */
    public static void waits(Thread thread) {
        eventually(
                thread + " waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until that thread has ended. */
    public static void ends(Thread thread) {
        eventually(thread + " ends", () -> !thread.isAlive());
    }

    /** Waits until the garbage collector has taken what that refers to. */
    public static void collected(Reference<?> reference) {
        eventually("the garbage collector takes it", () -> {
            System.gc();
            return reference.refersTo(null);
        });
    }

    private static boolean holds(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError("threw while waiting for: " + what, e);
        }
    }
}
