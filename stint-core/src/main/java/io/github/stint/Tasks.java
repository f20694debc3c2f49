package io.github.stint;

import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Shield;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TimeLimitExceeded;
import io.github.stint.internal.feed.Completions;
import io.github.stint.internal.feed.Settling;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Several things at once: gather, race, a time limit, waiting for some of many, holding a cancel back. */
public final class Tasks {

    private Tasks() {}

    // ---- together

    /**
     * Runs all at once and waits for all. If one fails, the others are cancelled and waited for.
     *
     * @param bodies what they do
     * @param <T> the values
     * @return the values, in the order of the bodies
     * @throws TaskGroupException if one failed; if this thread was interrupted as well, its flag is kept
     * @throws TaskCancelledException if none failed, but one was cancelled by itself
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; all were
     *     cancelled then and have ended
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> List<T> gather(Callable<? extends T>... bodies) throws InterruptedException {
        return gather(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
    }

    /**
     * Runs all at once and waits for all. See {@link #gather(Callable[])}.
     *
     * @param bodies what they do
     * @param <T> the values
     * @return the values, in the order of the bodies
     * @throws TaskGroupException if one failed; if this thread was interrupted as well, its flag is kept
     * @throws TaskCancelledException if none failed, but one was cancelled by itself
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     */
    public static <T> List<T> gather(Collection<? extends Callable<? extends T>> bodies) throws InterruptedException {
        List<T> values = new ArrayList<>();
        for (Task<T> task : runAll(bodies, OnFailure.CANCEL_SIBLINGS)) {
            values.add(task.result());
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * Runs all at once, waits for all, and tells how each ended; a failure stops nobody.
     *
     * @param bodies what they do
     * @param <T> the values
     * @return the outcomes, in the order of the bodies
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; all were
     *     cancelled then and have ended
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> List<Outcome<T>> gatherOutcomes(Callable<? extends T>... bodies) throws InterruptedException {
        return gatherOutcomes(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
    }

    /**
     * Runs all at once, waits for all, and tells how each ended. See {@link #gatherOutcomes(Callable[])}.
     *
     * @param bodies what they do
     * @param <T> the values
     * @return the outcomes, in the order of the bodies
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     */
    public static <T> List<Outcome<T>> gatherOutcomes(Collection<? extends Callable<? extends T>> bodies)
            throws InterruptedException {
        List<Outcome<T>> outcomes = new ArrayList<>();
        for (Task<T> task : runAll(bodies, OnFailure.CONTINUE)) {
            outcomes.add(task.outcome().orElseThrow());
        }
        return List.copyOf(outcomes);
    }

    private static <T> List<Task<T>> runAll(Collection<? extends Callable<? extends T>> bodies, OnFailure onFailure)
            throws InterruptedException {
        List<Callable<? extends T>> all = Require.noNulls("bodies", bodies);
        Cancellation.checkpointOrInterrupt();
        List<Task<T>> tasks = new ArrayList<>(all.size());
        try {
            return TaskGroup.builder().onFailure(onFailure).run(group -> {
                all.forEach(body -> tasks.add(group.start(body)));
                return tasks;
            });
        } catch (TaskGroupException e) {
            if (onFailure == OnFailure.CANCEL_SIBLINGS) {
                throw e;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return tasks;
        }
    }

    /**
     * Runs all at once and gives the first value; the others are cancelled and waited for.
     *
     * @param bodies what they do, at least one
     * @param <T> the value
     * @return what the first body to return has returned
     * @throws TaskGroupException if all failed
     * @throws TaskCancelledException if none failed, but all were cancelled by themselves
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; all were
     *     cancelled then and have ended
     * @throws IllegalArgumentException if there is no body
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> T race(Callable<? extends T>... bodies) throws InterruptedException {
        return race(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
    }

    /**
     * Runs all at once and gives the first value. See {@link #race(Callable[])}.
     *
     * @param bodies what they do, at least one
     * @param <T> the value
     * @return what the first body to return has returned
     * @throws TaskGroupException if all failed
     * @throws TaskCancelledException if none failed, but all were cancelled by themselves
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalArgumentException if there is no body
     */
    public static <T> T race(Collection<? extends Callable<? extends T>> bodies) throws InterruptedException {
        List<Callable<? extends T>> all = Require.noNulls("bodies", bodies);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("bodies must not be empty: a race needs one at least");
        }
        Cancellation.checkpointOrInterrupt();
        try (TaskGroup group = TaskGroup.builder().onFailure(OnFailure.CONTINUE).open()) {
            List<Task<T>> tasks = new ArrayList<>(all.size());
            for (Callable<? extends T> body : all) {
                tasks.add(group.start(body));
            }
            Task<T> winner = firstSuccess(group, tasks);
            if (winner != null) {
                group.cancel("another one was first");
                return winner.result();
            }
            group.join();
            throw new TaskCancelledException(
                    group.name(), tasks.getFirst().cancelReason().orElseThrow());
        }
    }

    private static <T> @Nullable Task<T> firstSuccess(TaskGroup group, List<Task<T>> tasks)
            throws InterruptedException {
        Completions<T> completions = Completions.of(tasks, Cancellation.ticker(), Deadline.NEVER);
        try {
            for (Task<T> task = completions.next(); task != null; task = completions.next()) {
                if (task.state() == TaskState.SUCCEEDED) {
                    return task;
                }
            }
            return null;
        } catch (InterruptedException e) {
            group.engine.ending().stop(group.interrupted());
            throw e;
        }
    }

    /**
     * Runs a body as a task and waits for it, but not for ever: when the time is over it is cancelled and waited for, so
     * that nothing of it runs when this returns.
     *
     * @param atMost how long, counted from this call; with zero or less the body does not begin
     * @param body what it does
     * @param <T> its value
     * @return what the body returned, also if that was its answer to being cancelled
     * @throws TimeoutException if the time was over
     * @throws TaskFailedException if the body failed
     * @throws TaskCancelledException if the body was cancelled by itself
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; the body was
     *     cancelled then and has ended
     */
    public static <T> T within(Duration atMost, Callable<? extends T> body)
            throws InterruptedException, TimeoutException {
        Objects.requireNonNull(atMost, "atMost");
        Objects.requireNonNull(body, "body");
        Cancellation.checkpointOrInterrupt();
        try (TaskGroup group = TaskGroup.builder().name("within").open()) {
            if (atMost.isNegative() || atMost.isZero()) {
                throw new TimeLimitExceeded(group.name(), atMost);
            }
            TaskCell<T> cell = group.cell(TaskOptions.defaults(), body);
            cell.mustEndWithin(atMost);
            group.engine.start(cell);
            try {
                group.join();
            } catch (TaskGroupException e) {
                if (cell.isOverTime() && cell.ending() instanceof Outcome.Failure<T>(TimeLimitExceeded over)) {
                    throw over;
                }
                throw e.throwCauseIf(TaskFailedException.class);
            }
            return cell.result();
        }
    }

    /**
     * Runs an action as a task and waits for it, but not for ever. See {@link #within(Duration, Callable)}.
     *
     * @param atMost how long, counted from this call
     * @param body what it does
     * @throws TimeoutException if the time was over
     * @throws TaskFailedException if the body failed
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     */
    public static void within(Duration atMost, Action body) throws InterruptedException, TimeoutException {
        Void ignored = within(atMost, Body.of(body));
    }

    // ---- waiting

    /**
     * Waits for some of many tasks. Never throws for a task's sake, never cancels.
     *
     * @param tasks the tasks; one that is given twice counts once
     * @param until what is waited for
     * @param <T> the type of the tasks
     * @return the tasks, split in done and pending
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if the current task is among them, unless it waits for any one of several
     */
    public static <T extends Task<?>> Waited<T> await(Collection<? extends T> tasks, Until until)
            throws InterruptedException {
        return await(tasks, until, Shutdown.WITHOUT_LIMIT);
    }

    /**
     * Waits for some of many tasks, but not for ever; that the time is over is no error.
     *
     * @param tasks the tasks; one that is given twice counts once
     * @param until what is waited for
     * @param atMost how long; zero or less only looks
     * @param <T> the type of the tasks
     * @return the tasks, split in done and pending
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if the current task is among them, unless it waits for any one of several
     */
    public static <T extends Task<?>> Waited<T> await(Collection<? extends T> tasks, Until until, Duration atMost)
            throws InterruptedException {
        Set<T> distinct = distinct(tasks);
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(atMost, "atMost");
        Cancellation.checkpoint();
        Ticker ticker = Cancellation.ticker();
        Settling.await(distinct, until, ticker, Deadline.after(ticker, atMost));
        Set<T> done = new LinkedHashSet<>();
        Set<T> pending = new LinkedHashSet<>();
        for (T task : distinct) {
            (task.isDone() ? done : pending).add(task);
        }
        return new Waited<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(pending));
    }

    private static <T extends Task<?>> Set<T> distinct(Collection<? extends T> tasks) {
        return new LinkedHashSet<>(Require.<T>noNulls("tasks", tasks));
    }

    /**
     * The tasks in the order in which they end. Leaving the stream leaves the tasks alone. Iterating waits without
     * declaring it: an interrupt comes out as a {@link TaskCancelledException} with the interrupt flag kept, and the
     * iteration may go on after that.
     *
     * @param tasks the tasks; one that is given twice comes once
     * @param <T> their value
     * @return the tasks, each when it has ended
     * @throws IllegalStateException if the current task is among them
     */
    public static <T extends @Nullable Object> Stream<Task<T>> asCompleted(Collection<? extends Task<T>> tasks) {
        return asCompleted(tasks, Shutdown.WITHOUT_LIMIT);
    }

    /**
     * The tasks in the order in which they end, but not for ever: when the time is over, the next step throws an
     * {@link UncheckedTimeoutException}, and the tasks go on.
     *
     * @param tasks the tasks; one that is given twice comes once
     * @param atMost how long, counted from this call; with zero or less only what has ended comes
     * @param <T> their value
     * @return the tasks, each when it has ended
     * @throws IllegalStateException if the current task is among them
     */
    public static <T extends @Nullable Object> Stream<Task<T>> asCompleted(
            Collection<? extends Task<T>> tasks, Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        Set<Task<T>> distinct = distinct(tasks);
        Ticker ticker = Cancellation.ticker();
        return StreamSupport.stream(Completions.of(distinct, ticker, Deadline.after(ticker, atMost)), false);
    }

    /**
     * Sleeps, and wakes when the current task is asked to stop.
     *
     * @param time how long; zero or less only looks whether the task was asked to stop
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     */
    public static void sleep(Duration time) throws InterruptedException {
        Objects.requireNonNull(time, "time");
        Cancellation.checkpointOrInterrupt();
        Ticker ticker = Cancellation.ticker();
        boolean ignored = new Signal().await(ticker, Deadline.after(ticker, time));
    }

    // ---- holding back

    /**
     * A body that may throw one type of checked exception.
     *
     * @param <T> its value
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Shielded<T extends @Nullable Object, X extends Exception> {

        /**
         * Does the work.
         *
         * @return its value
         * @throws X if it failed
         */
        T call() throws X;
    }

    /**
     * A body without a value that may throw one type of checked exception.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface ShieldedAction<X extends Exception> {

        /**
         * Does the work.
         *
         * @throws X if it failed
         */
        void run() throws X;
    }

    /**
     * Runs a body on this thread and holds a cancel of the current task back until it has ended: the thread is not
     * interrupted meanwhile and no wait throws; afterwards the interrupt is delivered. A time limit and the closing of the
     * owner are cancels too. Outside of tasks it just runs the body. For short clean-up that must not be torn.
     *
     * @param body what is done
     * @param <T> its value
     * @param <X> what it throws
     * @return what the body returned
     * @throws X what the body threw
     */
    public static <T extends @Nullable Object, X extends Exception> T shield(Shielded<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        Shield shield = Shield.begin();
        if (shield == null) {
            return body.call();
        }
        try {
            return body.call();
        } finally {
            shield.end();
        }
    }

    /**
     * Runs a body without a value, as {@link #shield(Shielded)} does one that has a value.
     *
     * @param body what is done
     * @param <X> what it throws
     * @throws X what the body threw
     */
    public static <X extends Exception> void shield(ShieldedAction<X> body) throws X {
        Objects.requireNonNull(body, "body");
        Tasks.<@Nullable Void, X>shield(() -> {
            body.run();
            return null;
        });
    }
}
