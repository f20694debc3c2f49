package io.github.stint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where bodies wait until they are let through, and which tells when one has come. */
public final class Doorway {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits until it is open. */
    public void pass() throws InterruptedException {
        reached.countDown();
        open.await();
    }

    /** Waits until it is open, and does not heed interrupts. The flag is not set again. */
    public void passDeaf() {
        boolean passed = false;
        while (!passed) {
            try {
                pass();
                passed = true;
            } catch (InterruptedException e) {
                passed = false;
            }
        }
    }

    /** Waits until somebody has come. */
    public void awaitReached() throws InterruptedException {
        assertThat(reached.await(10, TimeUnit.SECONDS))
                .as("somebody came to the doorway")
                .isTrue();
    }

    /** Lets everybody through from now on. */
    public void open() {
        open.countDown();
    }
}
