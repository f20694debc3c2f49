package io.github.stint.testing;

import io.github.stint.test.Eventually;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bodies that wait until they are interrupted, and the order in which that was done. An interrupt closes a channel on the
 * thread that interrupts, so the order is exactly that of its calls, however late the bodies wake up.
 */
public final class InterruptOrder {

    private final List<Long> order = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Waits until it is interrupted, under that number. */
    public void await(long number) throws Exception {
        new Listening(number).await();
    }

    /** Waits until so many have come to wait in all. */
    public void awaitArrived(int count) {
        Eventually.eventually(count + " wait", () -> waiting.get() >= count);
    }

    /** The numbers of those that were interrupted so far, in that order. */
    public List<Long> order() {
        return List.copyOf(order);
    }

    private final class Listening extends AbstractInterruptibleChannel {

        private final long number;

        Listening(long number) {
            this.number = number;
        }

        void await() throws Exception {
            begin();
            try {
                waiting.incrementAndGet();
                new CountDownLatch(1).await();
            } finally {
                end(false);
            }
        }

        @Override
        protected void implCloseChannel() {
            order.add(number);
        }
    }
}
