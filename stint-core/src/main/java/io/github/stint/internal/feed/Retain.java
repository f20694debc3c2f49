package io.github.stint.internal.feed;

import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the tasks in the order of the source; or, for whoever needs no results, only some that did not succeed. */
public final class Retain<R extends @Nullable Object> implements Sink<R> {

    /** So many that did not succeed are kept where no results are. */
    public static final int UNSUCCESSFUL = 1_000;

    private final boolean keepsAll;
    private final Gate over = new Gate();
    private final CarrierSafeLock lock = new CarrierSafeLock();
    private final List<TaskCell<R>> cells = new ArrayList<>();
    private int readers;

    /** Keeps every task, or only those that did not succeed. */
    public Retain(boolean keepsAll) {
        this.keepsAll = keepsAll;
    }

    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public boolean tracksAccepted() {
        return keepsAll;
    }

    @Override
    public void accepted(TaskCell<R> cell) {
        lock.lock();
        try {
            cells.add(cell);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void published(TaskCell<R> cell) {
        if (cell.ending().isSuccess()) {
            return; // it is kept since its acceptance or not at all, and no log asks about it
        }
        lock.lock();
        try {
            if (!keepsAll && cells.size() < UNSUCCESSFUL) {
                cells.add(cell);
            }
            if (readers > 0) {
                cell.willBeAsked();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sourceFailed() {}

    @Override
    public void over() {
        over.open();
    }

    /** Whether every task has left the books and no more come. */
    public boolean isOver() {
        return over.isOpen();
    }

    /** Waits for that; false if the deadline came first. */
    public boolean awaitOver(Ticker ticker, long deadline) throws InterruptedException {
        return over.await(ticker, deadline);
    }

    /** Waits for that and gives what was kept, to somebody who looks at the outcomes. */
    public List<TaskCell<R>> read(Ticker ticker, long deadline) throws InterruptedException {
        count(1);
        try {
            boolean ignored = over.await(ticker, deadline);
        } finally {
            count(-1);
        }
        List<TaskCell<R>> kept = cells();
        kept.forEach(TaskCell::willBeAsked);
        return kept;
    }

    private void count(int more) {
        lock.lock();
        try {
            readers += more;
        } finally {
            lock.unlock();
        }
    }

    private List<TaskCell<R>> cells() {
        lock.lock();
        try {
            return List.copyOf(cells);
        } finally {
            lock.unlock();
        }
    }
}
