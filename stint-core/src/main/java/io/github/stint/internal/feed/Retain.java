package io.github.stint.internal.feed;

import io.github.stint.Outcome.Failure;
import io.github.stint.TaskFailedException;
import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the tasks in the order of the source; or only counts them out, for whoever needs no results. */
public final class Retain<R extends @Nullable Object> implements Sink<R> {

    private final boolean keeps;
    private final Gate over = new Gate();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TaskCell<R>> cells = new ArrayList<>();
    private int readers;
    private @Nullable TaskFailedException firstFailure;

    /** Keeps every task, or none. */
    public Retain(boolean keeps) {
        this.keeps = keeps;
    }

    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public void accepted(TaskCell<R> cell) {
        if (keeps) {
            lock.lock();
            try {
                cells.add(cell);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void published(TaskCell<R> cell) {
        TaskFailedException failure = !keeps && cell.ending() instanceof Failure<R>(Throwable error)
                ? new TaskFailedException(cell.name(), error)
                : null;
        lock.lock();
        try {
            if (firstFailure == null) {
                firstFailure = failure;
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

    /** Waits for that, as somebody who will look at the outcomes if {@code asReader}. */
    public boolean awaitOver(Ticker ticker, long deadline, boolean asReader) throws InterruptedException {
        if (asReader) {
            count(1);
        }
        try {
            return over.await(ticker, deadline);
        } finally {
            if (asReader) {
                count(-1);
            }
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            readers += more;
        } finally {
            lock.unlock();
        }
    }

    /** The first failure, if no tasks are kept that would tell. */
    public @Nullable TaskFailedException firstFailure() {
        lock.lock();
        try {
            return firstFailure;
        } finally {
            lock.unlock();
        }
    }

    /** The tasks so far, in the order of the source. */
    public List<TaskCell<R>> cells() {
        lock.lock();
        try {
            return List.copyOf(cells);
        } finally {
            lock.unlock();
        }
    }
}
