package io.github.stint.cli.control;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * No job starts while more threads of the whole system run, or wait only for a core, than that.
 *
 * <p>A job that was just started is not among them yet, so the next one waits a moment.
 */
public final class LoadLimit implements StartGate {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int most;
    private final IntSupplier load;
    private final Spacing settles = new Spacing(Duration.ofMillis(10));

    /**
     * One of that load.
     *
     * @param most from 1
     * @param load tells what it is now
     */
    public LoadLimit(int most, IntSupplier load) {
        this.most = most;
        this.load = load;
    }

    @Override
    public long closedFor(long nowNanos) {
        long settling = settles.closedFor(nowNanos);
        if (settling > 0) {
            return settling;
        }
        return load.getAsInt() >= most ? LOOK_AGAIN_NANOS : 0;
    }

    @Override
    public void started(long nowNanos) {
        settles.started(nowNanos);
    }
}
