package io.github.stint;

import io.github.stint.internal.adapt.FutureFace;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.TaskCell;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work that belongs to a {@link TaskOwner}. It is done only when its body has really ended: a task that was
 * cancelled and still runs is {@link TaskState#CANCELLING}, keeps its slot and stays on its owner's books.
 *
 * <p>Every method may be called from any thread. An interrupt of a thread that waits for a task concerns that wait only,
 * never the task. What the body did is visible to whoever has seen the task done.
 *
 * @param <T> the value
 */
public sealed interface Task<T extends @Nullable Object> permits TaskCell {

    /**
     * The number of the task at its owner: from 1, in the order of acceptance, never used again.
     *
     * @return the id
     */
    long id();

    /**
     * The full name, {@code owner/group/name#id}; group and name are left out where there are none. The thread that runs
     * the body has the same name.
     *
     * @return the full name
     */
    String name();

    /**
     * Where the task stands.
     *
     * @return the state at this moment
     */
    TaskState state();

    /**
     * Whether the task has ended, and with it its body.
     *
     * @return true if it succeeded, failed or was cancelled
     */
    boolean isDone();

    /**
     * A look at the task.
     *
     * @return its name, state and times at this moment
     */
    TaskInfo info();

    /**
     * Where the thread of the body stands. No more than a look: it goes on meanwhile.
     *
     * @return the frames, the innermost first; empty if the body has not begun or has ended
     */
    default List<StackTraceElement> stackTrace() {
        Thread thread = ((TaskCell<?>) this).thread();
        return thread == null ? List.of() : List.of(thread.getStackTrace());
    }

    /**
     * Waits for the value.
     *
     * @return what the body returned
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; the task this
     *     waits for goes on
     * @throws TaskFailedException if the task failed
     * @throws TaskCancelledException if the task was cancelled
     * @throws IllegalStateException if a task waits for itself
     */
    T await() throws InterruptedException;

    /**
     * Waits for the value, but not for ever. The task goes on when the time is over.
     *
     * @param atMost how long; zero or less only looks
     * @return what the body returned
     * @throws TimeoutException if the task has not ended in time
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws TaskFailedException if the task failed
     * @throws TaskCancelledException if the task was cancelled
     * @throws IllegalStateException if a task waits for itself
     */
    T await(Duration atMost) throws InterruptedException, TimeoutException;

    /**
     * Waits for the end and tells how it was; never throws for the task's sake.
     *
     * @return success, failure or cancelled
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if a task waits for itself
     */
    Outcome<T> join() throws InterruptedException;

    /**
     * The value of a task that has ended; never waits.
     *
     * @return what the body returned
     * @throws IllegalStateException if it has not ended
     * @throws TaskFailedException if it failed
     * @throws TaskCancelledException if it was cancelled
     */
    T result();

    /**
     * How the task ended; never waits.
     *
     * @return the outcome, or empty if it has not ended
     */
    Optional<Outcome<T>> outcome();

    /**
     * Asks the task to stop, without further words. See {@link #cancel(String)}.
     *
     * @return what this call found
     */
    CancelResult cancel();

    /**
     * Asks the task to stop; never waits. A task that has not begun has ended when this returns, and its body never
     * runs. The thread of one that runs is interrupted, once, and its body decides: if it returns, the task succeeded; if
     * it throws {@link InterruptedException}, {@link java.util.concurrent.CancellationException} or another echo of the
     * interrupt, it is cancelled; if it throws anything else, it failed.
     *
     * @param why the words that {@link #cancelReason()} tells
     * @return what this call found
     */
    CancelResult cancel(String why);

    /**
     * Why the task was asked to stop. A task may have been asked and succeeded all the same.
     *
     * @return the first reason, or empty if nobody asked
     */
    Optional<CancelReason> cancelReason();

    /**
     * Calls somebody when the task has ended: after its slot was returned and its outcome published, on a virtual thread
     * of the task's own, in the order of registration. If the task has ended already, the callback is called at once on
     * this thread. What a callback throws is logged and changes nothing. May be called from inside the body.
     *
     * @param callback who is called
     * @return this task
     */
    Task<T> onDone(Consumer<? super Task<T>> callback);

    /**
     * A future that ends as the task does. Cancelling the future ends it at once, as futures are, and asks the task to stop;
     * a cancelled task cancels the future.
     *
     * @return a new future
     */
    default CompletableFuture<T> toCompletableFuture() {
        return FutureFace.of(this);
    }

    /**
     * The task whose body calls this, on the thread that it was given: threads that the body starts are not the task.
     *
     * <p>A task is found by the {@linkplain Thread#setUncaughtExceptionHandler uncaught exception handler} of its thread. A body
     * that sets another for its own thread is found by nothing from then on until it returns, though it can be cancelled.
     *
     * @return the task, or empty if the current thread runs none
     */
    static Optional<Task<?>> current() {
        return Optional.ofNullable(Cancellation.currentTask());
    }

    /**
     * A point at which a body that never waits can be stopped: does nothing outside of tasks.
     *
     * @throws InterruptedException if the current task was asked to stop and is not {@linkplain Tasks#shield shielded}
     */
    static void checkCancelled() throws InterruptedException {
        Cancellation.checkpoint();
    }

    /**
     * A task that has succeeded already, for tests and for values that need no work. It has no owner and the id 0.
     *
     * @param value its value
     * @param <T> the type of the value
     * @return the task
     */
    static <T extends @Nullable Object> Task<T> completed(T value) {
        return TaskCell.ended(new Outcome.Success<>(value));
    }

    /**
     * A task that has failed already, for tests. It has no owner and the id 0.
     *
     * @param error what it failed with
     * @param <T> the type its value would have had
     * @return the task
     */
    static <T extends @Nullable Object> Task<T> failed(Throwable error) {
        return TaskCell.ended(new Outcome.Failure<>(Objects.requireNonNull(error, "error")));
    }
}
