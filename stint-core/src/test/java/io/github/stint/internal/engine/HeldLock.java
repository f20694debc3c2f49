package io.github.stint.internal.engine;

import io.github.stint.internal.lock.CarrierSafeLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The lock of an owner, held by a platform thread that gets nowhere, until it is let go. */
public final class HeldLock {

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    private HeldLock(CarrierSafeLock lock) {
        Thread.ofPlatform().daemon().name("holder").start(() -> hold(lock));
    }

    /** Holds the lock of whoever owns the oldest task of all. */
    public static HeldLock ofTheFirstOwner() throws InterruptedException {
        HeldLock lock = new HeldLock(Owners.tasksAtOnce().getFirst().engine().core().lock);
        lock.held.await();
        return lock;
    }

    private void hold(CarrierSafeLock lock) {
        lock.lock();
        try {
            held.countDown();
            while (letGo.getCount() > 0) {
                LockSupport.parkNanos(1_000_000L);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets it go. */
    public void letGo() {
        letGo.countDown();
    }
}
