package io.github.stint.internal.feed;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.engine.Ending;
import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.time.Deadline;
import java.lang.ref.Cleaner.Cleanable;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a stream of results: how far its one reader is, and how it is closed. It does not know the object that
 * users hold, so that object is garbage when they have dropped it, whatever still runs; see {@link Forgotten}.
 *
 * <p>{@code next} and {@code isOver} are the reader's own. The rest may be called by any thread.
 *
 * @param <V> the values of the tasks
 * @param <R> what is read
 */
public final class Reading<V extends @Nullable Object, R extends @Nullable Object> {

    private final Feeder<?, V> feeder;
    private final Ready<V> ready;
    private final Function<TaskCell<V>, R> read;
    private final boolean ownsEngine;
    private final StreamScope scope;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicReference<OwnerState> state = new AtomicReference<>(OwnerState.OPEN);
    private final AtomicReference<@Nullable CloseReport> report = new AtomicReference<>();
    private final Gate closed = new Gate();
    private @Nullable TaskCell<V> next;
    private boolean isOver;
    private volatile boolean cut;
    private volatile @Nullable Thread reader;
    private volatile @Nullable Cleanable watch;
    private volatile @Nullable Thread closer;

    private Reading(Feeder<?, V> feeder, Ready<V> ready, Function<TaskCell<V>, R> read, boolean ownsEngine) {
        this.feeder = feeder;
        this.ready = ready;
        this.read = read;
        this.ownsEngine = ownsEngine;
        this.scope = new StreamScope(feeder, ready);
    }

    /** Reads what a feed hands to that sink. */
    public static <V extends @Nullable Object, R extends @Nullable Object> Reading<V, R> of(
            Feeder<?, V> feeder, Ready<V> ready, Function<TaskCell<V>, R> read, boolean ownsEngine) {
        return new Reading<>(feeder, ready, read, ownsEngine);
    }

    /**
     * Closes this if that object is dropped before.
     *
     * @param stream what users hold
     */
    public void watch(Object stream) {
        try {
            watch = Forgotten.watch(stream, this);
        } catch (Throwable e) {
            stop(Closing.closed(name()));
            throw e;
        }
    }

    /** The full name. */
    public String name() {
        return scope.name();
    }

    /** Where the results come from. */
    public Feeder<?, V> feeder() {
        return feeder;
    }

    /** Whether it is all there is to its engine; else it is one of the streams of a pool. */
    public boolean ownsEngine() {
        return ownsEngine;
    }

    /** Whether it is open. */
    public OwnerState state() {
        return state.get();
    }

    /**
     * Whether it was closed before all was read, and what ran was cancelled for that. Stays false if it drained: what
     * is there is still to be read then.
     */
    boolean wasCut() {
        return cut;
    }

    // ---- reading

    /**
     * Makes whoever calls this the one reader.
     *
     * @throws IllegalStateException if there is one already, or it is closed
     */
    public void claim() {
        if (state.get() != OwnerState.OPEN) {
            throw new IllegalStateException("'" + name() + "' is closed");
        }
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException("'" + name() + "' can be read only once, and is read already");
        }
    }

    /**
     * The reader is to be unparked when it is cut.
     *
     * <p>{@code cut} is written before {@code reader} is read there, and {@code reader} is written here before the reader
     * looks at {@code cut}: one of the two sees the other.
     */
    void wake(@Nullable Thread parked) {
        reader = parked;
    }

    /**
     * Waits until there is a next result; false if there is none and will be none. It is closed at the end.
     *
     * @throws SourceFailedException if the source threw, after what was there
     * @throws TaskCancelledException if it was stopped before the source had no more
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; nothing is lost
     */
    public boolean advance() throws InterruptedException {
        if (next == null && !isOver) {
            Cancellation.checkpoint();
            if (!ready.hasMoved()) {
                feeder.takenAll();
            }
            next = ready.take(feeder.engine().ticker());
            if (next == null) {
                end();
            }
        }
        return next != null;
    }

    private void end() {
        Throwable error = feeder.sourceError();
        CancelReason stopped = feeder.stopped();
        finish();
        if (error != null) {
            throw new SourceFailedException(name(), error);
        }
        if (stopped != null) {
            throw new TaskCancelledException(name(), stopped);
        }
    }

    /**
     * The next result, after {@link #advance} was true, which is left where it is.
     *
     * @throws TaskFailedException like {@link #next}
     * @throws TaskCancelledException like {@link #next}
     */
    R peek() {
        return look(Objects.requireNonNull(next, "next"));
    }

    /**
     * Takes the next result, after {@link #advance} was true.
     *
     * @throws TaskFailedException if that is a failure and only values are read; it is closed then
     * @throws TaskCancelledException if that was cancelled and only values are read; it is closed then
     */
    public R next() {
        TaskCell<V> cell = next;
        if (cell == null) {
            throw new NoSuchElementException("'" + name() + "' has no more results");
        }
        next = null;
        feeder.taken();
        return look(cell);
    }

    private R look(TaskCell<V> cell) {
        try {
            return read.apply(cell);
        } catch (TaskFailedException | TaskCancelledException e) {
            finish();
            throw e;
        }
    }

    private void finish() {
        isOver = true;
        close();
    }

    // ---- the end

    /** Waits until everything has ended and the source is read to its end. */
    public boolean awaitIdle(long deadline) throws InterruptedException {
        refuseFromInside("awaitIdle");
        Cancellation.checkpoint();
        return scope.awaitIdle(scope.ticker(), deadline);
    }

    /** The same without a limit; says from time to time who keeps it waiting. */
    public void awaitIdle() throws InterruptedException {
        refuseFromInside("awaitIdle");
        Cancellation.checkpoint();
        boolean ignored = new Closing(scope).awaitIdle(Deadline.NEVER);
    }

    /** Cancels what runs, and pulls no more. Never waits, and leaves it open. */
    void stop(CancelReason why) {
        scope.stop(why);
    }

    /** Drains, then cancels; if somebody else closes it, waits for that. */
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        refuseFromInside("shutdown");
        if (beginClosing()) {
            CloseReport mine = new Closing(scope).shutdown(how, Closing.closed(name()));
            if (ownsEngine && scope.isOver()) {
                feeder.engine().ending().leave(Closing.closed(name()));
            }
            if (feeder.stopped() != null || mine.cancelled() > 0) {
                cut();
            }
            closed(mine);
            return mine;
        }
        if (!closed.isOpen()) {
            Cancellation.checkpoint();
            boolean ignored = closed.await(feeder.engine().ticker(), Deadline.NEVER);
        }
        return Objects.requireNonNull(report.get(), "report");
    }

    /** Cancels, and waits without limit. Again and again is all right. Keeps the interrupt flag. */
    public void close() {
        refuseFromInside("close");
        boolean first = beginClosing();
        cut();
        CloseReport mine = new Closing(scope).leave(Closing.closed(name()));
        if (ownsEngine) {
            feeder.engine().ending().leave(Closing.closed(name()));
        }
        if (first) {
            closed(mine);
        } else {
            awaitClosed();
        }
    }

    /** Waits for whoever closes it, unless a listener that is told of just that calls this. An interrupt is kept. */
    private void awaitClosed() {
        boolean interrupted = false;
        while (!closed.isOpen() && closer != Thread.currentThread()) {
            try {
                boolean ignored = closed.await(feeder.engine().ticker(), Deadline.NEVER);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims the closing; false if somebody closes or has closed already. */
    private boolean beginClosing() {
        boolean first = state.compareAndSet(OwnerState.OPEN, OwnerState.CLOSING);
        if (first) {
            closer = Thread.currentThread();
        }
        return first;
    }

    private void cut() {
        cut = true;
        LockSupport.unpark(reader);
    }

    private void closed(CloseReport mine) {
        report.set(mine);
        state.set(OwnerState.CLOSED);
        closed.open();
        closer = null;
        Cleanable watching = watch;
        if (watching != null) {
            watching.clean(); // finds it closed, and is not called again
        }
    }

    private void refuseFromInside(String what) {
        Ending.refuseFromInside(feeder.group(), name(), what);
    }
}
