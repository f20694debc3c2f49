package io.github.stint.internal.jvm;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an owner does when the JVM shuts down. The hook is a platform thread named {@code stint-shutdown <owner>}, made when
 * it is installed and started by the JVM. What the hook throws goes to the handler of uncaught exceptions, which writes to
 * the standard error stream unless it was changed: the log may be closed by then.
 */
public final class ShutdownHook {

    private final AtomicReference<@Nullable Thread> thread;

    private ShutdownHook(Thread thread) {
        this.thread = new AtomicReference<>(thread);
    }

    /**
     * Has that run when the JVM shuts down, together with all other hooks.
     *
     * @param name the owner's name
     * @param close what is to run; it holds up the end of the JVM as long as it takes
     * @throws IllegalStateException if the JVM is shutting down already
     */
    public static ShutdownHook install(String name, Runnable close) {
        Thread thread =
                PlatformThreads.unstarted("stint-shutdown " + name, false, Objects.requireNonNull(close, "close"));
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "'" + name + "' comes too late for a shutdown hook: the JVM is shutting down", e);
        }
        return new ShutdownHook(thread);
    }

    /**
     * Takes the hook back: it does not run, and neither this nor the JVM holds what it would have run. No effect if that
     * was done before, or if the JVM is shutting down.
     */
    public void remove() {
        Thread installed = thread.getAndSet(null);
        if (installed == null) {
            return;
        }
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(installed);
        } catch (IllegalStateException shuttingDown) {
            // the hooks have begun: whoever closes in one of them, or beside them, comes here and has nothing to take
            // back
        }
    }
}
