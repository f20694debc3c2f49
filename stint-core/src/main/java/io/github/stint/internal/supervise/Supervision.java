package io.github.stint.internal.supervise;

import io.github.stint.Action;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Supervised.State;
import io.github.stint.TaskOptions;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Callbacks;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TaskThread;
import io.github.stint.internal.time.Deadline;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One supervised thing: one task over all its runs. Its {@link Course} is a loop on the task's thread and decides which
 * run follows which; here is what the loop is made of, and what others see of it.
 *
 * <p>Invariant of cancelling: before each run and each wait the interrupt flag is cleared first, and then the task's word
 * is looked at. A cancel writes the word before it interrupts. So either the look sees it, and nothing begins; or the
 * interrupt comes after the clearing, and meets the run or the wait that the look let through. It is never lost between
 * two runs, and an interrupt of the run before never reaches the next one. A run's state is set before its look, so
 * after a cancel that found the thing backing off, no run begins.
 */
public final class Supervision extends Observer {

    private final Engine engine;
    private final String name;
    private final TaskCell<Void> cell;
    private final Standing standing;
    private final boolean isSchedule;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong restarts = new AtomicLong();
    private volatile @Nullable Throwable lastFailure;
    private volatile long nextAt = Deadline.NEVER;

    /** That of the task, from its beginning. Of the task's own. */
    private @Nullable TaskThread thread;

    /**
     * Makes one that is not handed over yet. The body is held by the task only, until it has ended; the context of the
     * current thread is put around each of its runs.
     */
    @SuppressWarnings("NullAway") // Void has no other value than null
    public Supervision(Engine engine, String name, Course course, Action body, SupervisionListener listener) {
        this.engine = engine;
        this.name = name;
        this.isSchedule = course.isSchedule();
        this.standing = new Standing(name, engine.ticker(), listener, isSchedule);
        Callable<?> run = Contexts.around(engine.surroundings().contexts().capture(), Body.of(body));
        this.cell = new TaskCell<>(
                engine,
                TaskOptions.named(name),
                () -> {
                    thread = TaskThread.current();
                    course.follow(this, run::call);
                    return null;
                },
                Thread.currentThread().getContextClassLoader(),
                null,
                null,
                this);
    }

    // ---- what the loop is made of, on the task's thread

    long now() {
        return engine.ticker().nanoTime();
    }

    String fullName() {
        return cell.name();
    }

    /**
     * Runs the body once. Gives back what it threw, or null if it returned.
     *
     * @throws InterruptedException if the task was asked to stop, and the run has not begun
     */
    @Nullable
    Throwable run(State as, Action body) throws InterruptedException {
        nextAt = Deadline.NEVER;
        standing.to(as);
        standing.tell();
        stopIfAskedTo();
        runs.incrementAndGet();
        try {
            body.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Ends the task with that error, if it was asked to stop: whether it is an echo is up to the task. */
    void endIfAskedTo(@Nullable Throwable error) throws Exception {
        if (cell.isAskedToStop(error)) {
            if (error != null) {
                throw raise(error);
            }
            checkpoint();
        }
    }

    /** Says that the next run comes after a pause. */
    void backOff(@Nullable Throwable error, long pause, long until) {
        Duration time = Duration.ofNanos(pause);
        if (error != null) {
            lastFailure = error;
        }
        RestartLog.restarts(engine.name(), name, restarts.incrementAndGet(), time, error);
        severe(error);
        nextAt = until;
        standing.to(State.BACKING_OFF);
        standing.restarting(outcome(error), time);
        standing.tell();
    }

    /** Says that a failure changes nothing for the runs to come. */
    void goesOn(Throwable error, long untilNext) {
        lastFailure = error;
        RestartLog.failed(engine.name(), name, runs.get(), Duration.ofNanos(untilNext), error);
        severe(error);
    }

    /** Says that it is over for good, so that nobody need be told that nobody asked. Gives back what is to be thrown. */
    RuntimeException givesUp(Throwable error) throws Exception {
        cell.willBeAsked();
        RestartLog.givesUp(engine.name(), name, restarts.get(), error);
        throw raise(error);
    }

    /** Waits, as somebody whose time has not come, until that moment. */
    void waitUntil(long deadline) throws InterruptedException {
        nextAt = deadline;
        standing.to(State.WAITING);
        standing.tell();
        pauseUntil(deadline);
    }

    /**
     * Waits until that moment. An interrupt by a stranger does not end it.
     *
     * @throws InterruptedException if the task was asked to stop
     */
    void pauseUntil(long deadline) throws InterruptedException {
        Signal never = new Signal();
        boolean over = false;
        while (!over) {
            stopIfAskedTo();
            try {
                over = !never.await(engine.ticker(), deadline);
            } catch (InterruptedException e) {
                over = false; // the next look tells a cancel from a stranger
            }
        }
    }

    /** Clears the flag, then looks: never the other way round. */
    private void stopIfAskedTo() throws InterruptedException {
        boolean ignored = Thread.interrupted();
        checkpoint();
    }

    /** Where a run has left a handler of its own, nothing on this thread would find the task. */
    private void checkpoint() throws InterruptedException {
        TaskThread its = thread;
        if (its != null) {
            UncaughtExceptionHandler ignored = its.comesBack();
        }
        Cancellation.checkpoint();
    }

    /** A severe error is handed to the thread's uncaught handler; the task itself does that with its last one. */
    private static void severe(@Nullable Throwable error) {
        if (error instanceof Error) {
            Thread current = Thread.currentThread();
            Callbacks.uncaught(current.getUncaughtExceptionHandler(), current, error);
        }
    }

    @SuppressWarnings("NullAway") // Void has no other value than null
    private static Outcome<Void> outcome(@Nullable Throwable error) {
        return error == null ? new Success<>(null) : new Failure<>(error);
    }

    /** Throws what a body threw, whatever it is. */
    @SuppressWarnings("unchecked") // the cast is not checked, on purpose
    static <X extends Throwable> RuntimeException raise(Throwable error) throws X {
        throw (X) error;
    }

    // ---- its end

    @Override
    protected void published(TaskCell<?> task) {
        if (cell.ending() instanceof Failure<Void>(Throwable error)) {
            lastFailure = error;
        }
        nextAt = Deadline.NEVER;
        standing.to(State.ENDED);
    }

    @Override
    protected void afterwards(TaskCell<?> task) {
        standing.tell();
        boolean ignored = Thread.interrupted();
    }

    @Override
    protected boolean callsBack() {
        return true;
    }

    // ---- what others see and say

    /** Its task. */
    public TaskCell<Void> cell() {
        return cell;
    }

    /** The name it was given. */
    public String name() {
        return name;
    }

    /** Where it stands. */
    public State state() {
        return cell.isDone() ? State.ENDED : standing.state();
    }

    /** How long it has been standing there. */
    public Duration inState() {
        return Duration.ofNanos(Math.max(0, now() - standing.since()));
    }

    /** How many runs have begun. */
    public long runs() {
        return runs.get();
    }

    /** How many restarts were decided. */
    public long restarts() {
        return restarts.get();
    }

    /** What the last failed run threw. */
    public Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** How long it will be until the next run, if that is known. */
    public Optional<Duration> nextIn() {
        long at = nextAt;
        return at == Deadline.NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, at - now())));
    }

    /**
     * Interrupts the run that is under way; false if there is none, or the task was asked to stop. If it is over before the
     * interrupt comes, that is an interrupt by a stranger: it ends no pause and does not reach the next run.
     */
    public boolean interruptRun() {
        State now = standing.state();
        Thread thread = cell.thread();
        boolean runs = now == State.RUNNING || now == State.READY;
        if (!runs || thread == null || cell.cancelReason().isPresent()) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    /** Its body says that the present run is ready; nobody hears of it once the task was asked to stop. */
    public void ready() {
        if (cell.cancelReason().isEmpty()) {
            standing.ready();
            standing.tell();
        }
    }

    /** Whether it is ready. */
    public boolean isReady() {
        return !cell.isDone() && standing.isReady();
    }

    /** Whether it was to run for ever, and has failed for good or has ended without being ready. */
    public boolean isLost() {
        return !isSchedule
                && switch (cell.state()) {
                    case FAILED -> true;
                    case SUCCEEDED -> !standing.wasReady();
                    default -> false;
                };
    }

    /** Waits until it is ready; false if the deadline came first. Throws if it can be ready no more. */
    public boolean awaitReady(long deadline) throws InterruptedException {
        Cancellation.checkpoint();
        if (!cell.isDone() && !standing.isReady()) {
            cell.refuseSelfWait();
            if (!standing.awaitReady(deadline)) {
                return false;
            }
        }
        if (cell.isDone()) {
            requireWasReady();
        }
        return true;
    }

    /** What has ended well, and was ready, counts as ready. */
    public void requireWasReady() {
        Void ignored = cell.result();
        if (!standing.wasReady()) {
            throw new IllegalStateException("'" + fullName() + "' returned without being ready");
        }
    }
}
