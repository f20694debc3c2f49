package io.github.stint.test;

import static io.github.stint.test.Eventually.eventually;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What bodies wait at until the test opens it. It counts who comes, so a test knows that they are there without sleeping.
 * Closing opens it, so that a test that fails leaves nobody behind it: so make it after the owner, which is closed after it.
 *
 * {@snippet :
 * try (TaskPool pool = TaskPool.open("crawler", 2);
 *         Gate gate = new Gate()) {
 *     Task<Void> first = pool.submit(gate::pass);
 *     gate.awaitArrived(1);
 *     assertThat(first.state()).isEqualTo(TaskState.RUNNING);
 *     gate.open();
 *     first.await();
 * }
 * }
 *
 * <p>What happened before {@link #open} is visible to whoever has passed; what happened before {@link #pass} is visible to
 * whoever has seen the arrival.
 */
public final class Gate implements AutoCloseable {

    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    /** A gate that is shut. */
    public Gate() {}

    /**
     * Waits until it is open.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void pass() throws InterruptedException {
        arrive();
        try {
            opened.await();
        } catch (InterruptedException e) {
            interrupts.incrementAndGet();
            throw e;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Waits until it is open, whatever happens: a body that does not heed a cancel. The interrupt flag is lost. */
    public void passStubbornly() {
        arrive();
        try {
            awaitOpenStubbornly();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void awaitOpenStubbornly() {
        while (true) {
            try {
                opened.await();
                return;
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
    }

    /**
     * Waits until so many have come to it, those included that have left again.
     *
     * @param count how many
     * @throws AssertionError if fewer came within 30 seconds
     */
    public void awaitArrived(int count) {
        eventually(count + " came to the gate", () -> arrived.get() >= count);
    }

    /** Opens it, for those that wait and for those that come later. */
    public void open() {
        opened.countDown();
    }

    /** Opens it. */
    @Override
    public void close() {
        open();
    }

    /**
     * How many have come to it, those included that have left again.
     *
     * @return the number
     */
    public int arrived() {
        return arrived.get();
    }

    /**
     * The most that waited at it at one time.
     *
     * @return the number
     */
    public int mostWaiting() {
        return mostWaiting.get();
    }

    /**
     * How many interrupts those at it have felt.
     *
     * @return the number
     */
    public int interrupts() {
        return interrupts.get();
    }

    private void arrive() {
        mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        arrived.incrementAndGet();
    }
}
