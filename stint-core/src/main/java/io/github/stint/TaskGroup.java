// Over 500 lines: every way to start a task is said in full, and the builder stands with what it builds.
package io.github.stint;

import io.github.stint.CancelReason.Source;
import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailedTask;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TimeLimitExceeded;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.watch.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A block of code whose tasks end with it: nothing of them runs after the block, whichever way it is left.
 *
 * <pre>{@code
 * Page page = TaskGroup.run(group -> {
 *   Task<User> user = group.start(() -> users.find(id));
 *   Task<Cart> cart = group.start(() -> carts.of(id));
 *   return new Page(user.await(), cart.await());
 * });
 * }</pre>
 *
 * <p>The other form is for code that wants checked exceptions, {@code return} or a time limit:
 *
 * <pre>{@code
 * try (var group = TaskGroup.builder().name("page").timeout(ofSeconds(2)).open()) {
 *   Task<User> user = group.start("user", () -> users.find(id));
 *   group.join();
 *   return user.result();
 * }
 * }</pre>
 *
 * <p>A task that fails cancels the others, and the group fails with a {@link TaskGroupException}; a task that is cancelled
 * by itself does neither. The body is not interrupted when a task fails: it wakes where it waits for its tasks, because
 * those end. An interrupt of the thread that waits in {@code run} or {@code join} cancels the tasks, waits for them, and
 * is thrown then; so a cancel runs down a tree of groups. Leaving waits without limit, and says every ten seconds who
 * keeps it waiting.
 *
 * <p>Tasks may start further tasks in their own group while it is open. A group lives on the stack of whoever opened it;
 * {@link TaskOwner#allOpen} lists it as long.
 */
public final class TaskGroup extends EngineOwner {

    /**
     * The body of a group.
     *
     * @param <R> what it returns
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Block<R extends @Nullable Object, X extends Exception> {

        /**
         * Runs on the thread that opened the group.
         *
         * @param group the group, open until this returns
         * @return the result
         * @throws X whatever it likes; it comes out of {@link TaskGroup#run} as itself
         * @throws InterruptedException if the thread was interrupted
         */
        R run(TaskGroup group) throws X, InterruptedException;
    }

    private final @Nullable Armed limit;
    private final @Nullable TimeLimitExceeded over;
    private volatile boolean timeIsOver;

    /** A task was refused because the time was over. */
    private volatile boolean missedByTime;

    /** The thread of the block, and what the last start threw there that came after the group had failed. */
    private final Thread opener = Thread.currentThread();

    private @Nullable TaskGroupException thrownByStart;

    /** Somebody was told how the group failed, with so many failures. */
    private volatile int told;

    private TaskGroup(Engine engine, @Nullable Duration timeout) {
        super(engine);
        if (timeout == null) {
            limit = null;
            over = null;
        } else {
            over = new TimeLimitExceeded(engine.name(), timeout);
            limit = arm(Deadline.after(engine.ticker(), timeout));
        }
    }

    /**
     * Runs a block with a group of its own, with the defaults of {@link Builder}. When the block returns, its tasks are
     * waited for; when it throws, they are cancelled and waited for.
     *
     * @param block the block, called on this thread
     * @param <R> what it returns
     * @param <X> what it throws
     * @return what the block returned
     * @throws X what the block threw, if no task had failed before; failures of tasks are suppressed in it
     * @throws TaskGroupException if a task failed
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     */
    public static <R extends @Nullable Object, X extends Exception> R run(Block<R, X> block)
            throws X, InterruptedException {
        return builder().run(block);
    }

    /**
     * Opens a group with the defaults of {@link Builder}.
     *
     * @return the group, to be closed
     */
    public static TaskGroup open() {
        return builder().open();
    }

    /**
     * What a group can be told before it is opened.
     *
     * @return the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a task, or queues it behind the group's limit; never waits. Once the group has failed, whoever opened it gets
     * that failure here as in {@link #join}; only what else goes wrong while the others end is not in it yet. {@link #run}
     * puts that in, and {@link #close} logs it.
     *
     * @param body what it does
     * @param <T> its value
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public <T> Task<T> start(Callable<? extends T> body) {
        return start(TaskOptions.defaults(), body);
    }

    /**
     * Starts a task without a value. See {@link #start(Callable)}.
     *
     * @param body what it does
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public Task<Void> start(Action body) {
        return start(TaskOptions.defaults(), Body.of(body));
    }

    /**
     * Starts a named task. See {@link #start(Callable)}.
     *
     * @param name its name
     * @param body what it does
     * @param <T> its value
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public <T> Task<T> start(String name, Callable<? extends T> body) {
        return start(TaskOptions.named(name), body);
    }

    /**
     * Starts a named task without a value. See {@link #start(Callable)}.
     *
     * @param name its name
     * @param body what it does
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public Task<Void> start(String name, Action body) {
        return start(TaskOptions.named(name), Body.of(body));
    }

    /**
     * Starts a task with options. See {@link #start(Callable)}.
     *
     * @param options its name, time limit and callbacks
     * @param body what it does
     * @param <T> its value
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public <T> Task<T> start(TaskOptions options, Callable<? extends T> body) {
        TaskCell<T> cell = cell(options, body);
        try {
            int ignored = engine.start(cell);
        } catch (TaskRejectedException e) {
            if (timeIsOver) {
                missedByTime = true;
            }
            throw isOfBlock() && hasFailed() ? failureAtStart() : e;
        }
        return cell;
    }

    /** Whether this is called by the block, which is not left yet. */
    private boolean isOfBlock() {
        return Thread.currentThread() == opener && engine.view().stats().state() != OwnerState.CLOSED;
    }

    private TaskGroupException failureAtStart() {
        TaskGroupException failure = failure(null);
        thrownByStart = failure;
        return failure;
    }

    /**
     * Starts a task without a value, with options. See {@link #start(Callable)}.
     *
     * @param options its name, time limit and callbacks
     * @param body what it does
     * @return the task
     * @throws TaskGroupException on the thread that opened the group, if a task of it failed or its time is over
     * @throws TaskRejectedException if the group was closed or cancelled; on other threads also in those two cases
     */
    public Task<Void> start(TaskOptions options, Action body) {
        return start(options, Body.of(body));
    }

    /**
     * Waits until all tasks have ended, those that are started meanwhile too. May be called again.
     *
     * @return this group
     * @throws TaskGroupException if a task failed, or the group's time was over before all had ended
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop; the tasks were
     *     cancelled then and have ended. If one of them had failed, that is thrown and the flag is kept
     * @throws IllegalStateException if one of its own tasks calls this
     */
    public TaskGroup join() throws InterruptedException {
        engine.ending().refuseFromInside("join");
        try {
            Cancellation.checkpoint();
            boolean ignored = engine.ending().awaitIdle(Deadline.NEVER);
        } catch (InterruptedException e) {
            engine.ending().stop(interrupted());
            new Closing(engine.ending()).awaitEnd();
            if (hasFailed()) {
                Thread.currentThread().interrupt();
                throw failure(null);
            }
            throw e;
        }
        if (hasFailed()) {
            throw failure(null);
        }
        return this;
    }

    /**
     * Ends the group early, and that is no error: its tasks are cancelled, no more are accepted, and {@link #join} returns
     * when they have ended. Never waits. Calling it again, or after the end, does nothing.
     *
     * @param why the words that the tasks' {@link Task#cancelReason} tells
     */
    public void cancel(String why) {
        engine.ending().stop(Cancellation.requested(why));
    }

    /**
     * Closes the group in the way given, instead of leaving it.
     *
     * @param how how long it drains and how long it waits for what it cancelled
     * @return what happened
     * @throws InterruptedException if this thread was interrupted while it waited for another that closes
     */
    @Override
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        Objects.requireNonNull(how, "how");
        engine.ending().refuseFromInside("shutdown");
        try {
            return engine.ending().shutdown(how);
        } finally {
            disarm();
            logUntold();
        }
    }

    /** Cancels what still runs and waits, without limit, until it has ended. Keeps the interrupt flag. */
    @Override
    public void close() {
        engine.ending().refuseFromInside("close");
        disarm();
        engine.ending().leave(Cancellation.because(Source.OWNER_CLOSED, "'" + name() + "' was left"));
        logUntold();
    }

    /** A group that is left without join may have failed unseen: no error is lost. */
    private void logUntold() {
        List<FailedTask> failures = engine.view().failures();
        if (failures.size() <= told) {
            return;
        }
        List<FailedTask> unseen = failures.stream()
                .skip(told)
                .filter(failed -> !failed.wasAsked())
                .toList();
        if (!unseen.isEmpty()) {
            Log.error("TaskGroup", "group '" + name() + "' failed and nobody asked", failure(null));
            unseen.forEach(failed ->
                    engine.listeners().tell(listener -> listener.failedUnobserved(failed.cell(), failed.error())));
        }
    }

    private <R extends @Nullable Object, X extends Exception> R runAndLeave(Block<R, X> block)
            throws X, InterruptedException {
        R result;
        try {
            result = block.run(this);
            join();
        } catch (Throwable thrown) {
            boolean hadFailed = hasFailed();
            disarm();
            engine.ending()
                    .leave(
                            thrown instanceof InterruptedException
                                    ? interrupted()
                                    : Cancellation.because(
                                            Source.OWNER_CLOSED,
                                            "the block of '" + name() + "' threw " + Told.of(thrown)));
            throw GroupEnd.<X>of(this, thrown, hadFailed);
        }
        close();
        return result;
    }

    CancelReason interrupted() {
        return Cancellation.because(
                Source.OWNER_INTERRUPTED, "the thread that waits for '" + name() + "' was interrupted");
    }

    /** Whether the block met the group's failure in {@link #start}, where more may have gone wrong since. */
    boolean isThrownByStart(Throwable thrown) {
        return thrown == thrownByStart;
    }

    boolean hasFailed() {
        return !engine.view().failures().isEmpty() || timeWasOver();
    }

    private boolean timeWasOver() {
        return missedByTime || (timeIsOver && isStoppedByTime());
    }

    private boolean isStoppedByTime() {
        CancelReason why = engine.view().stopReason();
        return why != null && why.source() == Source.TIME_LIMIT;
    }

    /** What went wrong, in the order in which it did; and one more thing that did, if there is one. */
    TaskGroupException failure(@Nullable Throwable more) {
        List<FailedTask> failures = engine.view().failures();
        told = failures.size();
        List<Throwable> all = new ArrayList<>();
        failures.forEach(failed -> all.add(failed.failure()));
        if (over != null && timeWasOver()) {
            all.add(Math.min(engine.view().failuresBeforeStop(), all.size()), over);
        }
        if (more != null) {
            all.add(more);
        }
        String first = all.getFirst().getMessage();
        String message = failures.isEmpty()
                ? "group '" + name() + "' failed: " + first
                : "group '" + name() + "' failed: " + failures.size() + " of "
                        + engine.view().stats().submitted() + " tasks failed, first: " + first;
        return new TaskGroupException(message, all);
    }

    private @Nullable Armed arm(long deadline) {
        if (Deadline.hasPassed(engine.ticker(), deadline)) {
            timeIsOver();
            return null;
        }
        return deadline == Deadline.NEVER ? null : engine.deadlines().arm(deadline, this::timeIsOver);
    }

    private void timeIsOver() {
        timeIsOver = true;
        engine.ending().stop(new CancelReason(Source.TIME_LIMIT, "the time of '" + name() + "' was over", null, null));
    }

    private void disarm() {
        if (limit != null) {
            limit.disarm();
        }
    }

    /**
     * What a group can be told before it is opened.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>name: {@code group-1}, {@code group-2} and so on
     *   <li>limit: none, every task starts at once
     *   <li>timeout: none
     *   <li>on failure: {@link OnFailure#CANCEL_SIBLINGS}
     *   <li>ticker: that of the current task's owner, else the system's
     *   <li>context: what the current task's owner carries, else what was found for all
     *   <li>listeners: none
     * </ul>
     */
    public static final class Builder extends OwnerBuilder<Builder> {

        private @Nullable String name;
        private int limit = EngineOptions.UNLIMITED;
        private @Nullable Duration timeout;
        private OnFailure onFailure = OnFailure.CANCEL_SIBLINGS;

        private Builder() {
            super(Surroundings.ofCurrentTask());
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Names the group.
         *
         * @param name the name
         * @return this builder
         * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
         */
        public Builder name(String name) {
            this.name = Names.check("name", name);
            return this;
        }

        /**
         * Lets so many tasks run at once; the others are queued.
         *
         * @param limit how many, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limit(int limit) {
            this.limit = Require.atLeast("limit", 1, limit);
            return this;
        }

        /**
         * Limits the time from opening to the last task's end: then the tasks are cancelled, and the group fails with a
         * {@link java.util.concurrent.TimeoutException} as the cause.
         *
         * @param timeout the time; zero or less is over at once
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Says what a failure does.
         *
         * @param onFailure what
         * @return this builder
         */
        public Builder onFailure(OnFailure onFailure) {
            this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
            return this;
        }

        /**
         * Opens the group.
         *
         * @return the group, to be closed
         */
        public TaskGroup open() {
            FailurePolicy policy =
                    onFailure == OnFailure.CONTINUE ? FailurePolicy.REMEMBER : FailurePolicy.CANCEL_OTHERS;
            String named = name == null ? Owners.unnamed("group") : name;
            return opened(new TaskGroup(
                    new Engine(
                            EngineOptions.queueing("TaskGroup", named, limit, policy, surroundings),
                            Cancellation.currentTask()),
                    timeout));
        }

        /**
         * Runs a block with such a group. See {@link TaskGroup#run}.
         *
         * @param block the block
         * @param <R> what it returns
         * @param <X> what it throws
         * @return what the block returned
         * @throws X what the block threw, if no task had failed before
         * @throws TaskGroupException if a task failed
         * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
         */
        public <R extends @Nullable Object, X extends Exception> R run(Block<R, X> block)
                throws X, InterruptedException {
            Objects.requireNonNull(block, "block");
            return open().runAndLeave(block);
        }
    }
}
