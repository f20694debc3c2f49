package io.github.stint.verification.schedules;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls. Each {@link Weaver} has a copy of this class, so that two of them can work at the same time.
 * Outside a world, and on the platform threads that the JDK has started, all is as if nothing had been woven.
 */
public final class Points {

    /** Set between two runs by the carrier, read by its own threads. */
    @SuppressWarnings("NonFinalStaticField")
    private static @Nullable Machine machine;

    private Points() {}

    /** From now on, what is woven runs on this machine; on the real one if null. */
    public static void enter(@Nullable Machine entered) {
        machine = entered;
    }

    /** A possible stop. */
    public static void point() {
        Machine here = machine;
        if (here != null) {
            here.point();
        }
    }

    /** In the place of {@link Thread#yield}. */
    @SuppressWarnings("ThreadPriorityCheck") // as it was before it was woven
    public static void spin() {
        Machine here = here();
        if (here == null) {
            Thread.yield();
        } else {
            here.spin();
        }
    }

    /** In the place of {@link Thread#onSpinWait}. */
    public static void rest() {
        Machine here = here();
        if (here == null) {
            Thread.onSpinWait();
        } else {
            here.rest();
        }
    }

    /** In the place of {@link LockSupport#park(Object)}. */
    public static void park(Object blocker) {
        Machine here = here();
        if (here == null) {
            LockSupport.park(blocker);
        } else {
            here.park(blocker);
        }
    }

    /** In the place of {@link LockSupport#parkNanos(Object, long)}. */
    public static void parkNanos(Object blocker, long nanos) {
        Machine here = here();
        if (here == null) {
            LockSupport.parkNanos(blocker, nanos);
        } else {
            here.parkNanos(blocker, nanos);
        }
    }

    /** In the place of {@link LockSupport#parkNanos(long)}, with which nothing is waited for: it is a pause in a loop. */
    public static void nap(long nanos) {
        Machine here = here();
        if (here == null) {
            LockSupport.parkNanos(nanos);
        } else {
            here.nap();
        }
    }

    /** In the place of {@link System#nanoTime}. */
    public static long nanoTime() {
        Machine here = here();
        return here == null ? System.nanoTime() : here.nanoTime();
    }

    /** In the place of {@link Thread#start}. */
    public static void start(Thread thread) {
        Machine here = here();
        if (here == null) {
            thread.start();
        } else {
            here.start(thread);
        }
    }

    /** In the place of {@link Thread#ofPlatform}. */
    public static PlatformBuilder ofPlatform() {
        return new PlatformBuilder(here() != null);
    }

    private static @Nullable Machine here() {
        Machine here = machine;
        return here != null && Thread.currentThread().isVirtual() ? here : null;
    }
}
