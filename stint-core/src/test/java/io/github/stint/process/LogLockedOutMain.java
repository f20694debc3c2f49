package io.github.stint.process;

import io.github.stint.TaskManager;
import io.github.stint.test.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A log whose monitor is next for a task that gets no carrier any more: first a platform thread holds it, then the task waits
 * for it, then two others come to stand in static initialisers on the two carriers. The manager is closed then, by a platform
 * thread; the monitor is let go only when that has something to say too.
 */
final class LogLockedOutMain {

    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static final CountDownLatch PIN = new CountDownLatch(1);
    private static final CountDownLatch QUEUE = new CountDownLatch(1);
    private static final CountDownLatch LET_GO = new CountDownLatch(1);
    private static final Logger LOG = Logger.getLogger("shop");

    private LogLockedOutMain() {}

    /** Writes as the handlers of the JDK do: one at a time. */
    private static final class OneAtATime extends Handler {
        @Override
        public synchronized void publish(LogRecord entry) {
            if (Thread.currentThread().getName().equals("holder")) {
                HELD.countDown();
                while (LET_GO.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000L);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    public static void main(String[] arguments) throws InterruptedException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new OneAtATime());
        TaskManager tasks = TaskManager.builder("shop").onClose(Shop.ON_CLOSE).open();
        AtomicReference<Thread> queued = new AtomicReference<>();
        tasks.spawn(() -> {
            PIN.await();
            return HeldCarriers.first();
        });
        tasks.spawn(() -> {
            PIN.await();
            return HeldCarriers.second();
        });
        CountDownLatch loaded = new CountDownLatch(1);
        tasks.spawn(() -> {
            LOG.warning("once before"); // later it is to meet no other monitor, such as one of a class that is loaded
            loaded.countDown();
            QUEUE.await();
            queued.set(Thread.currentThread());
            LOG.warning("of a task");
        });
        Eventually.eventually("all run", () -> tasks.stats().running() == 3);
        loaded.await();

        Thread.ofPlatform().daemon().name("holder").start(() -> LOG.warning("held"));
        HELD.await();
        QUEUE.countDown();
        Eventually.eventually("the task asks for the log", () -> isBlocked(queued.get()));
        PIN.countDown();
        HeldCarriers.awaitBoth();

        Thread closer = Thread.ofPlatform().daemon().name("closer").start(tasks::close);
        Eventually.eventually(
                "somebody has last words",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(it ->
                                (it.getName().equals("shop/log") || it.getName().equals("closer")) && isBlocked(it)));
        LET_GO.countDown();
        closer.join(10_000);
        System.out.println(closer.isAlive() ? "hangs" : "closed");
        Runtime.getRuntime().halt(0);
    }

    private static boolean isBlocked(Thread thread) {
        return thread != null && thread.getState() == Thread.State.BLOCKED;
    }
}
