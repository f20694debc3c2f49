// Over 500 lines: its fields are one protocol, and whoever reads about one of them needs the others beside it.
package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskInfo;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.watch.Recording;
import io.github.stint.internal.watch.TaskEvent;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task: its state word, its body while it has one, its thread while it has one, its outcome, and who wants to hear.
 *
 * <p>The end of a task that began, on its own thread: the word goes to ENDING, so that nobody interrupts from here on; if
 * it was cancelled, {@code onCancelled} is called; the engine takes the slot back, counts, and publishes the outcome; the
 * waiters wake; the callbacks run; the task leaves the books, together with its end if there is nothing to call. A task that
 * never begins is ended by whoever cancels it, up to and with the publication; its callbacks run on a thread of its own.
 *
 * <p>Plain fields are safe because the word is written after them and read before them: {@code thread} before RUNNING,
 * {@code reason} before CANCELLING, {@code outcome} before the end.
 *
 * <p>It is long because a task is one object: in two, each would need another header and another reference.
 *
 * @param <T> the value
 */
public non-sealed class TaskCell<T extends @Nullable Object> extends Observed implements Task<T> {

    private static final VarHandle THREAD;

    static {
        try {
            THREAD = MethodHandles.lookup().findVarHandle(TaskCell.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Origin origin;

    /** The group; set at acceptance if the task names one, before it if a batch made the task. Under the engine's lock. */
    @Nullable
    Group group;

    /** Tells the owner's listeners of this task; null if there are none. */
    final @Nullable Telling telling;

    private long id;
    private long acceptedAt;

    /** Zero until it is known. */
    private long startedAt;

    private long endedAt;

    /** The body, a {@link Callable}, until it is over; then, at the end, the {@link Outcome}. */
    private @Nullable Object content;

    /**
     * The thread that is to run this task, if it is there already; from the start of the body to its end, the one that does;
     * after that, one that waits to settle this task, which somebody else is just dropping.
     */
    private @Nullable Thread thread;

    private @Nullable CancelReason reason;
    private volatile boolean asked;

    /** Whether there is a thread for it already; else one is started. */
    private final boolean hasRunner;

    /** {@link #OVER_TIME} and {@link #LEFT}; of its own thread. */
    private byte remarks;

    private static final byte OVER_TIME = 1;

    /** It was struck off together with its end. */
    private static final byte LEFT = 2;

    /** Those that follow; under the engine's lock. */
    private byte marks;

    private static final byte COUNTED_AS_ENDED = 1;
    private static final byte COUNTED_AS_STOPPING = 2;
    private static final byte SEEN_STOPPING = 4;
    private static final byte SEEN_STOPPING_AGAIN = 8;

    /** Somebody has decided under the engine's lock to cancel it, and does so after it. */
    private static final byte CHOSEN_TO_STOP = 16;

    // Links of the group, under the engine's lock.
    @Nullable
    TaskCell<?> olderInGroup;

    @Nullable
    TaskCell<?> youngerInGroup;

    /**
     * Makes a task that is not accepted yet.
     *
     * @param loader the context class loader of whoever hands it over
     * @param group its group, if a batch makes it
     * @param runner the thread that will call {@link #run}, or null to have one started
     * @param first an observer from the beginning, or null
     */
    public TaskCell(
            Engine engine,
            TaskOptions options,
            Callable<? extends T> body,
            @Nullable ClassLoader loader,
            @Nullable Group group,
            @Nullable Thread runner,
            @Nullable Observer first) {
        super(first);
        this.origin = engine.origin(options, loader);
        this.content = body;
        this.group = group;
        this.thread = runner;
        this.hasRunner = runner != null;
        this.telling = engine.listeners().isEmpty() ? null : new Telling(engine.listeners(), this);
    }

    /** Makes a task for somebody who wants just one, and captures the context for it. */
    public TaskCell(Engine engine, TaskOptions options, Callable<? extends T> body) {
        this(
                engine,
                options,
                Contexts.around(engine.surroundings().contexts().capture(), body),
                Thread.currentThread().getContextClassLoader(),
                null,
                null,
                null);
    }

    /** A task without an owner that has ended already. */
    public static <T extends @Nullable Object> TaskCell<T> ended(Outcome<T> outcome) {
        Callable<T> none = () -> {
            throw new IllegalStateException("a task that has ended has no body");
        };
        TaskCell<T> cell = new TaskCell<>(Engine.none(), TaskOptions.defaults(), none, null, null, null, null);
        Observer[] ignored = cell.closeObservers();
        cell.content = outcome;
        cell.publish(outcome instanceof Success ? SUCCEEDED : FAILED);
        return cell;
    }

    /** Counts the time of the body from now, whenever it begins. To be called before the task is handed over. */
    public void mustEndWithin(Duration time) {
        content =
                new TimedBody<>(Objects.requireNonNull(body(), "body"), time, Deadline.after(engine().ticker(), time));
    }

    // ---- what the engine tells it, under its lock

    void accepted(long newId, long now) {
        id = newId;
        acceptedAt = now;
        if (telling != null) {
            telling.announce();
        }
    }

    /** Whether the thread that will run it is this one. */
    boolean runsHere() {
        return hasRunner && thread == Thread.currentThread();
    }

    /** It has a slot from the beginning. */
    void startAtOnce() {
        if (!admit()) {
            throw new IllegalStateException("not new: " + this);
        }
    }

    /** After {@link #accepted}, without the lock, and before it is launched. */
    void tellSubmitted() {
        if (telling != null) {
            telling.submitted();
        }
    }

    // ---- the books, under its lock

    boolean isCountedAsEnded() {
        return (marks & COUNTED_AS_ENDED) != 0;
    }

    boolean isCountedAsStopping() {
        return (marks & COUNTED_AS_STOPPING) != 0;
    }

    void countAsStopping() {
        marks |= COUNTED_AS_STOPPING;
    }

    void countAsEnded() {
        marks = (byte) ((marks | COUNTED_AS_ENDED) & ~COUNTED_AS_STOPPING);
    }

    void chooseToStop() {
        marks |= CHOSEN_TO_STOP;
    }

    /** Whether it is stopping and this is asked for the second time of it since. */
    boolean isSeenStoppingAgain() {
        if (!isCountedAsStopping() || (marks & SEEN_STOPPING_AGAIN) != 0) {
            return false;
        }
        boolean again = (marks & SEEN_STOPPING) != 0;
        marks |= again ? SEEN_STOPPING_AGAIN : SEEN_STOPPING;
        return again;
    }

    // ---- who looks

    /** Whether it was not asked to stop, nobody is about to ask, and its body is not over. Under the engine's lock. */
    boolean isActive() {
        return (marks & CHOSEN_TO_STOP) == 0 && phase() <= RUNNING;
    }

    Engine engine() {
        return origin.engine();
    }

    TaskOptions options() {
        return origin.options();
    }

    @Nullable
    ClassLoader loader() {
        return origin.loader();
    }

    boolean hasRunner() {
        return hasRunner;
    }

    /** What it does; null when that is over. Without a lock: whoever looks while it ends may get either. */
    @SuppressWarnings("unchecked") // nothing else is put there that can be called
    public @Nullable Callable<? extends T> body() {
        return content instanceof Callable<?> body ? (Callable<? extends T>) body : null;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        Group in = group;
        TaskOptions options = options();
        if (in != null && options.name() == null) {
            return in.prefix(engine().name()) + '#' + id;
        }
        return Names.full(engine().name(), in == null ? options.group() : in.name(), options.name(), id);
    }

    @Override
    public TaskState state() {
        return shown();
    }

    @Override
    public boolean isDone() {
        return hasEnded();
    }

    @Override
    public TaskInfo info() {
        return info(engine().now());
    }

    /** A look at it with the ages that it has at that time, which is not before it was accepted. */
    TaskInfo info(long time) {
        TaskState now = shown();
        boolean done = now.isDone();
        boolean hasBegun = now != TaskState.QUEUED && hasBegun();
        long end = done ? endedAt : time;
        long queuedUntil = hasBegun ? startedAt : end;
        Group in = group;
        return new TaskInfo(
                id,
                name(),
                engine().name(),
                in == null ? options().group() : in.name(),
                now,
                Duration.ofNanos(Math.max(0, queuedUntil - acceptedAt)),
                hasBegun ? Duration.ofNanos(Math.max(0, end - startedAt)) : Duration.ZERO,
                cancelReason().orElse(null));
    }

    @Override
    public Optional<CancelReason> cancelReason() {
        return Optional.ofNullable(phase() < CANCELLING ? null : reason);
    }

    @Override
    public Optional<Outcome<T>> outcome() {
        if (!hasEnded()) {
            return Optional.empty();
        }
        asked = true;
        return Optional.of(ending());
    }

    @Override
    public T result() {
        if (!hasEnded()) {
            throw new IllegalStateException("task '" + name() + "' has not ended, it is " + shown());
        }
        return value();
    }

    long endedAt() {
        return endedAt;
    }

    /** Whether a task that has ended failed because its own time was over. */
    public boolean isOverTime() {
        return (remarks & OVER_TIME) != 0;
    }

    /** The outcome of a task that has ended. */
    @SuppressWarnings("unchecked") // only its own is put there
    public Outcome<T> ending() {
        return (Outcome<T>) Objects.requireNonNull(content, "outcome");
    }

    private T value() {
        asked = true;
        return switch (ending()) {
            case Success<T>(T value) -> value;
            case Failure<T>(Throwable error) -> throw new TaskFailedException(name(), error);
            case Cancelled<T>(CancelReason why) -> throw new TaskCancelledException(name(), why);
        };
    }

    /** Somebody will look at the outcome: a failure need not be logged. */
    public void willBeAsked() {
        asked = true;
    }

    boolean wasAsked() {
        return asked || !options().onDone().isEmpty();
    }

    /** Where the thread of the body stands; empty if it has none. */
    List<StackTraceElement> stack() {
        Thread now = thread();
        return now == null ? List.of() : List.of(now.getStackTrace());
    }

    /** The thread of the body, or null if it has none. No more than a look: the thread may do something else meanwhile. */
    public @Nullable Thread thread() {
        int phase = phase();
        return phase == RUNNING || phase == CANCELLING ? thread : null;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return name() + " " + shown();
    }

    // ---- who waits

    @Override
    public T await() throws InterruptedException {
        awaitEnd(Deadline.NEVER);
        return value();
    }

    @Override
    public T await(Duration atMost) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(atMost, "atMost");
        if (!awaitEnd(Deadline.after(engine().ticker(), atMost))) {
            throw new TimeLimitExceeded(name(), atMost);
        }
        return value();
    }

    @Override
    public Outcome<T> join() throws InterruptedException {
        awaitEnd(Deadline.NEVER);
        return ending();
    }

    /** Refuses a wait of this task, or of one of its callbacks, for its own end. */
    public void refuseSelfWait() {
        if (TaskThread.currentCell() == this && !hasEnded()) {
            throw new IllegalStateException("task '" + name() + "' would wait for itself");
        }
    }

    private boolean awaitEnd(long deadline) throws InterruptedException {
        Cancellation.checkpoint();
        if (hasEnded()) {
            asked = true;
            return true;
        }
        refuseSelfWait();
        EndWaiter waiter = new EndWaiter();
        if (!observe(waiter)) {
            asked = true;
            return true;
        }
        boolean ended = false;
        try {
            ended = waiter.signal.await(engine().ticker(), deadline) || hasEnded();
        } finally {
            if (!ended) {
                forget(waiter);
            }
        }
        return ended;
    }

    // ---- who listens

    @Override
    public Task<T> onDone(Consumer<? super Task<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        asked = true;
        if (!observe(new EndCallback<>(this, callback))) {
            Callbacks.call("an onDone of", this, callback);
        }
        return this;
    }

    // ---- who cancels

    @Override
    public CancelResult cancel() {
        return cancel(Cancellation.requested("no reason given"));
    }

    @Override
    public CancelResult cancel(String why) {
        return cancel(Cancellation.requested(why));
    }

    /** Asks the task to stop for that reason. Never waits, runs no code of users. */
    public CancelResult cancel(CancelReason why) {
        return cancel(why, false);
    }

    /** The same for a task that was counted as stopping before. */
    CancelResult cancelCounted(CancelReason why) {
        return cancel(why, true);
    }

    private CancelResult cancel(CancelReason why, boolean counted) {
        while (true) {
            switch (phase()) {
                case QUEUED -> {
                    if (engine().dropQueued(this, why)) {
                        return CancelResult.REQUESTED;
                    }
                }
                case STARTING -> {
                    if (drop(STARTING)) {
                        engine().dropStarting(this, why);
                        return CancelResult.REQUESTED;
                    }
                }
                case RUNNING -> {
                    if (claimCancel()) {
                        askToStop(why, counted);
                        return CancelResult.REQUESTED;
                    }
                }
                case CANCELLING -> {
                    return CancelResult.ALREADY_CANCELLING;
                }
                default -> {
                    return CancelResult.ALREADY_ENDED;
                }
            }
        }
    }

    private void askToStop(CancelReason why, boolean counted) {
        reason = why;
        announceCancel();
        toCancelling();
        interruptAndRelease();
        if (!counted) {
            engine().countStopping(this);
        }
        tellCancelRequested(why);
    }

    /** While nobody else can bring it to its end. */
    void announceCancel() {
        if (telling != null) {
            telling.announce();
        }
    }

    /** After {@link #announceCancel}. The timer's thread is not to wait for a listener. */
    void tellCancelRequested(CancelReason why) {
        Telling told = telling;
        if (told == null) {
            return;
        }
        if (engine().deadlines().isTimer()) {
            Launcher.aside(engine().name() + "/listener", () -> told.cancelRequested(why));
        } else {
            told.cancelRequested(why);
        }
    }

    /** Interrupts a body that was asked to stop once more. */
    void nudge() {
        if (claimNudge()) {
            interruptAndRelease();
        }
    }

    /** The word is busy, so the body cannot end and {@code thread} is its thread. */
    private void interruptAndRelease() {
        Throwable thrown = null;
        try {
            Thread running = thread;
            if (running != null && !isShielded()) {
                thrown = Callbacks.interrupt(running);
            }
        } finally {
            release();
        }
        Callbacks.logInterrupt("task '" + name() + "'", thrown);
    }

    /** Ends a task that was dropped: its outcome is published when this returns. Its callbacks have not run. */
    void publishDropped(CancelReason why) {
        reason = why;
        endedAt = engine().now();
        content = new Cancelled<>(why);
        publishUnsettled(CANCELLED);
        tell(closeObservers());
        release();
        LockSupport.unpark((Thread) THREAD.getVolatile(this));
    }

    /** Ends a task whose thread could not be started. Gives back what is to be done then, which may be the same again. */
    @Nullable
    AfterLock failToStart(Throwable error) {
        AfterLock after = null;
        if (drop(STARTING)) {
            endedAt = engine().now();
            after = failUnstarted(new Failure<>(error));
            engine().afterEnd(this, FAILED);
        } else {
            awaitSettleable();
        }
        settleElsewhere();
        return after;
    }

    // ---- its thread

    /** It has a slot: wakes the thread that waits to run it, or starts one. Gives back what is to be done if that fails. */
    @Nullable
    AfterLock launch() {
        if (!hasRunner) {
            return Launcher.launch(this);
        }
        Thread runner = thread; // which it has until it has a slot, and does not need later
        if (runner != Thread.currentThread()) {
            LockSupport.unpark(runner);
        }
        return null;
    }

    /** Waits, as the task's runner, until it has a slot or was cancelled. Interrupts of this thread mean nothing here. */
    public void awaitLaunch() {
        boolean atOnce = phase() != QUEUED;
        while (phase() == QUEUED) {
            boolean ignored = Thread.interrupted();
            LockSupport.park(this);
        }
        boolean ignored = Thread.interrupted();
        if (atOnce) {
            startedAt = acceptedAt;
        }
    }

    /**
     * Waits, as this task's thread, for whoever drops it to publish its end and tell the observers, for which he may have to
     * wait himself. The thread is written before the word is read, and read after the word is written: one of the two
     * sees the other.
     */
    private void awaitSettleable() {
        THREAD.setVolatile(this, Thread.currentThread());
        while (!isSettleable()) {
            LockSupport.park(this);
            boolean ignored = Thread.interrupted();
        }
        thread = null;
    }

    /** Runs the task from its start to its last callback, on its own thread, which is that one. */
    void run(TaskThread its) {
        Thread current = Thread.currentThread();
        if (telling != null) {
            telling.beginning();
        }
        thread = current;
        if (startedAt == 0) {
            startedAt = engine().now();
        }
        if (!begin()) {
            if (telling != null) {
                telling.cancelMayBeTold();
            }
            awaitSettleable();
            settle();
            return;
        }
        tellStarted(current);
        TaskEvent event = Recording.started(Owners::recordStats);
        Armed limit = null;
        T value = null;
        Throwable error = null;
        try {
            Callable<? extends T> body = Objects.requireNonNull(body(), "body");
            limit = TimeLimit.arm(this, body);
            value = body.call();
        } catch (Throwable e) {
            error = e;
        }
        boolean stopped = endBody();
        UncaughtExceptionHandler left = its.comesBack();
        thread = null;
        content = null;
        boolean ignored = Thread.interrupted();
        if (limit != null) {
            limit.disarm();
        }
        endedAt = engine().now();
        Outcome<T> how = error == null ? success(value) : unsuccessful(error, stopped);
        if (event != null) {
            Recording.ended(event, info(), how);
        }
        if (how instanceof Cancelled) {
            endCancelled(how, its);
        } else {
            end(how, error == null ? SUCCEEDED : FAILED, its);
        }
        if (error instanceof Error severe) {
            Callbacks.uncaught(left, current, severe);
        }
        settle();
    }

    /** Interrupts are held back meanwhile: they are for the body. */
    private void tellStarted(Thread current) {
        if (telling != null) {
            boolean ignored = shield();
            telling.started();
            if (unshield()) {
                current.interrupt();
            }
        }
    }

    @SuppressWarnings("NullAway") // the body returned it, so it is a T
    private static <T extends @Nullable Object> Outcome<T> success(@Nullable T value) {
        return new Success<>(value);
    }

    /** Whether that error, if the body throws it, says no more than that the task was asked to stop or its owner stops. */
    public boolean isAskedToStop(@Nullable Throwable error) {
        return phase() == CANCELLING
                || (error != null
                        && Echo.isRefusalBy(engine().name(), error)
                        && engine().core().firstStop() != null);
    }

    private Outcome<T> unsuccessful(Throwable error, boolean stopped) {
        if (!stopped && error instanceof CancellationException) {
            reason = new CancelReason(Source.BODY, Echo.messageOf(error), name(), error);
            return new Cancelled<>(reason);
        }
        CancelReason refusal =
                Echo.isRefusalBy(engine().name(), error) ? engine().core().firstStop() : null;
        if (refusal != null) {
            reason = stopped ? Objects.requireNonNull(reason, "reason") : refusal;
            return new Cancelled<>(reason);
        }
        if (!stopped || !Echo.isIn(error)) {
            return new Failure<>(error);
        }
        CancelReason why = Objects.requireNonNull(reason, "reason");
        TimeLimitExceeded over = TimeLimit.in(why);
        if (over == null) {
            return new Cancelled<>(why);
        }
        remarks |= OVER_TIME;
        return new Failure<>(over.with(error));
    }

    private void endCancelled(Outcome<T> how, TaskThread its) {
        for (Consumer<? super Task<?>> callback : options().onCancelled()) {
            Callbacks.callHere("an onCancelled of", this, callback);
        }
        end(how, CANCELLED, its);
    }

    /** Slot back, outcome out. */
    private void end(Outcome<T> how, int phase, TaskThread its) {
        content = how;
        Engine engine = engine();
        AfterLock after = engine.ended(this, phase, its);
        tell(taken());
        AfterLock.perform(after);
        engine.afterEnd(this, phase);
    }

    private @Nullable AfterLock failUnstarted(Failure<T> how) {
        AfterLock after = engine().slotReturned(this, FAILED, how, endedAt);
        content = how;
        publish(FAILED);
        tell(closeObservers());
        return after;
    }

    /**
     * Publishes the end, and closes the stack of its observers, who are to be told next. Under the engine's lock: who finds
     * the task off the books, or its slot free, finds it ended.
     *
     * @return whether nothing is left to be done after that which needs it on the books
     */
    boolean publishOnTheBooks(int phase) {
        publish(phase);
        Observer[] observers = closeObservers();
        if (phase == FAILED || telling != null || !options().onDone().isEmpty()) {
            return false;
        }
        for (Observer observer : observers) {
            if (observer.callsBack() || !observer.mayHearLate()) {
                return false;
            }
        }
        remarks |= LEFT;
        return true;
    }

    // ---- after the end

    /** For a kind of task that wants to hear that it was accepted when it was handed over. Under the engine's lock. */
    protected void onAcceptedAtOnce() {}

    /**
     * For a kind of task that wants to hear that its end was published and it has left the books, on its own thread, which has
     * no callback to run and is about to come back from {@link #run}. Under the engine's lock, before {@link #onPublished}.
     */
    protected void onLeft() {}

    /**
     * For a kind of task that wants to hear of its own end, before anybody else does. As {@link Observer#published}; it may
     * be off the books already.
     */
    protected void onPublished() {}

    private void tell(Observer[] observers) {
        onPublished();
        for (Observer observer : observers) {
            if (!observer.gone) {
                observer.published(this);
            }
        }
    }

    /** Whether there is something to call at the end; known from the moment its observers hear of it. */
    public boolean callsBack() {
        TaskOptions options = options();
        if (!options.onDone().isEmpty()
                || (!hasBegun() && !options.onCancelled().isEmpty())) {
            return true;
        }
        for (Observer observer : taken()) {
            if (observer.callsBack()) {
                return true;
            }
        }
        return false;
    }

    /** After {@link #publishDropped} of a queued task: gets its callbacks called, on a thread of its own. */
    void settleDropped(CancelReason why) {
        tellCancelRequested(why);
        if (hasRunner) {
            return; // that thread was woken, and does it
        }
        if (callsBack() || telling != null) {
            Launcher.settle(this);
        } else {
            settle();
        }
    }

    /**
     * Settles it on a thread that is not its own, for want of that. Does not wait for who tells the listeners of it: a
     * listener on this very thread may have cancelled the task it was told of.
     */
    void settleElsewhere() {
        if (telling == null) {
            settleKeepingInterrupt();
        } else {
            telling.whenTold(this::settleKeepingInterrupt);
        }
    }

    private void settleKeepingInterrupt() {
        boolean interrupted = Thread.interrupted();
        try {
            settle();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs the callbacks, then leaves the books. On a thread of the task's own. */
    void settle() {
        TaskOptions options = options();
        if (!hasBegun() && phase() == CANCELLED) {
            for (Consumer<? super Task<?>> callback : options.onCancelled()) {
                Callbacks.callHere("an onCancelled of", this, callback);
            }
        }
        for (Consumer<? super Task<?>> callback : options.onDone()) {
            Callbacks.callHere("an onDone of", this, callback);
        }
        for (Observer observer : taken()) {
            observer.afterwards(this);
        }
        forgetTaken();
        origin = origin.withoutLoader();
        if (telling != null) {
            telling.ended();
        }
        if ((remarks & LEFT) == 0) {
            engine().leaveBooks(this);
        }
    }
}
