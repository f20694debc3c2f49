package io.github.stint.cli.control;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** No job starts while less memory than that is there for new programs. */
public final class MemoryLimit implements StartGate {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final long least;
    private final LongSupplier available;

    /**
     * One of so many bytes.
     *
     * @param least how many
     * @param available tells how many there are now
     */
    public MemoryLimit(long least, LongSupplier available) {
        this.least = least;
        this.available = available;
    }

    @Override
    public long closedFor(long nowNanos) {
        return available.getAsLong() < least ? LOOK_AGAIN_NANOS : 0;
    }

    /** Whether there is so little that what runs had better make room. */
    public boolean isFarBelow() {
        return available.getAsLong() < least / 2;
    }
}
