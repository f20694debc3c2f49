package io.github.stint;

import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.feed.CompletionGatherer;
import io.github.stint.internal.feed.ElementSource;
import io.github.stint.internal.feed.FeedOptions;
import io.github.stint.internal.feed.Feeder;
import io.github.stint.internal.feed.Ready;
import io.github.stint.spi.ContextPropagator;
import io.github.stint.spi.TaskListener;
import io.github.stint.spi.Ticker;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function over many elements, so many at a time, its results as they come. Nothing runs and the source is not touched
 * until the results are asked for.
 *
 * <pre>{@code
 * Concurrent.map(urls, this::fetch).limit(10).forEach(this::store);
 * }</pre>
 *
 * <p>Immutable: every option returns a changed copy. Defaults:
 *
 * <ul>
 *   <li>limit: {@link #defaultLimit()}
 *   <li>buffer: as many as the limit
 *   <li>order: that of completion
 *   <li>name: {@code concurrent-1}, {@code concurrent-2} and so on
 *   <li>ticker: that of the current task's owner, else the system's
 *   <li>context: what the current task's owner carries, else what was found for all
 *   <li>listeners: none
 * </ul>
 *
 * <p>The elements share threads: what a body leaves in a thread-local may be seen by the body of another element.
 *
 * @param <A> the elements
 * @param <R> the results
 */
public final class Concurrent<A extends @Nullable Object, R extends @Nullable Object> {

    private final Supplier<ElementSource<? extends A>> source;
    private final Fn<? super A, ? extends R> function;
    private final int limit;
    private final int buffer;
    private final boolean inSourceOrder;
    private final @Nullable String name;
    private final UnaryOperator<Surroundings> plugged;

    private Concurrent(
            Supplier<ElementSource<? extends A>> source,
            Fn<? super A, ? extends R> function,
            int limit,
            int buffer,
            boolean inSourceOrder,
            @Nullable String name,
            UnaryOperator<Surroundings> plugged) {
        this.source = source;
        this.function = function;
        this.limit = limit;
        this.buffer = buffer;
        this.inSourceOrder = inSourceOrder;
        this.name = name;
        this.plugged = plugged;
    }

    private static <A extends @Nullable Object, R extends @Nullable Object> Concurrent<A, R> of(
            Supplier<ElementSource<? extends A>> source, Fn<? super A, ? extends R> function) {
        return new Concurrent<>(
                source,
                Objects.requireNonNull(function, "function"),
                defaultLimit(),
                AS_LIMIT,
                false,
                null,
                UnaryOperator.identity());
    }

    private static final int AS_LIMIT = -1;

    /** A source that can be read once: the second time is refused at the call. */
    private static <S> Supplier<S> once(Supplier<S> source) {
        AtomicBoolean used = new AtomicBoolean();
        return () -> {
            if (!used.compareAndSet(false, true)) {
                throw new IllegalStateException("the source is used up: an iterator or a stream can be read once only");
            }
            return source.get();
        };
    }

    /**
     * A function over the elements of something that can be iterated over, endless if you like. It is closed at the end
     * if it is {@link AutoCloseable}.
     *
     * @param source the elements
     * @param function what is done with each; what it throws is that element's failure
     * @param <A> the elements
     * @param <R> the results
     * @return what will be done
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Concurrent<A, R> map(
            Iterable<? extends A> source, Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        return of(() -> ElementSource.of(source), function);
    }

    /**
     * A function over the rest of an iterator, which is called by one thread at a time.
     *
     * @param source the elements
     * @param function what is done with each; what it throws is that element's failure
     * @param <A> the elements
     * @param <R> the results
     * @return what will be done, once
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Concurrent<A, R> map(
            Iterator<? extends A> source, Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        return of(once(() -> ElementSource.of(source)), function);
    }

    /**
     * A function over the elements of a stream of the JDK, which is closed at the end.
     *
     * @param source the elements
     * @param function what is done with each; what it throws is that element's failure
     * @param <A> the elements
     * @param <R> the results
     * @return what will be done, once
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Concurrent<A, R> map(
            Stream<? extends A> source, Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        return of(once(() -> ElementSource.of(source)), function);
    }

    /**
     * A function as a step of a stream of the JDK: results in order of completion, so many at a time. When the stream
     * wants no more, what runs is cancelled and waited for. A failure comes out of the stream's terminal operation as a
     * {@link TaskFailedException}.
     *
     * <p>A stream whose source throws does not tell this step: what runs then goes on to its end, unseen.
     *
     * @param limit how many may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the step
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Gatherer<A, ?, R> gatherer(
            int limit, Fn<? super A, ? extends R> function) {
        Require.atLeast("limit", 1, limit);
        Objects.requireNonNull(function, "function");
        return CompletionGatherer.of(limit, function);
    }

    /**
     * How many run at once unless told otherwise.
     *
     * @return the number of processors and four, at most 32
     */
    public static int defaultLimit() {
        return Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    }

    /**
     * Lets so many run at once.
     *
     * @param limit how many, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Concurrent<A, R> limit(int limit) {
        return new Concurrent<>(
                source, function, Require.atLeast("limit", 1, limit), buffer, inSourceOrder, name, plugged);
    }

    /**
     * Lets all run at once: the source is read to its end as fast as it goes.
     *
     * @return the changed copy
     */
    public Concurrent<A, R> unlimited() {
        return limit(EngineOptions.UNLIMITED);
    }

    /**
     * Lets so many results wait to be read while the limit is used up all the same; with 0, an unread result takes the
     * place of a running element.
     *
     * @param buffer how many, at least 0
     * @return the changed copy
     * @throws IllegalArgumentException if it is less than 0
     */
    public Concurrent<A, R> buffer(int buffer) {
        return new Concurrent<>(
                source, function, limit, Require.atLeast("buffer", 0, buffer), inSourceOrder, name, plugged);
    }

    /**
     * Gives the results in the order of the source: a slow element holds back those after it.
     *
     * @return the changed copy
     */
    public Concurrent<A, R> inSourceOrder() {
        return new Concurrent<>(source, function, limit, buffer, true, name, plugged);
    }

    /**
     * Names the stream.
     *
     * @param name the name
     * @return the changed copy
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public Concurrent<A, R> name(String name) {
        return new Concurrent<>(source, function, limit, buffer, inSourceOrder, Names.check("name", name), plugged);
    }

    /**
     * Gives the stream another clock.
     *
     * @param ticker the clock
     * @return the changed copy
     */
    public Concurrent<A, R> ticker(Ticker ticker) {
        Objects.requireNonNull(ticker, "ticker");
        return plugged(surroundings -> surroundings.withTicker(ticker));
    }

    /**
     * Carries something of the thread that asks for the results to the bodies. Several are captured in the order in which
     * they were given.
     *
     * @param context what is carried
     * @return the changed copy
     */
    public Concurrent<A, R> context(ContextPropagator context) {
        Objects.requireNonNull(context, "context");
        return plugged(surroundings -> surroundings.withContext(context));
    }

    /**
     * Tells somebody what happens to the stream and its tasks. Several are told in the order in which they were given.
     *
     * @param listener who is told
     * @return the changed copy
     */
    public Concurrent<A, R> listener(TaskListener listener) {
        Objects.requireNonNull(listener, "listener");
        return plugged(surroundings -> surroundings.withListener(listener));
    }

    private Concurrent<A, R> plugged(UnaryOperator<Surroundings> more) {
        return new Concurrent<>(
                source, function, limit, buffer, inSourceOrder, name, before -> more.apply(plugged.apply(before)));
    }

    /**
     * Begins, and gives the values; the first failure ends the stream.
     *
     * @return the stream, to be closed
     * @throws IllegalStateException if the source is an iterator or a stream and was read before
     */
    public ResultStream<R> results() {
        Ready<R> ready = new Ready<>(inSourceOrder, options().window());
        return ResultStream.ofResults(begin(ready), ready, true);
    }

    /**
     * Begins, and gives how each element ended; a failure is one of the results.
     *
     * @return the stream, to be closed
     * @throws IllegalStateException if the source is an iterator or a stream and was read before
     */
    public ResultStream<Outcome<R>> outcomes() {
        Ready<R> ready = new Ready<>(inSourceOrder, options().window());
        return ResultStream.ofOutcomes(begin(ready), ready, true);
    }

    /**
     * Gives each value to the consumer, on this thread, and closes itself.
     *
     * @param consumer who gets them
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; what ran was
     *     cancelled then and has ended
     * @throws TaskFailedException if an element failed; the others were cancelled and have ended
     * @throws SourceFailedException if the source threw
     */
    public void forEach(Consumer<? super R> consumer) throws InterruptedException {
        Objects.requireNonNull(consumer, "consumer");
        Cancellation.checkpointOrInterrupt();
        try (ResultStream<R> results = results()) {
            for (R result : results) {
                consumer.accept(result);
            }
        } catch (TaskCancelledException e) {
            if (e.getCause() instanceof InterruptedException interrupt
                    && e.reason().source() == CancelReason.Source.OWNER_INTERRUPTED) {
                boolean ignored = Thread.interrupted();
                throw interrupt;
            }
            throw e;
        }
    }

    private Feeder<A, R> begin(Ready<R> ready) {
        ElementSource<? extends A> elements = source.get();
        String named = name == null ? Owners.unnamed("concurrent") : name;
        Engine engine = new Engine(
                EngineOptions.queueing(
                        "ResultStream",
                        named,
                        EngineOptions.UNLIMITED,
                        FailurePolicy.READ,
                        plugged.apply(Surroundings.ofCurrentTask())),
                Cancellation.currentTask());
        return Feeder.start(engine, elements, function, options(), ready);
    }

    private FeedOptions options() {
        return FeedOptions.taken(TaskOptions.defaults(), limit, buffer == AS_LIMIT ? limit : buffer);
    }
}
