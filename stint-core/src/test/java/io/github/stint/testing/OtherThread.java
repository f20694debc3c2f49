package io.github.stint.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something done on a thread that is no task's, and how it came out.
 *
 * @param <T> the value
 */
public final class OtherThread<T> {

    private final CompletableFuture<T> end = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interruptedAtEnd;

    private OtherThread(Callable<T> body) {
        thread = Thread.ofVirtual().name("other").unstarted(() -> {
            T value = null;
            Throwable error = null;
            try {
                value = body.call();
            } catch (Throwable e) {
                error = e;
            }
            interruptedAtEnd = Thread.currentThread().isInterrupted();
            if (error == null) {
                end.complete(value);
            } else {
                end.completeExceptionally(error);
            }
        });
    }

    /** Does it on a thread of its own, from now on. */
    public static <T> OtherThread<T> run(Callable<T> body) {
        OtherThread<T> other = new OtherThread<>(body);
        other.thread.start();
        return other;
    }

    /** The thread. */
    public Thread thread() {
        return thread;
    }

    /** Interrupts it. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Whether it has come to its end. */
    public boolean isOver() {
        return end.isDone();
    }

    /** Waits for the end: what the body returned; fails if it threw. */
    public T value() throws Exception {
        try {
            return end.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("threw", e.getCause());
        }
    }

    /** Waits for the end: what the body threw; fails if it did not. */
    public Throwable error() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("returned " + end.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Waits for the end: whether the thread had its interrupt flag set then. */
    public boolean wasInterruptedAtEnd() throws InterruptedException, TimeoutException {
        try {
            T ignored = end.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return interruptedAtEnd;
        }
        return interruptedAtEnd;
    }
}
