package io.github.stint;

import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.engine.Ending;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.View;
import io.github.stint.internal.feed.Feeder;
import io.github.stint.internal.feed.Ready;
import io.github.stint.internal.feed.StreamScope;
import io.github.stint.internal.time.Deadline;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Results as they come: read once, by one thread, lazily. The source is touched only while there is room: fewer than the
 * limit run, and fewer than limit and buffer together are pulled and not read.
 *
 * <pre>{@code
 * try (var pages = Concurrent.map(urls, this::fetch).limit(10).results()) {
 *   for (String page : pages) if (page.contains("found")) break;
 * }
 * }</pre>
 *
 * <p>Closing it cancels what still runs and waits, without limit, until it has ended; a stream that was read to its end, or
 * that a failure has ended, is closed already. Iterating waits without declaring it: an interrupt comes out as a
 * {@link TaskCancelledException} with the interrupt flag kept; that does not close the stream, and reading may go on after
 * it, nothing is lost.
 *
 * <p>A stream made by a pool shares the ids, the slots and the life of the pool; its numbers are its own.
 *
 * @param <R> what is read
 */
public final class ResultStream<R extends @Nullable Object> implements TaskOwner, Iterable<R> {

    private final Feeder<?, ?> feeder;
    private final StreamScope scope;
    private final Engine engine;
    private final boolean ownsEngine;
    private final AtomicBoolean iterated = new AtomicBoolean();
    private final AtomicReference<OwnerState> state = new AtomicReference<>(OwnerState.OPEN);
    private final AtomicReference<@Nullable CloseReport> report = new AtomicReference<>();
    private final Gate closed = new Gate();
    private final Iterator<R> results;

    private <V extends @Nullable Object> ResultStream(
            Feeder<?, V> feeder, Ready<V> ready, Function<TaskCell<V>, R> read, boolean ownsEngine) {
        this.feeder = feeder;
        this.scope = new StreamScope(feeder, ready);
        this.engine = feeder.engine();
        this.ownsEngine = ownsEngine;
        this.results = new Results<>(ready, read);
    }

    static <V extends @Nullable Object> ResultStream<V> ofResults(
            Feeder<?, V> feeder, Ready<V> ready, boolean ownsEngine) {
        return new ResultStream<>(feeder, ready, TaskCell::result, ownsEngine);
    }

    static <V extends @Nullable Object> ResultStream<Outcome<V>> ofOutcomes(
            Feeder<?, V> feeder, Ready<V> ready, boolean ownsEngine) {
        return new ResultStream<>(feeder, ready, TaskCell::ending, ownsEngine);
    }

    /**
     * The results. Waits where there is none yet; {@code next} and {@code hasNext} throw:
     *
     * <ul>
     *   <li>{@link TaskFailedException}, {@link TaskCancelledException} in a stream of results, if an element failed or was
     *       cancelled; the stream is closed then. In a stream of outcomes they are among the results.
     *   <li>{@link SourceFailedException} if the source threw: after the results that were there; the stream is closed.
     *   <li>{@link TaskCancelledException} if this thread was interrupted, or the stream was closed by another one
     * </ul>
     *
     * @return the one iterator
     * @throws IllegalStateException if it was asked for before, or the stream is closed
     */
    @Override
    public Iterator<R> iterator() {
        if (state.get() != OwnerState.OPEN) {
            throw new IllegalStateException("'" + name() + "' is closed");
        }
        if (!iterated.compareAndSet(false, true)) {
            throw new IllegalStateException("'" + name() + "' can be read only once, and is read already");
        }
        return results;
    }

    /**
     * The results as a sequential stream of the JDK, which closes this one when it is closed.
     *
     * @return the stream
     * @throws IllegalStateException if the results were asked for before, or the stream is closed
     */
    public Stream<R> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    @Override
    public String name() {
        return scope.name();
    }

    @Override
    public Stats stats() {
        return engine.view().stats(feeder.group(), state.get(), feeder.limit());
    }

    @Override
    public List<TaskInfo> tasks() {
        return View.infos(engine.view().cells(feeder.group()));
    }

    @Override
    public Optional<Task<?>> task(long id) {
        TaskCell<?> cell = engine.view().cell(id);
        return cell != null && engine.view().isMember(cell, feeder.group()) ? Optional.of(cell) : Optional.empty();
    }

    /**
     * Asks one of its tasks to stop.
     *
     * @param id its number; in a stream of a pool, a number of the pool
     * @param why the words
     * @return what this call found; for a task that has ended, whoever of the pool it belonged to
     */
    @Override
    public CancelResult cancel(long id, String why) {
        CancelReason reason = Cancellation.requested(why);
        TaskCell<?> cell = engine.view().cell(id);
        if (cell != null && !engine.view().isMember(cell, feeder.group())) {
            return CancelResult.UNKNOWN_ID;
        }
        return engine.steering().cancel(id, reason);
    }

    @Override
    public int cancelAll(String why) {
        return engine.steering().cancel(feeder.group(), Cancellation.requested(why));
    }

    /**
     * Waits until everything has ended and the source is read to its end. That takes a reader.
     *
     * @param atMost how long; zero or less only looks
     * @return true if it is so, false if the time was over
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks calls this
     */
    @Override
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        refuseFromInside("awaitIdle");
        Cancellation.checkpoint();
        return scope.awaitIdle(Deadline.after(engine.ticker(), atMost));
    }

    /**
     * Closes the stream in the way given. A stream comes to rest only if it is read: draining without limit one that
     * nobody reads to its end does not return. Whoever closes it meanwhile cancels what still runs.
     *
     * @param how how long it drains and how long it waits for what it cancelled
     * @return what happened; if somebody else closes it, his report
     * @throws InterruptedException if this thread was interrupted while it waited for another that closes
     * @throws IllegalStateException if one of its own tasks calls this
     */
    @Override
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        Objects.requireNonNull(how, "how");
        refuseFromInside("shutdown");
        if (state.compareAndSet(OwnerState.OPEN, OwnerState.CLOSING)) {
            CloseReport mine = new Closing(scope).shutdown(how, Closing.closed(name()));
            if (ownsEngine && mine.stragglers().isEmpty()) {
                engine.ending().leave(Closing.closed(name()));
            }
            closed(mine);
            return mine;
        }
        if (!closed.isOpen()) {
            Cancellation.checkpoint();
            boolean ignored = closed.await(engine.ticker(), Deadline.NEVER);
        }
        return Objects.requireNonNull(report.get(), "report");
    }

    /** Cancels what still runs and waits, without limit, until it has ended. Keeps the interrupt flag. */
    @Override
    public void close() {
        refuseFromInside("close");
        boolean first = state.compareAndSet(OwnerState.OPEN, OwnerState.CLOSING);
        CloseReport mine = new Closing(scope).leave(Closing.closed(name()));
        if (ownsEngine) {
            engine.ending().leave(Closing.closed(name()));
        }
        if (first) {
            closed(mine);
        }
    }

    private void closed(CloseReport mine) {
        report.set(mine);
        state.set(OwnerState.CLOSED);
        closed.open();
    }

    private void refuseFromInside(String what) {
        Ending.refuseFromInside(feeder.group(), name(), what);
    }

    /** The stream, and its numbers. */
    @Override
    public String toString() {
        Stats stats = stats();
        return "ResultStream '" + name() + "' " + stats.state() + ": " + stats.running() + " run, " + stats.ended()
                + " ended";
    }

    /** The one reader. */
    private final class Results<V extends @Nullable Object> implements Iterator<R> {

        private final Ready<V> ready;
        private final Function<TaskCell<V>, R> read;
        private @Nullable TaskCell<V> next;
        private boolean isOver;

        Results(Ready<V> ready, Function<TaskCell<V>, R> read) {
            this.ready = ready;
            this.read = read;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !isOver) {
                next = advance();
            }
            return next != null;
        }

        @Override
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException("'" + name() + "' has no more results");
            }
            TaskCell<V> cell = Objects.requireNonNull(next, "next");
            next = null;
            feeder.taken();
            try {
                return read.apply(cell);
            } catch (TaskFailedException | TaskCancelledException e) {
                finish();
                throw e;
            }
        }

        private @Nullable TaskCell<V> advance() {
            TaskCell<V> cell = take();
            if (cell != null) {
                return cell;
            }
            Throwable error = feeder.sourceError();
            CancelReason stopped = feeder.stopped();
            finish();
            if (error != null) {
                throw new SourceFailedException(name(), error);
            }
            if (stopped != null) {
                throw new TaskCancelledException(name(), stopped);
            }
            return null;
        }

        private @Nullable TaskCell<V> take() {
            try {
                Cancellation.checkpoint();
                return ready.take(engine.ticker());
            } catch (InterruptedException e) {
                throw Cancellation.interruptedReader(name(), e);
            }
        }

        private void finish() {
            isOver = true;
            close();
        }
    }
}
