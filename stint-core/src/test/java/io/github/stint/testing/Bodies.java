package io.github.stint.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Bodies of tasks that do one thing. */
public final class Bodies {

    private Bodies() {}

    /** Throws that. */
    public static <T> Callable<T> throwing(Throwable error) {
        return () -> {
            if (error instanceof Error severe) {
                throw severe;
            }
            throw (Exception) error;
        };
    }

    /** Waits until it is interrupted, and lets that out. */
    public static <T> Callable<T> blocked() {
        return () -> {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody opens this latch");
        };
    }

    /** Waits until it is interrupted, and then does that. */
    public static <T> Callable<T> whenInterrupted(Callable<? extends T> reaction) {
        return () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return reaction.call();
            }
            throw new AssertionError("nobody opens this latch");
        };
    }

    /** Waits until it is interrupted; is counted as long as it waits. */
    public static void blockCounted(AtomicInteger waiting) throws InterruptedException {
        waiting.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } finally {
            waiting.decrementAndGet();
        }
    }
}
