package io.github.stint.verification.canaries.toys;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends once. Broken, it looks first and acts later, so that two who end it can both be told that they did. */
public final class OneEnd {

    private final boolean broken;
    private final AtomicInteger end = new AtomicInteger();

    public OneEnd(boolean broken) {
        this.broken = broken;
    }

    /** Whether this call ended it. */
    public boolean end(int how) {
        if (!broken) {
            return end.compareAndSet(0, how);
        }
        if (end.get() != 0) {
            return false;
        }
        end.set(how);
        return true;
    }
}
