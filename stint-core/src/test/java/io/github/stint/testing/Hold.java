package io.github.stint.testing;

import static io.github.stint.testing.Eventually.eventually;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What bodies wait at until the test lets them go: it knows how many have come, and closing it lets all go. */
public final class Hold implements AutoCloseable {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Waits until it is released; gives in to an interrupt. */
    public void await() throws InterruptedException {
        arrive();
        try {
            gate.await();
        } catch (InterruptedException e) {
            interrupts.incrementAndGet();
            throw e;
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Waits until it is released, whatever happens. */
    public void awaitStubbornly() {
        arrive();
        while (true) {
            try {
                gate.await();
                inside.decrementAndGet();
                return;
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    /** Waits until so many have come to it in all. */
    public void awaitArrived(int count) {
        eventually(count + " came to the hold", () -> arrived.get() >= count);
    }

    /** How many have come to it in all. */
    public int arrived() {
        return arrived.get();
    }

    /** The most that were at it at once. */
    public int most() {
        return most.get();
    }

    /** How many interrupts those at it have felt. */
    public int interrupts() {
        return interrupts.get();
    }

    /** Lets go who waits, and who comes later. */
    public void release() {
        gate.countDown();
    }

    @Override
    public void close() {
        release();
    }

    private void arrive() {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        arrived.incrementAndGet();
    }
}
