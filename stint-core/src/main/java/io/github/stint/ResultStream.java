package io.github.stint;

import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.feed.Feeder;
import io.github.stint.internal.feed.Reading;
import io.github.stint.internal.feed.Ready;
import io.github.stint.internal.feed.StreamPublisher;
import io.github.stint.internal.time.Deadline;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
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
 * <p>A stream that is dropped without that is closed when the garbage collector finds it, and the log tells where it was
 * opened. Whoever holds its iterator, its stream of the JDK or its publisher holds it too.
 *
 * <p>One thread at a time may read; every other method may be called from any thread. What a task did is visible to whoever
 * has read its result.
 *
 * <p>A stream made by a pool shares the ids, the slots and the life of the pool; its numbers are its own.
 *
 * @param <R> what is read
 */
public final class ResultStream<R extends @Nullable Object> implements TaskOwner, Iterable<R> {

    private final Reading<?, R> reading;
    private final Feeder<?, ?> feeder;
    private final Engine engine;

    private ResultStream(Reading<?, R> reading) {
        this.reading = reading;
        this.feeder = reading.feeder();
        this.engine = feeder.engine();
        if (reading.ownsEngine()) {
            Owners.openedWeakly(engine, this);
        }
        reading.watch(this);
    }

    static <V extends @Nullable Object> ResultStream<V> ofResults(
            Feeder<?, V> feeder, Ready<V> ready, boolean ownsEngine) {
        return new ResultStream<>(Reading.of(feeder, ready, TaskCell::result, ownsEngine));
    }

    static <V extends @Nullable Object> ResultStream<Outcome<V>> ofOutcomes(
            Feeder<?, V> feeder, Ready<V> ready, boolean ownsEngine) {
        return new ResultStream<>(Reading.of(feeder, ready, TaskCell::ending, ownsEngine));
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
        reading.claim();
        return new Results();
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

    /**
     * The results as a publisher, for code that wants one. It has one subscriber, which takes the place of the iterator;
     * a second one, and one that comes too late, gets an {@link IllegalStateException} through {@code onError}.
     *
     * <ul>
     *   <li>All signals come from one virtual thread, named after the stream, in the order of the results.
     *   <li>A result is taken only when it is asked for, so the source goes no further than the reader's demand, the limit
     *       and the buffer together.
     *   <li>{@code onError} gets what the iterator throws, without waiting for demand; the stream is closed then.
     *       A result that is null ends it with a {@link NullPointerException}, asking for less than 1 with an
     *       {@link IllegalArgumentException}, closing the stream from elsewhere with a {@link TaskCancelledException}.
     *   <li>{@code cancel} cancels what runs, and does not wait for it; the stream closes behind it. A subscriber that
     *       throws is logged, and is taken to have cancelled.
     * </ul>
     *
     * <p>What a task did is visible to the subscriber that gets its result.
     *
     * @return the publisher
     */
    public Flow.Publisher<R> publisher() {
        return new StreamPublisher<>(this, reading);
    }

    @Override
    public String name() {
        return reading.name();
    }

    @Override
    public Stats stats() {
        return engine.view().stats(feeder.group(), reading.state(), feeder.limit());
    }

    @Override
    public List<TaskInfo> tasks() {
        return engine.view().infos(engine.view().cells(feeder.group()));
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
        try {
            return reading.awaitIdle(Deadline.after(engine.ticker(), atMost));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Waits until everything has ended and the source is read to its end. That takes a reader: without one this does not return.
     *
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks calls this
     */
    @Override
    public void awaitIdle() throws InterruptedException {
        try {
            reading.awaitIdle();
        } finally {
            Reference.reachabilityFence(this);
        }
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
        return reading.shutdown(how);
    }

    /** Cancels what still runs and waits, without limit, until it has ended. Keeps the interrupt flag. */
    @Override
    public void close() {
        reading.close();
    }

    /** The stream, and its numbers. */
    @Override
    public String toString() {
        Stats stats = stats();
        return "ResultStream '" + name() + "' " + stats.state() + ": " + stats.running() + " run, " + stats.ended()
                + " ended";
    }

    /** The one reader. It holds the stream, which must not be taken for dropped while somebody waits here. */
    private final class Results implements Iterator<R> {

        @Override
        public boolean hasNext() {
            try {
                return reading.advance();
            } catch (InterruptedException e) {
                throw Cancellation.interruptedReader(name(), e);
            } finally {
                Reference.reachabilityFence(ResultStream.this);
            }
        }

        @Override
        public R next() {
            boolean ignored = hasNext();
            return reading.next();
        }
    }
}
