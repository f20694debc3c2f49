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
 * it was cancelled, {@code onCancelled} is called; the engine takes the slot back and counts; the outcome is published
 * and the waiters wake; the callbacks run; the task leaves the books. A task that never begins is ended by whoever
 * cancels it, up to and with the publication; its callbacks run on a thread of its own.
 *
 * <p>Plain fields are safe because the word is written after them and read before them: {@code thread} before RUNNING,
 * {@code reason} before CANCELLING, {@code outcome} before the end.
 *
 * @param <T> the value
 */
public final class TaskCell<T extends @Nullable Object> extends Observed implements Task<T> {

    private final Engine engine;
    private final TaskOptions options;
    private @Nullable ClassLoader loader;

    /** The group; set at acceptance if the task names one, before it if a batch made the task. Under the engine's lock. */
    @Nullable
    Group group;

    /** Tells the owner's listeners of this task; null if there are none. */
    final @Nullable Telling telling;

    /** The thread that is to run this task, if it is there already; else one is started. */
    final @Nullable Thread runner;

    private long id;
    private long acceptedAt;
    private long startedAt;
    private long endedAt;
    private @Nullable Callable<? extends T> body;
    private @Nullable Thread thread;

    /** The thread that waits to settle this task, which somebody else is just dropping. */
    private volatile @Nullable Thread settler;

    private @Nullable CancelReason reason;
    private @Nullable Outcome<T> outcome;
    private volatile boolean asked;
    private boolean began;
    private boolean overTime;

    /** Who observed, from the end to the last callback. */
    private Observer[] taken = NOBODY;

    /** Its time, if that was counted from before its start. */
    private @Nullable Within within;

    // The books: links of the ledger, under the engine's lock.
    @Nullable
    TaskCell<?> older;

    @Nullable
    TaskCell<?> younger;

    @Nullable
    TaskCell<?> sameBucket;

    boolean countedAsStopping;
    int timesSeenStopping;
    boolean countedAsEnded;

    /** Somebody has decided under the engine's lock to cancel it, and does so after it. */
    boolean chosenToStop;

    /** The next one to launch, in a chain outside the lock. */
    @Nullable
    TaskCell<?> nextLaunch;

    /**
     * Makes a task that is not accepted yet.
     *
     * @param loader the context class loader of whoever hands it over
     * @param group its group, if a batch makes it
     * @param runner the thread that will call {@link #run()}, or null to have one started
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
        this.engine = engine;
        this.options = options;
        this.body = body;
        this.group = group;
        this.runner = runner;
        this.loader = loader;
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
        cell.closeObservers();
        cell.body = null;
        cell.outcome = outcome;
        cell.publish(outcome instanceof Success ? SUCCEEDED : FAILED);
        return cell;
    }

    /** A time, and the moment at which it is over. */
    record Within(Duration time, long deadline) {}

    /** Counts the time of the body from now, whenever it begins. To be called before the task is handed over. */
    public void mustEndWithin(Duration time) {
        within = new Within(time, Deadline.after(engine.ticker(), time));
    }

    // ---- what the engine tells it, under its lock

    void accepted(long newId, long now) {
        id = newId;
        acceptedAt = now;
        if (telling != null) {
            telling.announce();
        }
    }

    /** After {@link #accepted}, without the lock, and before it is launched. */
    void tellSubmitted() {
        if (telling != null) {
            telling.submitted();
        }
    }

    // ---- who looks

    /** Whether it was not asked to stop, nobody is about to ask, and its body is not over. Under the engine's lock. */
    boolean isActive() {
        return !chosenToStop && phase() <= RUNNING;
    }

    Engine engine() {
        return engine;
    }

    TaskOptions options() {
        return options;
    }

    @Nullable
    ClassLoader loader() {
        return loader;
    }

    /** What it does; null when that is over. Without a lock: whoever looks while it ends may get either. */
    public @Nullable Callable<? extends T> body() {
        return body;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        Group in = group;
        return Names.full(engine.name(), in == null ? options.group() : in.name(), options.name(), id);
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
        TaskState now = shown();
        long time = engine.now();
        boolean done = now.isDone();
        boolean hasBegun = now != TaskState.QUEUED && began;
        long end = done ? endedAt : time;
        long queuedUntil = hasBegun ? startedAt : end;
        Group in = group;
        return new TaskInfo(
                id,
                name(),
                engine.name(),
                in == null ? options.group() : in.name(),
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
        return overTime;
    }

    /** The outcome of a task that has ended. */
    public Outcome<T> ending() {
        return Objects.requireNonNull(outcome, "outcome");
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
        return asked || !options.onDone().isEmpty();
    }

    /** Where the thread of the body stands; empty if it has none. */
    List<StackTraceElement> stack() {
        Thread now = thread;
        return now == null ? List.of() : List.of(now.getStackTrace());
    }

    /** The thread of the body, or null if it has none. No more than a look: the thread may do something else meanwhile. */
    public @Nullable Thread thread() {
        return thread;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
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
        if (!awaitEnd(Deadline.after(engine.ticker(), atMost))) {
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
            ended = waiter.signal.await(engine.ticker(), deadline) || hasEnded();
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
        while (true) {
            switch (phase()) {
                case QUEUED -> {
                    if (engine.dropQueued(this, why)) {
                        return CancelResult.REQUESTED;
                    }
                }
                case STARTING -> {
                    if (drop(STARTING)) {
                        engine.dropStarting(this, why);
                        return CancelResult.REQUESTED;
                    }
                }
                case RUNNING -> {
                    if (claimCancel()) {
                        askToStop(why);
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

    private void askToStop(CancelReason why) {
        reason = why;
        announceCancel();
        toCancelling();
        interruptAndRelease();
        engine.countStopping(this);
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
        if (engine.deadlines().isTimer()) {
            Launcher.aside(engine.name() + "/listener", () -> told.cancelRequested(why));
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
        body = null;
        endedAt = engine.now();
        outcome = new Cancelled<>(why);
        publishUnsettled(CANCELLED);
        wakeObservers();
        release();
        Thread waiting = runner == null ? settler : runner;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** Ends a task whose thread could not be started. Gives back what is to be done then, which may be the same again. */
    @Nullable
    AfterLock failToStart(Throwable error) {
        AfterLock after = null;
        if (drop(STARTING)) {
            body = null;
            endedAt = engine.now();
            after = returnSlotAndPublish(new Failure<>(error), FAILED);
            engine.afterEnd(this, FAILED);
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
        Thread waiting = runner;
        if (waiting == null) {
            return Launcher.launch(this);
        }
        LockSupport.unpark(waiting);
        return null;
    }

    /** Waits, as the task's runner, until it has a slot or was cancelled. Interrupts of this thread mean nothing here. */
    public void awaitLaunch() {
        while (phase() == QUEUED) {
            boolean ignored = Thread.interrupted();
            LockSupport.park(this);
        }
        boolean ignored = Thread.interrupted();
    }

    /**
     * Waits, as this task's thread, for whoever drops it to publish its end and tell the observers, for which he may have to
     * wait himself. The settler is written before the word is read, and read after the word is written: one of the two
     * sees the other.
     */
    private void awaitSettleable() {
        settler = Thread.currentThread();
        while (!isSettleable()) {
            LockSupport.park(this);
            boolean ignored = Thread.interrupted();
        }
        settler = null;
    }

    /** Runs the task from its start to its last callback, on its own thread. Gives back what to run next here. */
    @Nullable
    TaskCell<?> run() {
        Thread current = Thread.currentThread();
        if (telling != null) {
            telling.beginning();
        }
        thread = current;
        startedAt = engine.now();
        if (!begin()) {
            thread = null;
            if (telling != null) {
                telling.cancelMayBeTold();
            }
            awaitSettleable();
            settle();
            return null;
        }
        began = true;
        tellStarted(current);
        TaskEvent event = Recording.started(Owners::recordStats);
        Armed limit = null;
        T value = null;
        Throwable error = null;
        try {
            limit = TimeLimit.arm(this, options.timeout(), within);
            value = Objects.requireNonNull(body, "body").call();
        } catch (Throwable e) {
            error = e;
        }
        boolean stopped = endBody();
        thread = null;
        body = null;
        boolean ignored = Thread.interrupted();
        if (limit != null) {
            limit.disarm();
        }
        endedAt = engine.now();
        Outcome<T> how = error == null ? success(value) : unsuccessful(error, stopped);
        if (event != null) {
            Recording.ended(event, info(), how);
        }
        TaskCell<?> next = how instanceof Cancelled ? endCancelled(how) : end(how, error == null ? SUCCEEDED : FAILED);
        if (error instanceof Error severe) {
            Callbacks.uncaught(current, severe);
        }
        settle();
        return next;
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
                        && Echo.isRefusalBy(engine.name(), error)
                        && engine.core().firstStop() != null);
    }

    private Outcome<T> unsuccessful(Throwable error, boolean stopped) {
        if (!stopped && error instanceof CancellationException) {
            reason = new CancelReason(Source.BODY, Echo.messageOf(error), name(), error);
            return new Cancelled<>(reason);
        }
        CancelReason refusal =
                Echo.isRefusalBy(engine.name(), error) ? engine.core().firstStop() : null;
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
        overTime = true;
        return new Failure<>(over.with(error));
    }

    private @Nullable TaskCell<?> endCancelled(Outcome<T> how) {
        for (Consumer<? super Task<?>> callback : options.onCancelled()) {
            Callbacks.callHere("an onCancelled of", this, callback);
        }
        return end(how, CANCELLED);
    }

    /** Slot back, outcome out. Gives back a task that this thread is to run next. */
    private @Nullable TaskCell<?> end(Outcome<T> how, int phase) {
        AfterLock after = returnSlotAndPublish(how, phase);
        TaskCell<?> next = after == null || runner != null || callsBack() ? null : after.takeForReuse(engine);
        AfterLock.perform(after);
        engine.afterEnd(this, phase);
        return next;
    }

    private @Nullable AfterLock returnSlotAndPublish(Outcome<T> how, int phase) {
        AfterLock after = engine.slotReturned(this, phase, how);
        outcome = how;
        publish(phase);
        wakeObservers();
        return after;
    }

    // ---- after the end

    private void wakeObservers() {
        taken = closeObservers();
        for (Observer observer : taken) {
            if (!observer.gone) {
                observer.published(this);
            }
        }
    }

    /** Whether there is something to call at the end; known from the moment its observers hear of it. */
    public boolean callsBack() {
        if (!options.onDone().isEmpty() || (!began && !options.onCancelled().isEmpty())) {
            return true;
        }
        for (Observer observer : taken) {
            if (observer.callsBack()) {
                return true;
            }
        }
        return false;
    }

    /** After {@link #publishDropped} of a queued task: gets its callbacks called, on a thread of its own. */
    void settleDropped(CancelReason why) {
        tellCancelRequested(why);
        if (runner != null) {
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
        if (!began && phase() == CANCELLED) {
            for (Consumer<? super Task<?>> callback : options.onCancelled()) {
                Callbacks.callHere("an onCancelled of", this, callback);
            }
        }
        for (Consumer<? super Task<?>> callback : options.onDone()) {
            Callbacks.callHere("an onDone of", this, callback);
        }
        for (Observer observer : taken) {
            observer.afterwards(this);
        }
        taken = NOBODY;
        loader = null;
        if (telling != null) {
            telling.ended();
        }
        engine.leaveBooks(this);
    }
}
