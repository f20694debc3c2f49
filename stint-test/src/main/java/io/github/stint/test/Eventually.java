package io.github.stint.test;

import java.lang.ref.Reference;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what comes about by itself and tells nobody, such as "that thread waits now". It looks again and again, for
 * 30 seconds at most. An interrupt does not end it: the flag is kept, and it then looks without pauses.
 *
 * {@snippet :
 * eventually("the second page is asked for", () -> asked.get() == 2);
 * }
 */
public final class Eventually {

    private static final long LIMIT_SECONDS = 30;
    private static final long SOON_NANOS = 500_000L;
    private static final long SHORT_PAUSE_NANOS = 20_000L;
    private static final long PAUSE_NANOS = 200_000L;

    private Eventually() {}

    /**
     * Waits until the condition holds.
     *
     * @param what the condition in words, for the message
     * @param condition looked at again and again, at least once
     * @throws AssertionError if it does not hold within 30 seconds, or throws
     */
    public static void eventually(String what, Callable<Boolean> condition) {
        boolean outermost = Onlookers.enter();
        try {
            long begun = System.nanoTime();
            while (!holds(what, condition)) {
                long waited = System.nanoTime() - begun;
                if (waited > LIMIT_SECONDS * 1_000_000_000L) {
                    throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what);
                }
                LockSupport.parkNanos(waited < SOON_NANOS ? SHORT_PAUSE_NANOS : PAUSE_NANOS);
            }
        } finally {
            Onlookers.leave(outermost);
        }
    }

    /**
     * Waits until that thread waits, with or without a limit.
     *
     * @param thread the thread
     * @throws AssertionError if it does not within 30 seconds
     */
    public static void waits(Thread thread) {
        eventually(
                thread + " waits",
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /**
     * Waits until that thread has ended.
     *
     * @param thread the thread
     * @throws AssertionError if it has not within 30 seconds
     */
    public static void ends(Thread thread) {
        eventually(thread + " ends", () -> !thread.isAlive());
    }

    /**
     * Waits until the garbage collector has taken what that refers to.
     *
     * @param reference the only reference there should be
     * @throws AssertionError if something holds it for 30 seconds
     */
    public static void collected(Reference<?> reference) {
        eventually("the garbage collector takes what " + reference + " refers to", () -> {
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
