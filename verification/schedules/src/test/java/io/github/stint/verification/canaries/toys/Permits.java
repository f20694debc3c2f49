package io.github.stint.verification.canaries.toys;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Permits to wait for. Broken, one that is handed to a waiter which has just given up is lost. */
public final class Permits {

    /** Someone who waits. */
    public static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
    }

    private final boolean broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int free;

    public Permits(boolean broken) {
        this.broken = broken;
    }

    public int free() {
        return free;
    }

    public void release() {
        Waiter next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
            next.granted = true;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(next.thread);
    }

    /** Waits until that time of {@link System#nanoTime}; whether it has a permit then. */
    public boolean acquire(long deadline) {
        Waiter me = new Waiter();
        lock.lock();
        try {
            waiting.add(me);
        } finally {
            lock.unlock();
        }
        while (!me.granted) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return giveUp(me);
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private boolean giveUp(Waiter me) {
        lock.lock();
        try {
            boolean first = waiting.remove(me);
            return !broken && !first;
        } finally {
            lock.unlock();
        }
    }
}
