package io.github.stint.control;

import io.github.stint.control.view.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Changes as they are told by a server. Whoever does not take them in time loses some: the next one tells how many, in
 * {@link Change#dropped}. So after a change that dropped some, ask anew for what must be exact.
 */
public final class Watch implements AutoCloseable {

    private static final int MOST = 1_000;

    private final ControlClient client;
    private final long id;
    private final LinkedBlockingQueue<Object> changes = new LinkedBlockingQueue<>(MOST);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<@Nullable IOException> end = new AtomicReference<>();

    Watch(ControlClient client, long id) {
        this.client = client;
        this.id = id;
    }

    /** On the thread that reads: never waits. */
    void offer(Change change) {
        if (!changes.offer(change)) {
            lost.incrementAndGet();
        }
    }

    void end(IOException error) {
        end.compareAndSet(null, error);
        boolean ignored = changes.offer(error);
    }

    /**
     * Waits for the next change.
     *
     * @param atMost how long
     * @return the change, or null if there was none in time
     * @throws IOException if the connection is broken or this was closed, and no change is left
     * @throws InterruptedException if this thread was interrupted
     */
    public @Nullable Change next(Duration atMost) throws IOException, InterruptedException {
        Object next = changes.poll();
        IOException error = end.get();
        if (next == null && error == null) {
            next = changes.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            error = end.get();
        }
        if (next instanceof Change change) {
            long missed = lost.getAndSet(0);
            return missed == 0 ? change : withDropped(change, change.dropped() + missed);
        }
        if (error != null) {
            throw new IOException(error.getMessage(), error);
        }
        return null;
    }

    private static Change withDropped(Change it, long dropped) {
        return new Change(
                it.owners(),
                it.goneOwners(),
                it.tasks(),
                it.goneTasks(),
                it.matching(),
                it.ended(),
                it.warnings(),
                dropped);
    }

    /** Watches no more. The connection stays open. Waits for the server, for a short time; keeps the interrupt flag. */
    @Override
    public void close() {
        end(new IOException("the watch was closed here"));
        client.unwatch(id);
    }
}
