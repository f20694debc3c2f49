package io.github.stint;

import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.supervise.Course;
import io.github.stint.internal.supervise.Supervision;
import io.github.stint.internal.supervise.SupervisionListener;
import io.github.stint.internal.time.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something a {@link TaskService} runs again and again: the handle of one task over all its runs. Every method may be
 * called from any thread.
 *
 * <p>All runs are on one thread, with a clear interrupt flag at the beginning of each. What a run leaves in a
 * thread-local is seen by the next. To cancel it ends it for good: no run begins after that, and one that is under way is
 * interrupted. If its body then returns, or throws an echo of the interrupt, it has ended cancelled; if it throws anything
 * else, failed.
 */
public final class Supervised {

    /** Where it stands. */
    public enum State {
        /** Its next run has not begun: it has no slot yet, or it is a schedule between two runs. */
        WAITING,
        /** It runs; if it is to tell when it is ready, it has not yet. */
        RUNNING,
        /** It runs, and is ready. */
        READY,
        /** A run is over, and another follows after a pause. */
        BACKING_OFF,
        /** No run follows. */
        ENDED
    }

    /** A body that tells when it is ready. */
    @FunctionalInterface
    public interface Body {

        /**
         * Does the work. To be told by {@link Supervised#ready} when others may rely on it.
         *
         * @param self the handle of the body itself
         * @throws Exception if the work failed
         */
        void run(Supervised self) throws Exception;
    }

    private final Engine engine;
    private final Supervision supervision;

    Supervised(Engine engine, String name, Course course, Body body) {
        this.engine = engine;
        SupervisionListener listener = engine.listeners().isEmpty() ? SupervisionListener.NONE : new Telling();
        this.supervision = new Supervision(engine, name, course, () -> body.run(this), listener);
    }

    /** Tells the listeners of the service. */
    private final class Telling implements SupervisionListener {

        @Override
        public void changed(State from, State to) {
            engine.listeners().tell(listener -> listener.serviceChanged(Supervised.this, from, to));
        }

        @Override
        public void restarting(Outcome<Void> last, Duration pause) {
            engine.listeners().tell(listener -> listener.restarting(Supervised.this, last, pause));
        }
    }

    Supervision supervision() {
        return supervision;
    }

    /**
     * The name it was given.
     *
     * @return the name, without that of its service and without a number
     */
    public String name() {
        return supervision.name();
    }

    /**
     * Its task, which ends when no run follows.
     *
     * @return the task
     */
    public Task<Void> task() {
        return supervision.cell();
    }

    /**
     * Where it stands.
     *
     * @return the state
     */
    public State state() {
        return supervision.state();
    }

    /**
     * How long it has been standing there.
     *
     * @return the time since its last change of state
     */
    public Duration inState() {
        return supervision.inState();
    }

    /**
     * How often it was run.
     *
     * @return how many runs have begun
     */
    public long runs() {
        return supervision.runs();
    }

    /**
     * How often it was restarted.
     *
     * @return how many restarts there were, with the one it is pausing for; 0 for a schedule
     */
    public long restarts() {
        return supervision.restarts();
    }

    /**
     * What went wrong last.
     *
     * @return what the last run that failed threw, or empty if none has failed
     */
    public Optional<Throwable> lastFailure() {
        return supervision.lastFailure();
    }

    /**
     * How long it will be until the next run.
     *
     * @return the time, zero if it is due; empty if it runs, waits for a slot, or has ended
     */
    public Optional<Duration> nextIn() {
        return supervision.nextIn();
    }

    // ---- readiness

    /**
     * Says that the present run is ready. For its body, once in each run, on any thread. After it was asked to stop nobody
     * hears of it.
     *
     * @throws IllegalStateException if this run is ready already, or none is under way
     */
    public void ready() {
        supervision.ready();
    }

    /**
     * Whether others may rely on it. A restart makes it not ready, until the new run is. A schedule is ready from the
     * beginning.
     *
     * @return true if it is ready and has not ended
     */
    public boolean isReady() {
        return supervision.isReady();
    }

    /**
     * Waits until it is ready, over restarts if need be.
     *
     * @param atMost how long; zero or less only looks
     * @return true if it is or was ready, false if the time was over
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws TaskFailedException if it has ended for good with a failure
     * @throws TaskCancelledException if it has ended cancelled
     * @throws IllegalStateException if it has ended without being ready, or calls this itself before it is
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        return supervision.awaitReady(Deadline.after(engine.ticker(), atMost));
    }

    // ---- the end

    /**
     * Interrupts the run that is under way, so that another one follows as the policy says: after its pause, and counted as a
     * restart. Not more than a nudge: a body that does not heed it goes on, and one that returns because of it ends for good
     * if its policy calls that the end.
     *
     * @return false if no run is under way, or it was asked to stop; nothing has happened then
     */
    public boolean interruptRun() {
        return supervision.interruptRun();
    }

    /**
     * Asks it to stop, for good, also while it pauses. See {@link Task#cancel(String)}.
     *
     * @param why the words
     * @return what this call found
     */
    public CancelResult cancel(String why) {
        return task().cancel(why);
    }

    /**
     * Calls somebody when it has ended for good. See {@link Task#onDone}.
     *
     * @param callback who is called
     * @return this
     */
    public Supervised onDone(Consumer<? super Task<Void>> callback) {
        Task<Void> ignored = task().onDone(callback);
        return this;
    }

    /** Its full name, and where it stands. */
    @Override
    public String toString() {
        return task().name() + " " + state() + ", " + runs() + " runs, " + restarts() + " restarts";
    }
}
