package io.github.stint.verification.canaries.toys;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts. Broken, it reads and writes in two steps, so that it drifts. */
public final class Tally {

    private final boolean broken;
    private final AtomicInteger count = new AtomicInteger();

    public Tally(boolean broken) {
        this.broken = broken;
    }

    public void add() {
        if (broken) {
            count.set(count.get() + 1);
        } else {
            count.incrementAndGet();
        }
    }

    public int count() {
        return count.get();
    }
}
