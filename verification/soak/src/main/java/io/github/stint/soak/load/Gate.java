package io.github.stint.soak.load;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the threads of the load stop between two steps, while somebody wants them to. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Condition left = lock.newCondition();
    private boolean shut;
    private int inside;

    /** Goes in, when the gate is open. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (shut) {
                opened.await();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    /** Comes out. */
    void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more. */
    void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody is inside; false if the time was over. */
    boolean awaitEmpty(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (inside > 0 && left > 0) {
                left = this.left.awaitNanos(left);
            }
            return inside == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Lets all in again. */
    void open() {
        lock.lock();
        try {
            shut = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
