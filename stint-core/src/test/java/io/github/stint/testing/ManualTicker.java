package io.github.stint.testing;

import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until it is moved. It begins at a negative time, as {@link System#nanoTime()} may, so that
 * who takes zero for "not set" is found out.
 */
public final class ManualTicker implements Ticker {

    private static final long BEGINNING = -7_000_000_019L;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Parked> parked = new ArrayList<>();
    private long now;

    /** A clock that begins somewhere. */
    public ManualTicker() {
        this(BEGINNING);
    }

    /** A clock that begins at that time. */
    public ManualTicker(long beginning) {
        now = beginning;
    }

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        Parked self = new Parked(Thread.currentThread(), deadline);
        lock.lock();
        try {
            if (self.isDue(now)) {
                return;
            }
            parked.add(self);
        } finally {
            lock.unlock();
        }
        LockSupport.park(blocker);
        lock.lock();
        try {
            parked.remove(self);
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock and unparks whoever's deadline has come by that. */
    public void advance(Duration time) {
        List<Parked> due;
        lock.lock();
        try {
            now += time.toNanos();
            due = parked.stream().filter(thread -> thread.isDue(now)).toList();
        } finally {
            lock.unlock();
        }
        due.forEach(thread -> LockSupport.unpark(thread.thread));
    }

    /** How many threads wait for the clock to move. */
    public int parked() {
        lock.lock();
        try {
            return parked.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many threads wait for the clock, so that moving it concerns them. */
    public void awaitParked(int threads) {
        Eventually.eventually(threads + " threads wait for the clock", () -> parked() >= threads);
    }

    private static final class Parked {
        private final Thread thread;
        private final long deadline;

        Parked(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        boolean isDue(long time) {
            return deadline - time <= 0;
        }
    }
}
