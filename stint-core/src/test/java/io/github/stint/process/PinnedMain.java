package io.github.stint.process;

import io.github.stint.test.Eventually;
import java.util.concurrent.CountDownLatch;

/** A busy {@link Shop} in which two tasks come to stand in static initialisers for good, each on a carrier. */
final class PinnedMain {

    private PinnedMain() {}

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
        shop.tasks.spawn(tally.counted(HeldCarriers::first));
        shop.tasks.spawn(tally.counted(HeldCarriers::second));
        HeldCarriers.awaitBoth();
        System.out.println("pinned");
        new CountDownLatch(1).await();
    }
}
