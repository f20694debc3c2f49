package io.github.stint.internal.feed;

import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.lock.BriefLooks;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.lock.Patience;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Hands ended tasks to one reader, in the order in which they end or in that of the source.
 *
 * <p>Invariant, under the lock: in order of completion all that is queued has ended; in order of the source all that was
 * accepted and not taken is queued, and the reader is woken when the first of them has ended, whichever of "accepted" and
 * "published" comes last. What the reader may have is moved to it all at once, and is its own from then on.
 */
public final class Ready<R extends @Nullable Object> implements Sink<R> {

    /** A reader on a platform thread, where results come fast, is woken for so many at most, */
    private static final int MOST_AT_ONCE = 128;

    /** and for fewer after so long. */
    private static final long GRACE_NANOS = 100_000L;

    /** Who looks does so for so many at most. */
    private static final int MOST_LOOKED_FOR = 16;

    private final boolean inSourceOrder;
    private final int many;
    private final Gate allEnded = new Gate();
    private final CarrierSafeLock lock = new CarrierSafeLock();
    private ArrayDeque<TaskCell<R>> cells = new ArrayDeque<>();

    /** What was moved to the reader. */
    private ArrayDeque<TaskCell<R>> moved = new ArrayDeque<>();

    /** So many were published since something was moved. */
    private int news;

    /** The reader wants to know of that many, if it may have one. */
    private int wanted = 1;

    /** There is what the reader wants, or the end. */
    private volatile boolean hasWanted;

    private boolean sourceFailed;
    private boolean over;
    private @Nullable Signal reader;

    /** Of the reader: the results of quick bodies come faster than a platform thread can be parked and woken, */
    private final Patience patience = new Patience();

    /** or a virtual one. */
    private final BriefLooks briefLooks = new BriefLooks();

    /** Of the reader on a platform thread: they come so fast that it is better to take many at a time. */
    private boolean comeFast;

    /**
     * Hands over in that order.
     *
     * @param window how many results can be there without the reader taking any
     */
    public Ready(boolean inSourceOrder, long window) {
        this.inSourceOrder = inSourceOrder;
        this.many = (int) Math.clamp(window / 2, 1L, MOST_AT_ONCE);
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public boolean tracksAccepted() {
        return inSourceOrder;
    }

    @Override
    public void accepted(TaskCell<R> cell) {
        lock.lock();
        try {
            cells.add(cell);
            wakeIfWanted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void published(TaskCell<R> cell) {
        lock.lock();
        try {
            news++;
            if (!inSourceOrder) {
                cells.add(cell);
            }
            wakeIfWanted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sourceFailed() {
        lock.lock();
        try {
            sourceFailed = true;
            wake();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void over() {
        lock.lock();
        try {
            over = true;
            wake();
        } finally {
            lock.unlock();
        }
        allEnded.open();
    }

    private void wakeIfWanted() {
        if (news >= wanted && isReady()) {
            wake();
        }
    }

    private boolean isReady() {
        TaskCell<R> first = cells.peek();
        return first != null && first.isDone();
    }

    private void wake() {
        if (!hasWanted) {
            hasWanted = true;
        }
        Signal waiting = reader;
        if (waiting != null) {
            reader = null;
            waiting.fire();
        }
    }

    /** Whether {@link #take} gives one without a look at what was published. For the reader. */
    public boolean hasMoved() {
        return !moved.isEmpty();
    }

    /** The next ended task; null if there is none and will be none, or the source threw. For one reader at a time. */
    public @Nullable TaskCell<R> take(Ticker ticker) throws InterruptedException {
        boolean isVirtual = Thread.currentThread().isVirtual();
        boolean hasParked = false;
        boolean woken = true;
        while (true) {
            TaskCell<R> next = moved.poll();
            if (next != null) {
                return next;
            }
            boolean hasLookedBriefly = false;
            if (!isVirtual) {
                boolean ignored = patience.lookFor(() -> hasWanted);
            } else if (!hasParked) {
                hasLookedBriefly = briefLooks.lookFor(() -> hasWanted);
            }
            Signal signal;
            lock.lock();
            try {
                reader = null;
                hasWanted = false;
                if (hasLookedBriefly) {
                    briefLooks.found(news);
                }
                comeFast = comeFast && (woken || news > 1);
                if (isReady()) {
                    wanted = comeFast || isVirtual ? Math.min(many, MOST_LOOKED_FOR) : 1;
                    move();
                    continue;
                }
                if (over || sourceFailed) {
                    return null;
                }
                wanted = comeFast ? many : 1;
                signal = new Signal();
                reader = signal;
            } finally {
                lock.unlock();
            }
            woken = await(signal, ticker, isVirtual);
            hasParked = true;
        }
    }

    /**
     * Parks. Where the last result came soon after the one before, to wake a platform thread for the next costs more than that
     * did: then many are waited for, a little while, and whoever was not woken by then takes what there is.
     */
    private boolean await(Signal signal, Ticker ticker, boolean isVirtual) throws InterruptedException {
        if (comeFast) {
            return signal.awaitBriefly(GRACE_NANOS);
        }
        long parked = System.nanoTime();
        boolean ignored = signal.await(ticker, Deadline.NEVER);
        comeFast = !isVirtual && System.nanoTime() - parked < GRACE_NANOS;
        return true;
    }

    private void move() {
        if (inSourceOrder) {
            while (isReady()) {
                moved.add(cells.remove());
            }
        } else {
            ArrayDeque<TaskCell<R>> empty = moved;
            moved = cells;
            cells = empty;
        }
        news = 0;
    }

    /** Whether every task has left the books and no more come. */
    public boolean isOver() {
        return allEnded.isOpen();
    }

    /** Waits until that is so. */
    public boolean awaitOver(Ticker ticker, long deadline) throws InterruptedException {
        return allEnded.await(ticker, deadline);
    }
}
