package io.github.stint.internal.time;

import io.github.stint.spi.Ticker;
import java.util.concurrent.locks.LockSupport;

/** The monotonic clock of this machine. */
public enum SystemTicker implements Ticker {
    /** The only one. */
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        LockSupport.parkNanos(blocker, deadline - System.nanoTime());
    }
}
