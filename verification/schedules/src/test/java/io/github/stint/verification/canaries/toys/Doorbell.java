package io.github.stint.verification.canaries.toys;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets one thread in when it rings. Broken, who comes just then looks before it says that it waits: the wake-up is lost. */
public final class Doorbell {

    private final boolean broken;
    private volatile boolean rung;
    private volatile @Nullable Thread waiting;

    public Doorbell(boolean broken) {
        this.broken = broken;
    }

    public void ring() {
        rung = true;
        LockSupport.unpark(waiting);
    }

    public void await() {
        if (broken) {
            if (!rung) {
                waiting = Thread.currentThread();
                LockSupport.park(this);
            }
            return;
        }
        waiting = Thread.currentThread();
        while (!rung) {
            LockSupport.park(this);
        }
    }
}
