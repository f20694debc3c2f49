package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskOptions;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TimeLimitExceeded;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The future of a task that was given to an executor. It ends with its task, or before it by {@link #cancel}, whichever
 * is first; its end is set once. It waits as the JDK's futures do: only an interrupt of the thread ends a wait, since
 * code that is written for them may try again until there is none.
 *
 * @param <T> the value
 */
final class TaskFuture<T extends @Nullable Object> extends Observer implements RunnableFuture<T>, Callable<T>, Handed {

    private final Ticker ticker;
    private final TaskCell<T> cell;
    private final AtomicReference<@Nullable Callable<? extends T>> body;
    private final AtomicReference<@Nullable Outcome<T>> end = new AtomicReference<>();
    private final Gate ended = new Gate();

    /** A future and its task, which is to be handed over. */
    TaskFuture(Engine engine, Callable<? extends T> body) {
        this.ticker = engine.ticker();
        this.body = new AtomicReference<>(
                Contexts.around(engine.surroundings().contexts().capture(), body));
        this.cell = new TaskCell<>(
                engine, TaskOptions.defaults(), this, Thread.currentThread().getContextClassLoader(), null, null, this);
    }

    /** The task. */
    TaskCell<T> cell() {
        return cell;
    }

    // ---- its task

    @Override
    public T call() throws Exception {
        Callable<? extends T> mine = body.getAndSet(null);
        if (mine == null) {
            throw new CancellationException("taken back before it began");
        }
        return mine.call();
    }

    /** Does nothing: its pool runs the task, or it was cancelled. */
    @Override
    public void run() {}

    /** A failure that comes after a cancel cannot be asked for here: it is told to the log. */
    @Override
    protected void published(TaskCell<?> task) {
        if (end(cell.ending())) {
            cell.willBeAsked();
        }
    }

    private boolean end(Outcome<T> how) {
        if (!end.compareAndSet(null, how)) {
            return false;
        }
        ended.open();
        return true;
    }

    // ---- who cancels

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(mayInterruptIfRunning, Cancellation.requested("its future was cancelled"));
    }

    /** Of a task that was handed over. */
    boolean cancel(boolean mayInterruptIfRunning, CancelReason why) {
        if (!end(new Cancelled<>(why))) {
            return false;
        }
        boolean neverBegins = body.getAndSet(null) != null;
        if (neverBegins || mayInterruptIfRunning) {
            CancelResult ignored = cell.cancel(why);
        }
        return true;
    }

    /** Takes it back; also of a task that was not handed over and never will be. The task is left as it is. */
    @Override
    public @Nullable Runnable takeBack(CancelReason why) {
        if (body.getAndSet(null) == null) {
            return null;
        }
        boolean ignored = end(new Cancelled<>(why));
        return this;
    }

    // ---- who asks

    @Override
    public boolean isDone() {
        return end.get() != null;
    }

    @Override
    public boolean isCancelled() {
        return end.get() instanceof Cancelled;
    }

    @Override
    public State state() {
        return switch (end.get()) {
            case null -> State.RUNNING;
            case Success<T> _ -> State.SUCCESS;
            case Failure<T> _ -> State.FAILED;
            case Cancelled<T> _ -> State.CANCELLED;
        };
    }

    @Override
    public T resultNow() {
        if (end.get() instanceof Success<T>(T value)) {
            return value;
        }
        throw new IllegalStateException("task '" + cell.name() + "' has no result, its future is " + state());
    }

    @Override
    public Throwable exceptionNow() {
        if (end.get() instanceof Failure<T>(Throwable error)) {
            return error;
        }
        throw new IllegalStateException("task '" + cell.name() + "' has not failed, its future is " + state());
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        boolean ignored = awaitEnd(Deadline.NEVER);
        return value();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Duration atMost = Duration.ofNanos(unit.toNanos(timeout));
        if (!awaitEnd(Deadline.after(ticker, atMost))) {
            throw new TimeLimitExceeded(cell.name(), atMost);
        }
        return value();
    }

    /** Waits for the end; false if the deadline came first. */
    boolean awaitEnd(long deadline) throws InterruptedException {
        if (isDone()) {
            return true;
        }
        cell.refuseSelfWait();
        return ended.await(ticker, deadline);
    }

    private T value() throws ExecutionException {
        return switch (end.get()) {
            case null -> throw new IllegalStateException("the wait for '" + cell.name() + "' was over before its end");
            case Success<T>(T value) -> value;
            case Failure<T>(Throwable error) ->
                throw new ExecutionException("task '" + cell.name() + "' failed", error);
            case Cancelled<T>(CancelReason why) -> throw new TaskCancelledException(cell.name(), why);
        };
    }

    @Override
    public String toString() {
        return cell.name() + " " + state();
    }
}
