package io.github.stint.internal.feed;

import io.github.stint.Task;
import io.github.stint.TaskState;
import io.github.stint.Until;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One wait for several tasks: fires its signal when what it waits for is so. */
public final class Settling {

    private final Until until;
    private final boolean asks;
    private final AtomicInteger pending;
    private final Signal signal = new Signal();

    private Settling(Until until, boolean asks, int tasks) {
        this.until = until;
        this.asks = asks;
        this.pending = new AtomicInteger(tasks);
    }

    /** Waits until it is so, or the deadline has come; who waits will ask how those ended. */
    public static void await(Collection<? extends Task<?>> tasks, Until until, Ticker ticker, long deadline)
            throws InterruptedException {
        await(tasks, until, true, ticker, deadline);
    }

    /** Waits until all have ended, or the deadline has come; nobody asks how they ended. */
    public static void awaitAll(Collection<? extends Task<?>> tasks, Ticker ticker, long deadline)
            throws InterruptedException {
        await(tasks, Until.ALL_DONE, false, ticker, deadline);
    }

    private static void await(
            Collection<? extends Task<?>> tasks, Until until, boolean asks, Ticker ticker, long deadline)
            throws InterruptedException {
        if (tasks.isEmpty()) {
            return;
        }
        if (until != Until.ANY_DONE || tasks.size() == 1) {
            tasks.forEach(task -> ((TaskCell<?>) task).refuseSelfWait());
        }
        Settling settling = new Settling(until, asks, tasks.size());
        List<One> watched = new ArrayList<>(tasks.size());
        try {
            for (Task<?> task : tasks) {
                One one = settling.new One((TaskCell<?>) task);
                watched.add(one);
                if (!one.cell.observe(one)) {
                    one.published(one.cell);
                }
            }
            boolean ignored = settling.signal.await(ticker, deadline);
        } finally {
            watched.forEach(One::forget);
        }
    }

    private final class One extends Observer {

        private final TaskCell<?> cell;

        One(TaskCell<?> cell) {
            this.cell = cell;
        }

        @Override
        protected void published(TaskCell<?> task) {
            if (asks) {
                task.willBeAsked();
            }
            boolean all = pending.decrementAndGet() == 0;
            if (all || until == Until.ANY_DONE || (until == Until.ANY_FAILED && task.state() == TaskState.FAILED)) {
                signal.fire();
            }
        }

        void forget() {
            if (!cell.isDone()) {
                cell.forget(this);
            }
        }
    }
}
