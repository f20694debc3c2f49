package io.github.stint.process;

import io.github.stint.testing.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A busy {@link Shop} in which two tasks come to stand in static initialisers for good, each on a carrier. */
final class PinnedMain {

    private static final CountDownLatch PINNED = new CountDownLatch(2);

    private PinnedMain() {}

    private static final class First {
        private static final boolean READY = never();

        private First() {}
    }

    private static final class Second {
        private static final boolean READY = never();

        private Second() {}
    }

    private static boolean never() {
        PINNED.countDown();
        while (PINNED.getCount() >= 0) {
            LockSupport.park();
            boolean ignored = Thread.interrupted();
        }
        return true;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Shop shop = new Shop();
        shop.openManager();
        ShopMain.install("installed", shop);
        shop.openTheRest();
        ShopLoad load = new ShopLoad(shop, 1);
        load.startAll();
        Thread.ofPlatform().daemon().name("load").start(load::runUntilRefused);
        Tally tally = shop.of(shop.tasks);
        Eventually.eventually("it is busy", () -> shop.tasks.stats().succeeded() > 100);
        shop.tasks.resize(10);
        shop.tasks.spawn(tally.counted(() -> First.READY));
        shop.tasks.spawn(tally.counted(() -> Second.READY));
        PINNED.await();
        System.out.println("pinned");
        new CountDownLatch(1).await();
    }
}
