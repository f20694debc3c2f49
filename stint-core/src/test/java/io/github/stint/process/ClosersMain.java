package io.github.stint.process;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A busy {@link Shop} that its hook, main and a third thread close at once. */
final class ClosersMain {

    private static final Set<CloseReport> REPORTS =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private static final CountDownLatch ENDING = new CountDownLatch(1);
    private static final CountDownLatch CLOSED = new CountDownLatch(2);

    private ClosersMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Shop shop = new Shop();
        shop.openManager();
        shop.tasks.installShutdownHook();
        shop.openTheRest();
        ShopMain.atShutdown("account", () -> {
            ENDING.countDown();
            CLOSED.await();
            CloseReport report = shop.tasks.shutdown(Shutdown.now());
            REPORTS.add(report);
            System.out.println("reports " + REPORTS.size());
            shop.print(report);
        });
        ShopLoad load = new ShopLoad(shop, 1);
        load.startAll();
        Thread.ofPlatform().daemon().name("load").start(load::runUntilRefused);
        Thread.ofPlatform().daemon().name("third").start(() -> {
            try {
                ENDING.await();
                REPORTS.add(shop.tasks.shutdown(Shop.ON_CLOSE));
                CLOSED.countDown();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        });
        System.out.println("ready");
        ENDING.await();
        shop.tasks.close();
        REPORTS.add(shop.tasks.shutdown(Shutdown.now()));
        CLOSED.countDown();
        new CountDownLatch(1).await();
    }
}
