package io.github.stint.process;

import static io.github.stint.test.Eventually.waits;

import io.github.stint.TaskManager;
import io.github.stint.internal.engine.HeldLock;
import io.github.stint.test.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A manager whose lock is next for a task that gets no carrier any more: first a platform thread holds the lock, then the
 * task queues for it, then two others come to stand in static initialisers on the two carriers. Asked to end, the JVM
 * closes the manager; the lock is let go only when the closing thread waits for it too.
 */
final class LockedOutMain {

    private static final CountDownLatch PIN = new CountDownLatch(1);
    private static final CountDownLatch QUEUE = new CountDownLatch(1);

    private LockedOutMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        TaskManager tasks =
                TaskManager.builder("shop").onClose(Shop.ON_CLOSE).open().installShutdownHook();
        AtomicReference<Thread> queued = new AtomicReference<>();
        tasks.spawn(() -> {
            PIN.await();
            return HeldCarriers.first();
        });
        tasks.spawn(() -> {
            PIN.await();
            return HeldCarriers.second();
        });
        tasks.spawn(() -> {
            QUEUE.await();
            queued.set(Thread.currentThread());
            return tasks.stats();
        });
        Eventually.eventually("all run", () -> tasks.stats().running() == 3);

        HeldLock lock = HeldLock.ofTheFirstOwner();
        QUEUE.countDown();
        Eventually.eventually("the task asks for the lock", () -> queued.get() != null);
        waits(queued.get());
        PIN.countDown();
        HeldCarriers.awaitBoth();

        ShopMain.atShutdown("let go", () -> {
            Eventually.eventually("the hook runs", () -> closer() != null);
            Thread closer = closer();
            if (closer != null) {
                waits(closer);
            }
            lock.letGo();
            tasks.awaitClosed();
            System.out.println("closed");
        });
        System.out.println("locked out");
        new CountDownLatch(1).await();
    }

    private static Thread closer() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("stint-shutdown shop"))
                .findAny()
                .orElse(null);
    }
}
