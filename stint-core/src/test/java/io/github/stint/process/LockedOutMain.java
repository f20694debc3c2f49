package io.github.stint.process;

import static io.github.stint.test.Eventually.waits;

import io.github.stint.TaskManager;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A manager whose lock is next for a task that gets no carrier any more: first a platform thread holds the lock, then the
 * task queues for it, then two others come to stand in static initialisers on the two carriers. Asked to end, the JVM
 * closes the manager; the lock is let go only when the closing thread waits for it too.
 */
final class LockedOutMain {

    private static final CountDownLatch PIN = new CountDownLatch(1);
    private static final CountDownLatch QUEUE = new CountDownLatch(1);
    private static final CountDownLatch LET_GO = new CountDownLatch(1);

    private LockedOutMain() {}

    /** Acceptance asks it for the time under the lock: the thread of that name stays there. */
    private static final class HoldingTicker implements Ticker {
        private final CountDownLatch held = new CountDownLatch(1);

        @Override
        public long nanoTime() {
            if (Thread.currentThread().getName().equals("holder") && held.getCount() > 0) {
                held.countDown();
                awaitUninterruptibly(LET_GO);
            }
            return Ticker.system().nanoTime();
        }

        @Override
        public void parkUntil(Object blocker, long deadline) {
            Ticker.system().parkUntil(blocker, deadline);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        HoldingTicker ticker = new HoldingTicker();
        TaskManager tasks = TaskManager.builder("shop")
                .ticker(ticker)
                .onClose(Shop.ON_CLOSE)
                .start()
                .installShutdownHook();
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

        Thread.ofPlatform().daemon().name("holder").start(() -> tasks.spawn(() -> {}));
        ticker.held.await();
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
            LET_GO.countDown();
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000L);
        }
    }
}
