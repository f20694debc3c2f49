package io.github.stint.internal.jvm;

import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log when virtual threads get no carrier: some block in a way that holds one, in a static initialiser or in
 * native code, or compute without end. Whatever waits then gives no sign by itself.
 *
 * <p>While somebody has acquired it, a daemon platform thread named {@code stint-carrier-watch} looks every second. It is
 * that thread that writes to the log, as a virtual one could not. How it finds out is said in {@link Starvation}. A second
 * that took longer, because the process was stopped or the machine asleep, counts as one.
 */
public final class CarrierWatch {

    static final Duration TICK = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger("io.github.stint.CarrierWatch");

    private final Ticker ticker;
    private final Runnable look;
    private final NeededThread watch;
    private final AtomicInteger users = new AtomicInteger();
    private volatile @Nullable Thread resting;

    /** Of the thread of the watch. */
    private boolean failed;

    /**
     * A watch that nobody has acquired.
     *
     * @param tasks the live tasks of all open owners; must not queue for a lock that virtual threads queue for, see
     *     {@link io.github.stint.internal.engine.View#cellsAtOnce}
     */
    public CarrierWatch(Supplier<List<TaskCell<?>>> tasks) {
        this(Ticker.system(), new Starvation(tasks)::tick, Thread::start);
    }

    CarrierWatch(Ticker ticker, Runnable look, Consumer<Thread> start) {
        this.ticker = ticker;
        this.look = look;
        this.watch = new NeededThread(LOG, "stint-carrier-watch", true, this::isWanted, this::watch, start);
    }

    /** Has it watch until {@link #release}. Never waits and never fails: a thread that cannot be started is logged, once. */
    public void acquire() {
        users.incrementAndGet();
        watch.ensure();
    }

    /**
     * Gives up what was acquired. After the last one the thread ends at once.
     *
     * @throws IllegalStateException if nobody had acquired it
     */
    public void release() {
        int before = users.getAndUpdate(now -> Math.max(0, now - 1));
        if (before == 0) {
            throw new IllegalStateException("the carrier watch was released more often than acquired");
        }
        if (before == 1) {
            LockSupport.unpark(resting);
        }
    }

    private boolean isWanted() {
        return users.get() > 0;
    }

    private void watch() {
        while (isWanted()) {
            look();
            rest();
        }
    }

    /** Looks, whatever happens; what goes wrong is likely to go wrong every second, so it is told once. */
    private void look() {
        try {
            look.run();
        } catch (Throwable e) {
            if (!failed) {
                failed = true;
                LOG.log(System.Logger.Level.ERROR, "the carrier watch could not look", e);
            }
        }
    }

    /** Rests until the next tick or the last release: that one unparks whom it sees here, or is seen by who comes here. */
    private void rest() {
        resting = Thread.currentThread();
        long next = Deadline.after(ticker, TICK);
        while (isWanted() && !Deadline.hasPassed(ticker, next)) {
            ticker.parkUntil(this, next);
            boolean ignored = Thread.interrupted();
        }
        resting = null;
    }
}
