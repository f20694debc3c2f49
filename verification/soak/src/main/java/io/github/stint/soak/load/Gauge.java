package io.github.stint.soak.load;

import io.github.stint.TaskPool;
import io.github.stint.soak.check.Check;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bodies of a pool run at once, and how many may. A body that runs holds a slot, so they are never more than the
 * slots given out. Before the pool grows, as many as the new size are allowed. After it has shrunk, as many slots as the pool
 * still has given out, since shrinking stops nobody; that number only falls until the next change.
 */
public final class Gauge {

    private final TaskPool pool;
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private int allowed;
    private int running;
    private int most;
    private long tooMany;

    /** The gauge of a pool that has run nothing yet. */
    public Gauge(TaskPool pool) {
        this.pool = pool;
        this.allowed = pool.size();
    }

    /** Resizes the pool. */
    public void resize(int size) {
        changing.lock();
        try {
            allow(Math.max(allowed(), size));
            pool.resize(size);
            allow(Math.max(size, pool.stats().running()));
        } finally {
            changing.unlock();
        }
    }

    /** A body that is counted while it runs. */
    public <T> Callable<T> measured(Callable<T> body) {
        return () -> {
            enter();
            try {
                return body.call();
            } finally {
                leave();
            }
        };
    }

    /** Whether there were never too many; for several pools. */
    public static Check check(List<Gauge> gauges) {
        long tooMany = gauges.stream().mapToLong(Gauge::tooMany).sum();
        int most = gauges.stream().mapToInt(Gauge::most).max().orElse(0);
        return Check.of(
                "running <= size", tooMany + " times more, " + most + " at most", "0 times", tooMany == 0 && most > 0);
    }

    private void enter() {
        lock.lock();
        try {
            running++;
            most = Math.max(most, running);
            tooMany += running > allowed ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }

    private void allow(int slots) {
        lock.lock();
        try {
            allowed = slots;
            tooMany += running > allowed ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private int allowed() {
        lock.lock();
        try {
            return allowed;
        } finally {
            lock.unlock();
        }
    }

    private long tooMany() {
        lock.lock();
        try {
            return tooMany;
        } finally {
            lock.unlock();
        }
    }

    private int most() {
        lock.lock();
        try {
            return most;
        } finally {
            lock.unlock();
        }
    }
}
