package io.github.stint.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Two static initialisers that never end: whoever runs into one of them holds its carrier for good. */
final class HeldCarriers {

    private static final CountDownLatch HELD = new CountDownLatch(2);

    private HeldCarriers() {}

    private static final class First {
        private static final boolean READY = never();

        private First() {}
    }

    private static final class Second {
        private static final boolean READY = never();

        private Second() {}
    }

    /** Runs into the one. */
    static boolean first() {
        return First.READY;
    }

    /** Runs into the other. */
    static boolean second() {
        return Second.READY;
    }

    /** Waits until somebody is in each. */
    static void awaitBoth() throws InterruptedException {
        HELD.await();
    }

    private static boolean never() {
        HELD.countDown();
        while (HELD.getCount() >= 0) {
            LockSupport.park();
            boolean ignored = Thread.interrupted();
        }
        return true;
    }
}
