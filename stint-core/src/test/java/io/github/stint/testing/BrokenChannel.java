package io.github.stint.testing;

import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.CountDownLatch;

/** Blocks until it is interrupted, which closes it, which throws in whoever interrupts. */
public final class BrokenChannel extends AbstractInterruptibleChannel {

    @Override
    protected void implCloseChannel() {
        throw new IllegalStateException("channel");
    }

    /** Says that it blocks, and does. */
    public void block(CountDownLatch blocked) throws Exception {
        begin();
        try {
            blocked.countDown();
            new CountDownLatch(1).await();
        } finally {
            end(false);
        }
    }
}
