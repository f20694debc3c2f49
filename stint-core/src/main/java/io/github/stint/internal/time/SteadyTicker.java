package io.github.stint.internal.time;

import io.github.stint.spi.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A clock of users, made one that can be relied on: its time never runs backwards, and it never throws. It is asked under
 * locks and between two steps of a task's end, where nobody could make good what it breaks off.
 *
 * <p>While the clock tells an earlier time than before, or throws, time goes on from where it was as on the machine's clock,
 * until it tells a later one. To stand still instead would be no harm to what is counted, but who waits for a deadline could
 * wait for ever.
 *
 * <p>An earlier time is one before a time that was told when the clock was asked: of two threads that ask at once the later
 * one may come first, and that is no fault of the clock.
 */
public final class SteadyTicker implements Ticker {

    /** How often a clock that is not right is asked again by somebody who waits. */
    private static final long LOOKS_EVERY_NANOS = 10_000_000L;

    private final Ticker ticker;
    private final Consumer<Throwable> log;
    private final AtomicLong latest;
    private final AtomicReference<@Nullable Throwable> untold = new AtomicReference<>();
    private volatile boolean hasThrown;

    /** Null while the clock is right. */
    private volatile @Nullable Lapse lapse;

    /** A time in which the clock is not right, and how the machine's clock stood when it began. */
    private record Lapse(long begun, long machineBegun) {
        long now() {
            return begun + (System.nanoTime() - machineBegun);
        }
    }

    private SteadyTicker(Ticker ticker, Consumer<Throwable> log) {
        this.ticker = ticker;
        this.log = log;
        this.latest = new AtomicLong(ticker.nanoTime());
    }

    /**
     * That clock, made steady; the machine's is. What it throws when it is asked for the first time comes out of this.
     *
     * @param log is given the first thing it throws later; never under a lock, and must not wait
     */
    public static Ticker of(Ticker ticker, Consumer<Throwable> log) {
        return ticker == Ticker.system() || ticker instanceof SteadyTicker ? ticker : new SteadyTicker(ticker, log);
    }

    @Override
    public long nanoTime() {
        long before = latest.get();
        long now;
        boolean isRight;
        try {
            now = ticker.nanoTime();
            isRight = now - before >= 0;
        } catch (Throwable e) {
            remember(e);
            now = before;
            isRight = false;
        }
        if (!isRight) {
            now = lapsed(before);
        } else if (lapse != null) {
            lapse = null;
        }
        return advance(now);
    }

    private long lapsed(long from) {
        Lapse now = lapse;
        if (now == null) {
            now = new Lapse(from, System.nanoTime());
            lapse = now;
        }
        return now.now();
    }

    /** The later of that time and the latest that anybody was told. */
    private long advance(long now) {
        long before = latest.get();
        while (now - before > 0) {
            if (latest.compareAndSet(before, now)) {
                return now;
            }
            before = latest.get();
        }
        return before;
    }

    @Override
    public void parkUntil(Object blocker, long deadline) {
        tell();
        if (lapse == null) {
            try {
                ticker.parkUntil(blocker, deadline);
                return;
            } catch (Throwable e) {
                remember(e);
                tell();
            }
        }
        LockSupport.parkNanos(blocker, Math.min(LOOKS_EVERY_NANOS, deadline - nanoTime()));
    }

    private void remember(Throwable error) {
        if (!hasThrown) {
            hasThrown = true;
            untold.set(error);
        }
    }

    /** Has the log told of what it threw, if that is still to be done. Not to be called under a lock. */
    public void tell() {
        if (hasThrown) {
            Throwable error = untold.getAndSet(null);
            if (error != null) {
                log.accept(error);
            }
        }
    }
}
