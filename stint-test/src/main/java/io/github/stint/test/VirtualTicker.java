package io.github.stint.test;

import static io.github.stint.test.Eventually.eventually;

import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is moved, so that a test runs an hour in a moment. Moved by hand:
 *
 * {@snippet :
 * VirtualTicker time = new VirtualTicker();
 * try (TaskPool pool = TaskPool.builder("crawler").size(1).ticker(time).open()) {
 *     Task<Void> slow = pool.submit(TaskOptions.named("slow").timeout(ofHours(1)), gate::pass);
 *     time.awaitParked(1);
 *     time.advance(ofHours(1));
 *     assertThat(slow.join()).isInstanceOf(Failure.class);
 * }
 * }
 *
 * <p>Or with {@link #autojump}: whenever everything is blocked, it jumps to the next moment that somebody waits for.
 *
 * {@snippet :
 * VirtualTicker time = VirtualTicker.autojump();
 * try (TaskPool pool = TaskPool.builder("crawler").size(1).ticker(time).open()) {
 *     pool.submit(() -> Tasks.sleep(ofHours(1))).await();
 *     assertThat(time.elapsed()).isEqualTo(ofHours(1));
 * }
 * }
 *
 * <p>It begins at a negative number, as {@link System#nanoTime()} may, so that who takes zero for "not set" is found out.
 * All methods may be called from any thread. Whoever is woken by {@link #advance} sees what was done before it.
 */
public final class VirtualTicker implements Ticker {

    private static final long BEGINNING = -7_000_000_019L;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Parked> parked = new ArrayList<>();
    private final long beginning;
    private final boolean jumps;

    /** Written under the lock, read without: asking for the time must not wait. */
    private volatile long now;

    private @Nullable Autojump jumper;

    /** A clock that is moved by hand only. */
    public VirtualTicker() {
        this(BEGINNING);
    }

    /**
     * A clock that is moved by hand only, and begins somewhere.
     *
     * @param beginning what {@link #nanoTime} tells at first, any number
     */
    public VirtualTicker(long beginning) {
        this(beginning, false);
    }

    private VirtualTicker(long beginning, boolean jumps) {
        this.beginning = beginning;
        this.now = beginning;
        this.jumps = jumps;
    }

    /**
     * A clock that jumps to the next moment somebody waits for whenever everything is blocked, in the sense of {@link
     * Standstill}. A jump takes some milliseconds. It may be moved by hand as well.
     *
     * <p>It looks at all threads of the JVM, so what else runs there holds it back. A wait that repeats itself for ever, such
     * as that of somebody who warns every ten seconds, keeps it jumping.
     *
     * @return the clock
     */
    public static VirtualTicker autojump() {
        return new VirtualTicker(BEGINNING, true);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        Parked self = new Parked(Thread.currentThread(), deadline);
        boolean waited = !lock.tryLock();
        if (waited) {
            lock.lock();
        }
        try {
            // Who waited for the lock may have been woken there, and parking would miss that: he looks again.
            if (waited || self.isDue(now)) {
                return;
            }
            parked.add(self);
            startJumping();
        } finally {
            lock.unlock();
        }
        try {
            LockSupport.park(blocker);
        } finally {
            lock.lock();
            try {
                parked.remove(self);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Moves the clock and wakes those whose moment has come by that.
     *
     * @param time how far, zero or more
     * @throws IllegalArgumentException if that is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ", and no clock runs backwards");
        }
        List<Parked> due;
        lock.lock();
        try {
            long moved = now + time.toNanos();
            now = moved;
            due = due();
        } finally {
            lock.unlock();
        }
        due.forEach(Parked::wake);
    }

    /**
     * How far it was moved in all.
     *
     * @return the time since it was made, by itself
     */
    public Duration elapsed() {
        lock.lock();
        try {
            return Duration.ofNanos(now - beginning);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many threads wait for it to move.
     *
     * @return the number
     */
    public int parked() {
        lock.lock();
        try {
            return parked.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until so many threads wait for it, so that moving it concerns them.
     *
     * @param threads how many
     * @throws AssertionError if they are fewer for 30 seconds
     */
    public void awaitParked(int threads) {
        eventually(threads + " threads wait for the clock", () -> parked() >= threads);
    }

    private List<Parked> due() {
        return parked.stream().filter(thread -> thread.isDue(now)).toList();
    }

    /** Under the lock: who adds the first to those that are parked has a jumper started, so that none is slept through. */
    private void startJumping() {
        if (jumps && jumper == null) {
            jumper = new Autojump(this);
            jumper.start();
        }
    }

    /** Whether the jumper may end: nobody is parked, and who parks next starts another. */
    boolean endJumping() {
        lock.lock();
        try {
            if (!parked.isEmpty()) {
                return false;
            }
            jumper = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether somebody waits for a moment that is still to come, and all others have left: one who was woken may not have
     * noticed yet, and looks as if it waited.
     */
    boolean waitsForLater() {
        lock.lock();
        try {
            return !parked.isEmpty() && due().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Moves to the next moment that somebody waits for, if nobody has moved it since that time. */
    void jump(long seenAt) {
        List<Parked> due;
        lock.lock();
        try {
            if (now != seenAt || parked.isEmpty()) {
                return;
            }
            long least = Long.MAX_VALUE;
            for (Parked thread : parked) {
                least = Math.min(least, thread.deadline - now);
            }
            long moved = now + Math.max(0, least);
            now = moved;
            due = due();
        } finally {
            lock.unlock();
        }
        due.forEach(Parked::wake);
    }

    private record Parked(Thread thread, long deadline) {

        boolean isDue(long time) {
            return deadline - time <= 0;
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
