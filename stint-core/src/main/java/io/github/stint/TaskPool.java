// Over 500 lines: six verbs in up to six forms each, every one with its Javadoc. What they do is in internal.engine.
package io.github.stint;

import io.github.stint.internal.adapt.ExecutorFace;
import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.feed.ElementSource;
import io.github.stint.internal.feed.FeedOptions;
import io.github.stint.internal.feed.Feeder;
import io.github.stint.internal.feed.Ready;
import io.github.stint.internal.feed.Retain;
import io.github.stint.internal.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

// Long because it has every verb of a pool in its few forms, and most of it is what is said about them.

/**
 * Many tasks, so many at a time, steered while they run.
 *
 * <pre>{@code
 * try (var pool = TaskPool.builder("crawler").size(20).open()) {
 *   Task<String> home = pool.submit(() -> fetch(root));
 *   TaskBatch<String> batch = pool.map("frontier", seeds, 4, this::fetch);
 *   pool.resize(50);
 *   List<String> pages = batch.results();
 * }
 * }</pre>
 *
 * <p>What happens when there is no room is said by the verb: {@code submit} waits, {@code trySubmit} declines, {@code map}
 * and its kin hand over to a feed that waits. Who was first accepted is first started, across the queue and the threads
 * that wait in {@code submit}; a batch's own limit holds back its later elements and never reorders them.
 *
 * <p>Every submitted task has a fresh thread, started when it has a slot; the elements of one batch share threads. The
 * pool's own tasks may submit to it. When each of its running tasks waits for room in it, so that none could ever come,
 * the last one gets an {@link IllegalStateException}. A task that waits for another one in the same pool, by
 * {@code await}, is not told so: give such a pool room enough, or use a {@link TaskGroup} inside the task.
 *
 * <p>A failure that nobody asks about within a second is logged, once; closing the pool logs what is left. Groups exist as
 * long as something is in them.
 */
public final class TaskPool extends LongLivedOwner {

    private final int keepEnded;
    private final Map<String, AtomicInteger> batches = new ConcurrentHashMap<>();

    private TaskPool(Engine engine, Shutdown onClose, int keepEnded) {
        super(engine, onClose);
        this.keepEnded = keepEnded;
    }

    /**
     * Opens a pool of that size, with the defaults of {@link Builder}.
     *
     * @param name its name
     * @param size how many tasks may run at once, at least 0
     * @return the pool, to be closed
     * @throws IllegalArgumentException if the name cannot be one, or the size is negative
     */
    public static TaskPool open(String name, int size) {
        return builder(name).size(size).open();
    }

    /**
     * What a pool can be told before it is opened.
     *
     * @param name its name
     * @return the defaults
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static Builder builder(String name) {
        return new Builder(Names.check("name", name));
    }

    // ---- one task

    /**
     * Hands a task over, and waits for room first.
     *
     * @param body what it does
     * @param <T> its value
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop, before the task
     *     was accepted
     * @throws TaskRejectedException if the pool is locked or closed
     * @throws IllegalStateException if all running tasks of this pool would wait for room in it
     */
    public <T> Task<T> submit(Callable<? extends T> body) throws InterruptedException {
        return submit(TaskOptions.defaults(), body);
    }

    /**
     * Hands a task without a value over, and waits for room first. See {@link #submit(Callable)}.
     *
     * @param body what it does
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted before the task was accepted
     */
    public Task<Void> submit(Action body) throws InterruptedException {
        return submit(TaskOptions.defaults(), Body.of(body));
    }

    /**
     * Hands a task over with options, and waits for room first. See {@link #submit(Callable)}.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @param <T> its value
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted before the task was accepted
     */
    public <T> Task<T> submit(TaskOptions options, Callable<? extends T> body) throws InterruptedException {
        TaskCell<T> cell = cell(options, body);
        engine.submit(cell, Deadline.NEVER);
        return cell;
    }

    /**
     * Hands a task without a value over with options, and waits for room first. See {@link #submit(Callable)}.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted before the task was accepted
     */
    public Task<Void> submit(TaskOptions options, Action body) throws InterruptedException {
        return submit(options, Body.of(body));
    }

    /**
     * Hands a task over, and waits for room, but not for ever. A slot granted in the last moment is used, never lost.
     *
     * @param options its name, group, time limit and callbacks
     * @param waitAtMost how long; zero or less only if there is room now
     * @param body what it does
     * @param <T> its value
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted before the task was accepted
     * @throws TaskRejectedException if there was no room in time, or the pool is locked or closed
     */
    public <T> Task<T> submit(TaskOptions options, Duration waitAtMost, Callable<? extends T> body)
            throws InterruptedException {
        Objects.requireNonNull(waitAtMost, "waitAtMost");
        TaskCell<T> cell = cell(options, body);
        engine.submit(cell, Deadline.after(engine.ticker(), waitAtMost));
        return cell;
    }

    /**
     * Hands a task without a value over, and waits for room, but not for ever.
     *
     * @param options its name, group, time limit and callbacks
     * @param waitAtMost how long; zero or less only if there is room now
     * @param body what it does
     * @return the task, accepted
     * @throws InterruptedException if this thread was interrupted before the task was accepted
     * @throws TaskRejectedException if there was no room in time, or the pool is locked or closed
     */
    public Task<Void> submit(TaskOptions options, Duration waitAtMost, Action body) throws InterruptedException {
        return submit(options, waitAtMost, Body.of(body));
    }

    /**
     * Hands a task over if there is room; never waits.
     *
     * @param body what it does
     * @param <T> its value
     * @return the task, or empty if there is no room
     * @throws TaskRejectedException if the pool is locked or closed
     */
    public <T> Optional<Task<T>> trySubmit(Callable<? extends T> body) {
        return trySubmit(TaskOptions.defaults(), body);
    }

    /**
     * Hands a task without a value over if there is room; never waits.
     *
     * @param body what it does
     * @return the task, or empty if there is no room
     * @throws TaskRejectedException if the pool is locked or closed
     */
    public Optional<Task<Void>> trySubmit(Action body) {
        return trySubmit(TaskOptions.defaults(), Body.of(body));
    }

    /**
     * Hands a task over with options if there is room; never waits.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @param <T> its value
     * @return the task, or empty if there is no room
     * @throws TaskRejectedException if the pool is locked or closed
     */
    public <T> Optional<Task<T>> trySubmit(TaskOptions options, Callable<? extends T> body) {
        TaskCell<T> cell = cell(options, body);
        return engine.offer(cell) ? Optional.of(cell) : Optional.empty();
    }

    /**
     * Hands a task without a value over with options if there is room; never waits.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @return the task, or empty if there is no room
     * @throws TaskRejectedException if the pool is locked or closed
     */
    public Optional<Task<Void>> trySubmit(TaskOptions options, Action body) {
        return trySubmit(options, Body.of(body));
    }

    // ---- many tasks

    /**
     * Runs a function over the elements of a source, so many at a time, in a group named {@code map-1}, {@code map-2} and
     * so on. Returns at once; the source is read lazily, one element ahead at most, and may be endless.
     *
     * @param source the elements; closed at the end if it is {@link AutoCloseable}
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the tasks of this call
     * @throws TaskRejectedException if the pool is locked or closed
     * @throws IllegalArgumentException if the concurrency is less than 1
     */
    public <A extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> map(
            Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        return map(TaskOptions.defaults(), source, concurrency, function);
    }

    /**
     * Runs a function over the elements of a source, in a group of that name. See {@link #map(Iterable, int, Fn)}.
     *
     * @param group the name of the group, which must not exist
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the tasks of this call
     * @throws IllegalArgumentException if the pool has a group of that name, or the concurrency is less than 1
     */
    public <A extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> map(
            String group, Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        return map(TaskOptions.inGroup(group), source, concurrency, function);
    }

    /**
     * Runs a function over the elements of a source, each a task with these options. See
     * {@link #map(Iterable, int, Fn)}.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the tasks of this call
     * @throws IllegalArgumentException if the pool has a group of that name, or the concurrency is less than 1
     */
    public <A extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> map(
            TaskOptions each, Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return batch("map", each, ElementSource.of(source), concurrency, function, true);
    }

    /**
     * Runs a function over pairs, in a group named {@code starmap-1} and so on. See {@link #map(Iterable, int, Fn)}; for
     * more than two arguments, {@code map} over records.
     *
     * @param source the pairs
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the first of a pair
     * @param <B> the second of a pair
     * @param <R> the results
     * @return the tasks of this call
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> starmap(
            Iterable<? extends Entry<? extends A, ? extends B>> source,
            int concurrency,
            BiFn<? super A, ? super B, ? extends R> function) {
        return starmap(TaskOptions.defaults(), source, concurrency, function);
    }

    /**
     * Runs a function over pairs, in a group of that name. See {@link #map(String, Iterable, int, Fn)}.
     *
     * @param group the name of the group, which must not exist
     * @param source the pairs
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the first of a pair
     * @param <B> the second of a pair
     * @param <R> the results
     * @return the tasks of this call
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> starmap(
            String group,
            Iterable<? extends Entry<? extends A, ? extends B>> source,
            int concurrency,
            BiFn<? super A, ? super B, ? extends R> function) {
        return starmap(TaskOptions.inGroup(group), source, concurrency, function);
    }

    /**
     * Runs a function over pairs, each a task with these options. See {@link #map(TaskOptions, Iterable, int, Fn)}.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param source the pairs
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the first of a pair
     * @param <B> the second of a pair
     * @param <R> the results
     * @return the tasks of this call
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> starmap(
            TaskOptions each,
            Iterable<? extends Entry<? extends A, ? extends B>> source,
            int concurrency,
            BiFn<? super A, ? super B, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        Fn<Entry<? extends A, ? extends B>, R> unpacked = pair -> {
            Objects.requireNonNull(pair, "the source must not contain null");
            return function.apply(pair.getKey(), pair.getValue());
        };
        return batch("starmap", each, ElementSource.of(source), concurrency, unpacked, true);
    }

    /**
     * Runs the same so many times, in a group of that name; only the pool limits how many run at once. Returns at once.
     *
     * @param group the name of the group, which must not exist
     * @param times how often, at least 0
     * @param body what is done
     * @param <R> the results
     * @return the tasks of this call
     * @throws IllegalArgumentException if the pool has a group of that name, or {@code times} is negative
     */
    public <R> TaskBatch<R> apply(String group, int times, Callable<? extends R> body) {
        return apply(TaskOptions.inGroup(group), times, body);
    }

    /**
     * Runs the same so many times, in a group named {@code apply-1} and so on.
     *
     * @param times how often, at least 0
     * @param body what is done
     * @param <R> the results
     * @return the tasks of this call
     * @throws IllegalArgumentException if {@code times} is negative
     */
    public <R> TaskBatch<R> apply(int times, Callable<? extends R> body) {
        return apply(TaskOptions.defaults(), times, body);
    }

    /**
     * Runs the same so many times, each a task with these options.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param times how often, at least 0
     * @param body what is done
     * @param <R> the results
     * @return the tasks of this call
     * @throws IllegalArgumentException if the pool has a group of that name, or {@code times} is negative
     */
    public <R> TaskBatch<R> apply(TaskOptions each, int times, Callable<? extends R> body) {
        Objects.requireNonNull(body, "body");
        Require.atLeast(name(), "times", 0, times);
        return batch("apply", each, ElementSource.repeated(body, times), Math.max(1, times), Callable::call, true);
    }

    /**
     * Does something with the elements of a source and keeps no results, in a group named {@code forEach-1} and so on. See
     * {@link #map(Iterable, int, Fn)}.
     *
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param action what is done with each
     * @param <A> the elements
     * @return the tasks of this call; its results are empty
     */
    public <A extends @Nullable Object> TaskBatch<Void> forEach(
            Iterable<? extends A> source, int concurrency, ElementAction<? super A> action) {
        return forEach(TaskOptions.defaults(), source, concurrency, action);
    }

    /**
     * Does something with the elements of a source and keeps no results, in a group of that name.
     *
     * @param group the name of the group, which must not exist
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param action what is done with each
     * @param <A> the elements
     * @return the tasks of this call; its results are empty
     */
    public <A extends @Nullable Object> TaskBatch<Void> forEach(
            String group, Iterable<? extends A> source, int concurrency, ElementAction<? super A> action) {
        return forEach(TaskOptions.inGroup(group), source, concurrency, action);
    }

    /**
     * Does something with the elements of a source and keeps no results, each a task with these options.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param action what is done with each
     * @param <A> the elements
     * @return the tasks of this call; its results are empty
     */
    @SuppressWarnings("NullAway") // Void has no other value than null
    public <A extends @Nullable Object> TaskBatch<Void> forEach(
            TaskOptions each, Iterable<? extends A> source, int concurrency, ElementAction<? super A> action) {
        Objects.requireNonNull(action, "action");
        Fn<A, Void> function = element -> {
            action.accept(element);
            return null;
        };
        return batch("forEach", each, ElementSource.of(source), concurrency, function, false);
    }

    /**
     * What {@code forEach} does with an element.
     *
     * @param <A> the elements
     */
    @FunctionalInterface
    public interface ElementAction<A extends @Nullable Object> {

        /**
         * Does it.
         *
         * @param element the element
         * @throws Exception if it failed
         */
        void accept(A element) throws Exception;
    }

    /**
     * Runs a function over the elements of a source and gives the values as they come, in a group named {@code stream-1}
     * and so on. The source is read only while fewer than the concurrency run and fewer than twice as many are not read.
     *
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the stream, to be closed
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ResultStream<R> stream(
            Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        return stream(TaskOptions.defaults(), source, concurrency, function);
    }

    /**
     * The same in a group of that name. See {@link #stream(Iterable, int, Fn)}.
     *
     * @param group the name of the group, which must not exist
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the stream, to be closed
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ResultStream<R> stream(
            String group, Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        return stream(TaskOptions.inGroup(group), source, concurrency, function);
    }

    /**
     * The same, each a task with these options. See {@link #stream(Iterable, int, Fn)}.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the results
     * @return the stream, to be closed
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ResultStream<R> stream(
            TaskOptions each, Iterable<? extends A> source, int concurrency, Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        Require.atLeast(name(), "concurrency", 1, concurrency);
        FeedOptions options = FeedOptions.taken(inGroup("stream", each), concurrency, concurrency);
        Ready<R> ready = new Ready<>(false, options.window());
        Feeder<A, R> feeder = Feeder.start(engine, ElementSource.of(source), function, options, ready);
        return ResultStream.ofResults(feeder, ready, false);
    }

    /**
     * Runs a function over the elements of a source, each a task with options of its own, and tells how each has ended, as
     * they do: a task that failed or was cancelled is among the results, and the others go on. The source is read as
     * {@link #stream(Iterable, int, Fn)} says it.
     *
     * @param group the name of the group, which must not exist
     * @param each gives the name, time limit and callbacks of the task of an element; asked once, before that begins, by
     *     whoever reads the source. What it throws ends the stream as if the source had thrown it
     * @param source the elements
     * @param concurrency how many of them may run at once, at least 1
     * @param function what is done with each
     * @param <A> the elements
     * @param <R> the values
     * @return the stream, to be closed
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ResultStream<Outcome<R>> outcomes(
            String group,
            Function<? super A, TaskOptions> each,
            Iterable<? extends A> source,
            int concurrency,
            Fn<? super A, ? extends R> function) {
        Objects.requireNonNull(each, "each");
        Objects.requireNonNull(function, "function");
        Require.atLeast(name(), "concurrency", 1, concurrency);
        FeedOptions options = FeedOptions.taken(TaskOptions.inGroup(group), concurrency, concurrency);
        Ready<R> ready = new Ready<>(false, options.window());
        Feeder<A, R> feeder = Feeder.start(engine, ElementSource.of(source), function, options, each, ready);
        return ResultStream.ofOutcomes(feeder, ready, false);
    }

    private <A extends @Nullable Object, R extends @Nullable Object> TaskBatch<R> batch(
            String verb,
            TaskOptions each,
            ElementSource<? extends A> source,
            int concurrency,
            Fn<? super A, ? extends R> function,
            boolean keeps) {
        Require.atLeast(name(), "concurrency", 1, concurrency);
        Retain<R> retain = new Retain<>(keeps);
        FeedOptions options = FeedOptions.untaken(inGroup(verb, each), concurrency);
        return new TaskBatch<>(Feeder.start(engine, source, function, options, retain), retain);
    }

    /** The options with a group: one made up if they have none, of a number not used before. */
    private TaskOptions inGroup(String verb, TaskOptions each) {
        Objects.requireNonNull(each, "each");
        if (each.group() != null) {
            return each;
        }
        AtomicInteger number = batches.computeIfAbsent(verb, first -> new AtomicInteger());
        String made;
        do {
            made = verb + "-" + number.incrementAndGet();
        } while (engine.view().hasGroup(made));
        return each.group(made);
    }

    // ---- steering

    /**
     * Cancels several tasks. Each is dealt with by itself: some may have ended meanwhile.
     *
     * @param ids their numbers
     * @param why the words
     * @return what was found for each number
     */
    public Map<Long, CancelResult> cancel(Collection<Long> ids, String why) {
        CancelReason reason = Cancellation.requested(why);
        List<Long> numbers = Require.noNulls("ids", ids);
        Map<Long, CancelResult> results = new LinkedHashMap<>();
        for (Long id : numbers) {
            results.putIfAbsent(id, engine.steering().cancel(id, reason));
        }
        return results;
    }

    /**
     * Cancels a group: its source first, so that what is queued never starts, then its tasks, the youngest first. The name
     * is free then. A group that does not exist, or not any more, is no error.
     *
     * @param group its name
     * @param why the words
     * @return how many tasks this call cancelled
     */
    public int cancelGroup(String group, String why) {
        Objects.requireNonNull(group, "group");
        return engine.steering().cancelGroup(group, Cancellation.requested(why));
    }

    /**
     * The live tasks of some groups.
     *
     * @param groups their names; one that does not exist, or not any more, has none
     * @return their ids
     */
    public Set<Long> ids(String... groups) {
        return engine.view().ids(Require.noNulls("groups", Arrays.asList(Objects.requireNonNull(groups, "groups"))));
    }

    /**
     * How many tasks may run at once.
     *
     * @return the size; {@link Integer#MAX_VALUE} if it is unlimited
     */
    public int size() {
        return engine.view().stats().limit();
    }

    /**
     * Lets so many tasks run at once: a larger size starts at once whom it lets in; a smaller one stops nobody; zero pauses
     * the pool. Of a closed pool it changes nothing but the number.
     *
     * @param size how many, at least 0
     * @throws IllegalArgumentException if it is negative; the size is what it was then
     */
    public void resize(int size) {
        engine.steering().resize(Require.atLeast(name(), "size", 0, size));
    }

    /**
     * Whether a {@code submit} would have to wait.
     *
     * @return true if there is no room
     */
    public boolean isFull() {
        return engine.view().isFull();
    }

    /**
     * Takes the ended tasks that were kept since the last call.
     *
     * @return the tasks, in the order in which they left the books; the oldest are missing if there were more than kept
     * @throws IllegalStateException if the pool was built without {@link Builder#keepEnded}
     */
    public List<Task<?>> flush() {
        if (keepEnded == 0) {
            throw new IllegalStateException("'" + name() + "' keeps no ended tasks: build it with keepEnded(max)");
        }
        return List.copyOf(engine.steering().takeKept());
    }

    // ---- its other face

    /**
     * This pool for code that wants an {@link ExecutorService}. What is given to the executor are tasks of the pool, under
     * its limit, with ids, names and numbers. The executor and the pool are one: closing either closes both, and it does not
     * matter which of several executors of a pool is called.
     *
     * <ul>
     *   <li>{@code execute} and {@code submit} wait while the pool has no room. If the thread is interrupted meanwhile, or
     *       before, the task is not handed over: {@link java.util.concurrent.RejectedExecutionException}, flag kept. The same
     *       if all running tasks of the pool would wait for room in it; its cause tells so. A locked or closed pool throws
     *       {@link TaskRejectedException}. A pool being closed still takes what its own tasks bring.
     *   <li>Tasks of the pool that give to it wait for room with their slots held. Stages of a
     *       {@link java.util.concurrent.CompletableFuture} do that: for them build the pool with a {@link Builder#queue}.
     *   <li>A failure of what was given to {@code execute} is logged, as any that nobody asks about. Other failures are in
     *       their futures.
     *   <li>{@code Future.cancel} ends the future at once. A task that has not begun never does, and has left the queue. One
     *       that runs is asked to stop by {@code cancel(true)} as {@link Task#cancel()} does it, and goes on undisturbed
     *       after {@code cancel(false)}; it keeps its slot until its body has ended. What it fails with after that is
     *       logged, for the future cannot tell it. A task that is cancelled by other means cancels its future.
     *   <li>{@code get} hears interrupts only, and refuses a task that would wait for its own end with
     *       {@link IllegalStateException}.
     *   <li>{@code invokeAll} hands the tasks over in their order. If it returns in time they have really ended. When the
     *       time is over or the thread is interrupted, those that have not ended are cancelled and not waited for; those
     *       not handed over yet never are.
     *   <li>{@code invokeAny} hands over until one has succeeded, and cancels the others without waiting for them. If none
     *       succeeds the cause is what the first one failed with; the others' are suppressed. If one does, the failures of
     *       the others are not logged.
     *   <li>{@code shutdown} never waits, and may be called by the pool's own tasks. The pool accepts nothing from outside any
     *       more, and is closed when what it has, with what that brings, has ended; a {@link #close} that comes later waits
     *       for this.
     *   <li>{@code shutdownNow} also cancels every task, those of the pool that were not given to the executor too. It returns
     *       what was given to the executor and never began: the runnables of {@code execute}, and the futures of the others,
     *       which are cancelled, so that nobody waits for them in vain.
     *   <li>{@code isTerminated}: the pool is closed, and everything has really ended.
     *   <li>{@code close} waits for that without limit, whatever {@link Builder#onClose} says. An interrupt does what
     *       {@code shutdownNow} does; the flag is kept.
     *   <li>{@code close} and {@code awaitTermination} of a pool's own task would wait for itself:
     *       {@link IllegalStateException}.
     * </ul>
     *
     * @return a view of this pool
     */
    public ExecutorService asExecutorService() {
        return new ExecutorFace(engine);
    }

    // ---- the end

    /**
     * Waits until every task has ended by itself, and closes.
     *
     * @return what happened
     * @throws InterruptedException if this thread was interrupted while it waited for another that closes
     * @throws IllegalStateException if one of its own tasks calls this
     */
    public CloseReport gatherAndClose() throws InterruptedException {
        return shutdown(Shutdown.whenDone());
    }

    /**
     * What a pool can be told before it is opened.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>size: none, one of {@link #size} and {@link #unlimited} must be said
     *   <li>queue: 0, room means a free slot
     *   <li>on close: drain for ten seconds, then cancel for five
     *   <li>keep ended: 0
     *   <li>threads: a fresh one for every submitted task
     *   <li>ticker: the system's
     *   <li>context: what was found for all
     *   <li>listeners: none
     * </ul>
     */
    public static final class Builder extends OwnerBuilder<Builder> {

        private final String name;
        private @Nullable Integer size;
        private int queue;
        private Shutdown onClose = Shutdown.drainFor(Duration.ofSeconds(10));
        private int keepEnded;
        private boolean reuseThreads;

        private Builder(String name) {
            super(Surroundings.usual());
            this.name = name;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Lets so many tasks run at once.
         *
         * @param size how many, at least 0; with 0 the pool is paused until it is resized
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder size(int size) {
            this.size = Require.atLeast(name, "size", 0, size);
            return this;
        }

        /**
         * Lets all tasks run at once.
         *
         * @return this builder
         */
        public Builder unlimited() {
            this.size = EngineOptions.UNLIMITED;
            return this;
        }

        /**
         * Accepts so many tasks that wait for a slot.
         *
         * @param queue how many, at least 0
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder queue(int queue) {
            this.queue = Require.atLeast(name, "queue", 0, queue);
            return this;
        }

        /**
         * Says how {@link TaskPool#close} closes.
         *
         * @param onClose how
         * @return this builder
         */
        public Builder onClose(Shutdown onClose) {
            this.onClose = Objects.requireNonNull(onClose, "onClose");
            return this;
        }

        /**
         * Keeps the last so many ended tasks for {@link TaskPool#flush}.
         *
         * @param max how many, at least 0
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder keepEnded(int max) {
            this.keepEnded = Require.atLeast(name, "max", 0, max);
            return this;
        }

        /**
         * Lets tasks run on the threads of those that have ended: cheaper, but what a body leaves in a thread-local may be
         * seen by the next. A new thread is started when a task waits for one and none is about to be free; one that finds
         * nothing to do for some microseconds ends.
         *
         * @return this builder
         */
        public Builder reuseThreads() {
            this.reuseThreads = true;
            return this;
        }

        /**
         * Opens the pool.
         *
         * @return the pool, to be closed
         * @throws IllegalStateException if neither a size nor unlimited was said
         */
        public TaskPool open() {
            Integer limit = size;
            if (limit == null) {
                throw new IllegalStateException("'" + name + "' has no size: say size(n) or unlimited()");
            }
            EngineOptions options = new EngineOptions(
                    "TaskPool",
                    Owners.claim(name),
                    limit,
                    queue,
                    FailurePolicy.COUNT,
                    reuseThreads,
                    keepEnded,
                    surroundings);
            return opened(new TaskPool(new Engine(options, null), onClose, keepEnded));
        }
    }
}
