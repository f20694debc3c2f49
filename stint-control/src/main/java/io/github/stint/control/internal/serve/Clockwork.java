package io.github.stint.control.internal.serve;

import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is done every so often for those who watch: on one platform thread, which exists while there is anything to do. */
final class Clockwork implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.stint.control");

    private final ScheduledThreadPoolExecutor thread;

    Clockwork() {
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("stint-control-watch").factory());
        thread.setKeepAliveTime(30, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Does that now and then, with so much time between. What it throws is logged, and it goes on. */
    ScheduledFuture<?> every(long millis, Runnable what) {
        return thread.scheduleWithFixedDelay(() -> quietly(what), 0, millis, TimeUnit.MILLISECONDS);
    }

    /** Does that soon. What is left when this is closed is not done. */
    void once(Runnable what) {
        if (!thread.isShutdown()) {
            thread.execute(() -> quietly(what));
        }
    }

    private static void quietly(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the control server could not look at the tasks, and tries again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            boolean ignored = thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
