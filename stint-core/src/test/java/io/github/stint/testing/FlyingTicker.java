package io.github.stint.testing;

import io.github.stint.spi.Ticker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still while somebody works, and flies to the deadline of whoever waits for it: for tests in which
 * one thread waits for time.
 */
public final class FlyingTicker implements Ticker {

    private final AtomicLong now = new AtomicLong(-7_000_000_019L);

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        if (!Thread.currentThread().isInterrupted()) {
            now.accumulateAndGet(deadline, Math::max);
        }
    }

    /** Lets that much time pass. */
    public void advance(long nanos) {
        now.addAndGet(nanos);
    }
}
