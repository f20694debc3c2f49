package io.github.stint.internal.feed;

import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.lock.Patience;
import io.github.stint.internal.lock.Spin;
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

    private static final int FEW = 8;

    /** About a microsecond. */
    private static final int MOMENT_LOOKS = Spin.looks(4);

    private final boolean inSourceOrder;
    private final Gate allEnded = new Gate();
    private final CarrierSafeLock lock = new CarrierSafeLock();
    private ArrayDeque<TaskCell<R>> cells = new ArrayDeque<>();

    /** What was moved to the reader. */
    private ArrayDeque<TaskCell<R>> moved = new ArrayDeque<>();

    /** Whether it pays to look for what is new: only a hint. */
    private volatile boolean hasNews;

    /** Of the reader: the results of quick bodies come faster than a thread can be parked and woken. */
    private final Patience patience = new Patience();

    /** How many were moved the last time. Of the reader, too. */
    private int lastMoved;

    private boolean sourceFailed;
    private boolean over;
    private @Nullable Signal reader;

    /** Hands over in that order. */
    public Ready(boolean inSourceOrder) {
        this.inSourceOrder = inSourceOrder;
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void accepted(TaskCell<R> cell) {
        if (!inSourceOrder) {
            return;
        }
        lock.lock();
        try {
            cells.add(cell);
            wakeIfReady();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void published(TaskCell<R> cell) {
        lock.lock();
        try {
            if (!inSourceOrder) {
                cells.add(cell);
            }
            wakeIfReady();
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

    private void wakeIfReady() {
        if (isReady()) {
            wake();
        }
    }

    private boolean isReady() {
        TaskCell<R> first = cells.peek();
        return first != null && first.isDone();
    }

    private void wake() {
        if (!hasNews) {
            hasNews = true;
        }
        Signal waiting = reader;
        if (waiting != null) {
            reader = null;
            waiting.fire();
        }
    }

    /** The next ended task; null if there is none and will be none, or the source threw. For one reader at a time. */
    public @Nullable TaskCell<R> take(Ticker ticker) throws InterruptedException {
        while (true) {
            TaskCell<R> next = moved.poll();
            if (next != null) {
                return next;
            }
            lookForNews();
            Signal signal;
            lock.lock();
            try {
                hasNews = false;
                if (isReady()) {
                    move();
                    continue;
                }
                if (over || sourceFailed) {
                    return null;
                }
                signal = new Signal();
                reader = signal;
            } finally {
                lock.unlock();
            }
            long parked = ticker.nanoTime();
            boolean ignored = signal.await(ticker, Deadline.NEVER);
            patience.parked(ticker.nanoTime() - parked);
        }
    }

    /**
     * Looks before it parks. If what came last was not much, what follows is given a moment to become more: to take results one
     * by one costs the workers more than the reader gains.
     */
    private void lookForNews() {
        if (patience.lookFor(() -> hasNews) && lastMoved < FEW) {
            for (int look = 1; look <= MOMENT_LOOKS; look++) {
                Spin.pause(look);
            }
        }
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
        lastMoved = moved.size();
    }

    /** Waits until every task has left the books and no more come. */
    public boolean awaitOver(Ticker ticker, long deadline) throws InterruptedException {
        return allEnded.await(ticker, deadline);
    }
}
