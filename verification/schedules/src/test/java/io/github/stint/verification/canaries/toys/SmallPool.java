package io.github.stint.verification.canaries.toys;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs what it is given until it is closed. Broken, it asks whether it is closed before it counts in what is to run. */
public final class SmallPool {

    private final boolean broken;
    private final AtomicInteger live = new AtomicInteger(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean closed;

    public SmallPool(boolean broken) {
        this.broken = broken;
    }

    /** Whether it was accepted. */
    public boolean submit(Runnable body) {
        if (broken) {
            if (closed) {
                return false;
            }
            live.incrementAndGet();
        } else if (!countIn()) {
            return false;
        }
        Thread.ofVirtual()
                .unstarted(() -> {
                    body.run();
                    countOut();
                })
                .start();
        return true;
    }

    /** Returns when all that was accepted has run. */
    public void close() throws InterruptedException {
        closed = true;
        countOut();
        over.await();
    }

    private boolean countIn() {
        while (true) {
            int count = live.get();
            if (count == 0 || closed) {
                return false;
            }
            if (live.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    private void countOut() {
        if (live.decrementAndGet() == 0) {
            over.countDown();
        }
    }
}
