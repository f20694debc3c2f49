package io.github.stint.internal.feed;

import io.github.stint.Task;
import io.github.stint.UncheckedTimeoutException;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.spi.Ticker;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Spliterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Given tasks in the order in which they end, for one reader. */
public final class Completions<T extends @Nullable Object> implements Spliterator<Task<T>> {

    private final Ticker ticker;
    private final long deadline;
    private final CarrierSafeLock lock = new CarrierSafeLock();
    private final ArrayDeque<Task<T>> ended = new ArrayDeque<>();
    private final int total;
    private int left;
    private @Nullable Signal reader;

    private Completions(int tasks, Ticker ticker, long deadline) {
        this.left = tasks;
        this.total = tasks;
        this.ticker = ticker;
        this.deadline = deadline;
    }

    /** Watches those tasks; those that have ended already come first, as they are given. */
    public static <T extends @Nullable Object> Completions<T> of(
            Collection<? extends Task<T>> tasks, Ticker ticker, long deadline) {
        tasks.forEach(task -> ((TaskCell<T>) task).refuseSelfWait());
        Completions<T> completions = new Completions<>(tasks.size(), ticker, deadline);
        for (Task<T> task : tasks) {
            One<T> one = new One<>(completions, task);
            TaskCell<T> cell = (TaskCell<T>) task;
            if (!cell.observe(one)) {
                one.published(cell);
            }
        }
        return completions;
    }

    /** The next one to end; null if there is none left. */
    public @Nullable Task<T> next() throws InterruptedException {
        if (left == 0) {
            return null;
        }
        Task<T> next = await();
        left--;
        return next;
    }

    private static final class One<T extends @Nullable Object> extends Observer {
        private final Completions<T> completions;
        private final Task<T> task;

        One(Completions<T> completions, Task<T> task) {
            this.completions = completions;
            this.task = task;
        }

        @Override
        protected void published(TaskCell<?> cell) {
            cell.willBeAsked();
            completions.add(task);
        }
    }

    private void add(Task<T> task) {
        Signal waiting;
        lock.lock();
        try {
            ended.add(task);
            waiting = reader;
            reader = null;
        } finally {
            lock.unlock();
        }
        if (waiting != null) {
            waiting.fire();
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Task<T>> action) {
        Task<T> next;
        try {
            next = next();
        } catch (InterruptedException e) {
            throw Cancellation.interruptedReader("asCompleted", e);
        }
        if (next == null) {
            return false;
        }
        action.accept(next);
        return true;
    }

    private Task<T> await() throws InterruptedException {
        Cancellation.checkpoint();
        while (true) {
            Signal signal = new Signal();
            lock.lock();
            try {
                Task<T> next = ended.poll();
                if (next != null) {
                    return next;
                }
                reader = signal;
            } finally {
                lock.unlock();
            }
            if (!signal.await(ticker, deadline) && isEmpty()) {
                throw new UncheckedTimeoutException(
                        new TimeoutException(left + " of " + total + " tasks have not ended in time"));
            }
        }
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return ended.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Spliterator<Task<T>> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return left;
    }

    @Override
    public int characteristics() {
        return ORDERED | SIZED | NONNULL | DISTINCT;
    }
}
