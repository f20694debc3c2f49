package io.github.stint.internal.jvm;

import io.github.stint.internal.watch.Log;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A platform thread that exists while it is needed. Its work returns when it seems to be needed no longer.
 *
 * <p>Invariant, once nothing moves: if it is needed, it runs. Whoever makes it needed does so first and then reads {@code
 * running}; the thread that is about to end writes {@code running} first and then looks whether it is needed. Both are
 * volatile, so one of the two sees the other: the newcomer sees that nobody runs, or the thread sees that it is needed.
 * If both do, the compare-and-set lets one of them go on. The work is never done by two at once.
 *
 * <p>Atomics and no lock: a platform thread that queues for a lock behind virtual threads waits until those get a carrier.
 */
final class NeededThread {

    private final System.Logger log;
    private final String name;
    private final boolean daemon;
    private final BooleanSupplier needed;
    private final Runnable work;
    private final Consumer<Thread> start;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Makes the thread, and does not start it.
     *
     * @param log who is told if it cannot be started
     * @param name its name
     * @param daemon whether the JVM may end while it runs
     * @param needed whether it is needed now
     * @param work what it does until it seems not to be
     * @param start starts it
     */
    NeededThread(
            System.Logger log,
            String name,
            boolean daemon,
            BooleanSupplier needed,
            Runnable work,
            Consumer<Thread> start) {
        this.log = log;
        this.name = name;
        this.daemon = daemon;
        this.needed = needed;
        this.work = work;
        this.start = start;
    }

    /** Has it run. To be called after it has become needed; never fails: what cannot be started is logged once. */
    void ensure() {
        if (running.get() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            start.accept(PlatformThreads.unstarted(name, daemon, this::run));
        } catch (Throwable e) {
            running.set(false);
            if (warned.compareAndSet(false, true)) {
                Log.log(log, System.Logger.Level.WARNING, "thread '" + name + "' could not be started", e);
            }
        }
    }

    private void run() {
        do {
            try {
                work.run();
            } catch (Throwable e) {
                running.set(false);
                Log.log(log, System.Logger.Level.ERROR, "thread '" + name + "' ends early", e);
                return; // and not again at once: what failed would fail again
            }
            running.set(false);
        } while (needed.getAsBoolean() && running.compareAndSet(false, true));
    }
}
