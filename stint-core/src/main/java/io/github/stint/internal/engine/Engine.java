package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.lock.Patience;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.watch.Listeners;
import io.github.stint.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every owner is made of. Here tasks come in and tell how they fare; {@link View} looks at them, {@link Steering}
 * changes what they may, {@link Ending} closes. All four share one {@link Core} and its lock.
 *
 * <p>It is long because each way in and each way out is one hold of that lock, and they are read beside each other.
 */
public final class Engine {

    private static final int NO_ROOM = -1;

    /** A platform thread that looks for longer takes a processor from the tasks it waits for. */
    private static final int FEW_LOOKS = 16;

    /** Who waits no longer than that for room, waits where it comes fast. */
    private static final long FAST_NANOS = 100_000L;

    private static final class None {
        static final Engine ENGINE = new Engine(
                EngineOptions.queueing("Task", "none", EngineOptions.UNLIMITED, FailurePolicy.READ, Ticker.system()),
                null);
    }

    private final EngineOptions options;
    private final Core core;
    private final Deadlines deadlines;
    private final Listeners listeners;
    private final View view;
    private final Steering steering;
    private final Ending ending;
    private final StragglerWatch stragglers;

    /** Of those who wait for room: that is looked for without the lock, so it is no more than a hint. */
    private final Patience patience = new Patience();

    private final Origin usual = new Origin(this, TaskOptions.defaults(), ClassLoader.getSystemClassLoader());

    /**
     * Makes an engine.
     *
     * @param parent the task whose part the owner is, or null
     */
    public Engine(EngineOptions options, @Nullable TaskCell<?> parent) {
        this.options = options;
        this.core = new Core(options, parent);
        this.deadlines = Deadlines.of(options.ticker());
        this.listeners = core.listeners;
        this.view = new View(core);
        this.steering = new Steering(core, view);
        this.stragglers = new StragglerWatch(this, options.onFailure());
        this.ending = new Ending(core, view, steering, stragglers);
    }

    /** The engine of tasks that have none. */
    static Engine none() {
        return None.ENGINE;
    }

    Core core() {
        return core;
    }

    /** The owner's name. */
    public String name() {
        return options.name();
    }

    /** What users plugged into it. */
    public Surroundings surroundings() {
        return options.surroundings();
    }

    /** Who is told what happens. */
    public Listeners listeners() {
        return listeners;
    }

    /** Its clock. */
    public Ticker ticker() {
        return options.ticker();
    }

    /** Its timer. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** What can be seen. */
    public View view() {
        return view;
    }

    /** What can be changed. */
    public Steering steering() {
        return steering;
    }

    /** How it closes. */
    public Ending ending() {
        return ending;
    }

    /**
     * The owner's lock. Whatever brings tasks keeps its own state under it, too: a task of a feed is then counted by both in one
     * hold. The rules of {@link Core} hold for whoever takes it.
     */
    public CarrierSafeLock lock() {
        return core.lock;
    }

    /** How many tasks there is room for in all, to run or to wait. Under the lock. */
    public int capacity() {
        return core.admission.capacity();
    }

    long now() {
        return options.ticker().nanoTime();
    }

    /** What a task with that is handed over with. */
    Origin origin(TaskOptions taskOptions, @Nullable ClassLoader loader) {
        return taskOptions == usual.options() && loader == usual.loader()
                ? usual
                : new Origin(this, taskOptions, loader);
    }

    // ---- tasks come in

    /**
     * Hands a task over and never waits: it starts, or is queued.
     *
     * @return how many are queued now
     * @throws TaskRejectedException if there is no room, or no tasks are accepted
     */
    public int start(TaskCell<?> cell) {
        int queued = offerAndCount(cell);
        if (queued == NO_ROOM) {
            throw core.told(core.locked(() -> core.rejection(Why.FULL)));
        }
        return queued;
    }

    /**
     * Hands several tasks over and never waits, all of them or none. For an engine that queues without limit.
     *
     * @throws TaskRejectedException if no tasks are accepted
     */
    public void startAll(List<? extends TaskCell<?>> cells) {
        AfterLock after;
        try {
            after = acceptAll(cells);
        } catch (TaskRejectedException e) {
            throw core.told(e);
        }
        cells.forEach(TaskCell::tellSubmitted);
        AfterLock.perform(after);
    }

    private @Nullable AfterLock acceptAll(List<? extends TaskCell<?>> cells) {
        long now = now();
        core.lock.lock();
        try {
            return core.acceptAll(cells, now);
        } finally {
            core.lock.unlock();
        }
    }

    /**
     * Hands a task over if there is room, and never waits.
     *
     * @return false if there is none
     * @throws TaskRejectedException if no tasks are accepted
     */
    public boolean offer(TaskCell<?> cell) {
        return offerAndCount(cell) != NO_ROOM;
    }

    private int offerAndCount(TaskCell<?> cell) {
        try {
            return offerUntold(cell);
        } catch (TaskRejectedException e) {
            throw core.told(e);
        }
    }

    private int offerUntold(TaskCell<?> cell) {
        int queued;
        AfterLock after;
        long now = now();
        core.lock.lock();
        try {
            requireAccepting(core.refuses());
            if (!core.admission.hasRoom()) {
                return NO_ROOM;
            }
            core.accept(cell, now);
            after = core.pump(now);
            queued = core.admission.queued();
        } finally {
            core.lock.unlock();
        }
        cell.tellSubmitted();
        AfterLock.perform(after);
        return queued;
    }

    /**
     * Hands a task over, and waits for room until the deadline.
     *
     * @throws TaskRejectedException if there was no room in time, or no tasks are accepted
     * @throws IllegalStateException if every running task would wait here
     * @throws InterruptedException if the thread was interrupted before the task was accepted
     */
    public void submit(TaskCell<?> cell, long deadline) throws InterruptedException {
        if (deadline == Deadline.NEVER) {
            lookForRoom();
        }
        Submission submission = enter(cell, deadline);
        if (submission != null) {
            boolean ignored = await(submission, deadline);
        }
    }

    /** Who finds no room looks for much, for else he would soon be here again. */
    private void lookForRoom() {
        if (!core.admission.hasRoom()) {
            boolean ignored = Thread.currentThread().isVirtual()
                    ? patience.lookFor(core.admission::hasMuchRoom)
                    : patience.lookFor(core.admission::hasMuchRoom, FEW_LOOKS);
        }
    }

    /** The first half of {@link #submit}: null if the task was accepted at once, else to be waited for. */
    public @Nullable Submission enter(TaskCell<?> cell, long deadline) throws InterruptedException {
        Cancellation.checkpointOrInterrupt();
        try {
            return enterUntold(cell, deadline, null);
        } catch (TaskRejectedException e) {
            throw core.told(e);
        }
    }

    /**
     * Hands over a task that a feed brings; null if it was accepted at once, else to be waited for. Nobody has submitted it, so
     * a refusal is neither counted nor told.
     */
    public @Nullable Submission enterFromFeed(TaskCell<?> cell, Group group) {
        return enterUntold(cell, Deadline.NEVER, group);
    }

    private @Nullable Submission enterUntold(TaskCell<?> cell, long deadline, @Nullable Group fedInto) {
        AfterLock after;
        long now = now();
        core.lock.lock();
        try {
            if (fedInto == null) {
                requireAccepting(core.refuses());
            } else {
                requireAcceptingFed(core.refusesFromFeed(fedInto));
            }
            if (!core.admission.hasRoom()) {
                return enqueue(cell, deadline, now, fedInto != null);
            }
            after = core.acceptAndStart(cell, now);
            cell.onAcceptedAtOnce();
        } finally {
            core.lock.unlock();
        }
        cell.tellSubmitted();
        AfterLock.perform(after);
        return null;
    }

    /** Under the lock: has a submission wait for room. */
    private Submission enqueue(TaskCell<?> cell, long deadline, long now, boolean fed) {
        TaskCell<?> current = TaskThread.currentCell();
        boolean insideForEver = current != null
                && current.engine() == this
                && !current.isCountedAsEnded()
                && deadline == Deadline.NEVER;
        if (insideForEver && core.admission.waitsForItself(1)) {
            throw core.selfWait();
        }
        if (!Deadline.isBefore(now, deadline)) {
            throw core.rejection(Why.FULL);
        }
        Submission submission = new Submission(cell, insideForEver, fed);
        boolean parksDearly = !Thread.currentThread().isVirtual();
        core.admission.await(submission, parksDearly && deadline == Deadline.NEVER && !insideForEver && !fed);
        return submission;
    }

    /** Under the lock. */
    private void requireAccepting(@Nullable Why refusal) {
        if (refusal != null) {
            throw core.rejection(refusal);
        }
    }

    /** Under the lock. */
    private void requireAcceptingFed(@Nullable Why refusal) {
        if (refusal != null) {
            throw core.refusal(refusal);
        }
    }

    /**
     * Waits until a submission is decided or given up. Accepted or gone: one that was accepted in the last moment is used.
     *
     * @return false if it was given up and is not accepted
     */
    public boolean await(Submission submission, long deadline) throws InterruptedException {
        try {
            return awaitUntold(submission, deadline);
        } catch (TaskRejectedException e) {
            throw submission.fed ? e : core.told(e);
        }
    }

    private boolean awaitUntold(Submission submission, long deadline) throws InterruptedException {
        InterruptedException interrupt = null;
        long parked = System.nanoTime();
        try {
            awaitDecision(submission, deadline);
        } catch (InterruptedException e) {
            interrupt = e;
        }
        boolean fast = System.nanoTime() - parked < FAST_NANOS;
        AfterLock after = null;
        core.lock.lock();
        try {
            core.admission.waited(submission, fast);
            if (!submission.isDecided()) {
                core.admission.withdraw(submission);
                submission.refuse(Why.FULL);
                after = new AfterLock();
                after.fire(core.takeIdle());
                if (interrupt == null && !submission.isGivenUp()) {
                    throw core.rejection(Why.FULL);
                }
            } else if (interrupt != null) {
                Thread.currentThread().interrupt();
                interrupt = null;
            }
        } finally {
            core.lock.unlock();
            AfterLock.perform(after);
        }
        if (interrupt != null) {
            throw interrupt;
        }
        if (submission.isAccepted() || submission.isGivenUp()) {
            return submission.isAccepted();
        }
        Why why = submission.refused();
        throw why == null
                ? core.locked(core::selfWait)
                : core.locked(() -> submission.fed ? core.refusal(why) : core.rejection(why));
    }

    /** One that is patient is woken together with others, or looks itself after a moment, and is woken as any other from then. */
    private void awaitDecision(Submission submission, long deadline) throws InterruptedException {
        if (submission.isPatient()) {
            boolean ignored = submission.signal.awaitBriefly(FAST_NANOS);
            if (core.locked(submission::endPatience)) {
                return;
            }
        }
        boolean ignored = submission.signal.await(options.ticker(), deadline);
    }

    // ---- tasks tell how they fare

    /** Ends a queued task; false if it is not queued any more. */
    boolean dropQueued(TaskCell<?> cell, CancelReason why) {
        AfterLock after;
        long now = now();
        core.lock.lock();
        try {
            if (!core.drop(cell)) {
                return false;
            }
            after = core.pump(now);
        } finally {
            core.lock.unlock();
        }
        cell.publishDropped(why);
        AfterLock.perform(after);
        cell.settleDropped(why);
        return true;
    }

    /** Ends a task that has a slot but was dropped before it began. Its thread, which is on its way, settles it. */
    void dropStarting(TaskCell<?> cell, CancelReason why) {
        AfterLock after = slotReturned(cell, StateWord.CANCELLED, null, now());
        cell.announceCancel();
        cell.publishDropped(why);
        AfterLock.perform(after);
        cell.tellCancelRequested(why);
    }

    /**
     * Ends a task that began: takes its slot back, counts the end, publishes it, and strikes the task off if nothing else is
     * to come; then the thread it ran on, if that is shared, has the next one. What is to be done then is up to the caller.
     */
    @Nullable
    AfterLock ended(TaskCell<?> cell, int phase, TaskThread thread) {
        FailedTask failed = cell.ending() instanceof Failure<?> failure ? FailedTask.of(cell, failure.error()) : null;
        core.lock.lock();
        try {
            core.admission.slotReturned();
            core.ledger.ended(cell, phase);
            if (failed != null) {
                failed(failed);
            }
            boolean leaves = cell.publishOnTheBooks(phase);
            if (leaves) {
                core.ledger.leave(cell);
                cell.onLeft();
            }
            if (!leaves) {
                return core.pump(cell.endedAt());
            }
            SharedThread shared = thread.shared();
            if (shared == null) {
                return andIdle(core.pump(cell.endedAt()));
            }
            shared.comes();
            return andIdle(shared.goesOn(core.pump(cell.endedAt())));
        } finally {
            core.lock.unlock();
        }
    }

    /** Under the lock, after a task has left: who waits for quiet is to be told if it is so now. */
    private @Nullable AfterLock andIdle(@Nullable AfterLock after) {
        List<Signal> idle = core.takeIdle();
        if (idle.isEmpty()) {
            return after;
        }
        AfterLock more = after == null ? new AfterLock() : after;
        more.fire(idle);
        return more;
    }

    /** Takes a slot back and counts the end. What is to be done then is up to the caller. */
    @Nullable
    AfterLock slotReturned(TaskCell<?> cell, int phase, @Nullable Outcome<?> how, long now) {
        FailedTask failed = how instanceof Failure<?> failure ? FailedTask.of(cell, failure.error()) : null;
        core.lock.lock();
        try {
            core.admission.slotReturned();
            core.ledger.ended(cell, phase);
            if (failed != null) {
                failed(failed);
            }
            return core.pump(now);
        } finally {
            core.lock.unlock();
        }
    }

    /** Under the lock. */
    private void failed(FailedTask failed) {
        core.ledger.rememberFailure(failed.cell(), failed.failure());
        switch (options.onFailure()) {
            case CANCEL_OTHERS -> {
                core.failures.add(failed);
                core.stoppedAtWork(failed.asReason());
                boolean ignored = core.lifecycle.stop(failed.asReason());
            }
            case REMEMBER -> core.failures.add(failed);
            case COUNT, TELL_AT_ONCE, READ -> {}
        }
    }

    /** After the outcome is published: does what a failure asks for. */
    void afterEnd(TaskCell<?> cell, int phase) {
        if (phase == StateWord.FAILED && options.onFailure() == FailurePolicy.CANCEL_OTHERS) {
            ending.stop(
                    FailedTask.of(cell, ((Failure<?>) cell.ending()).error()).asReason());
        }
    }

    void countStopping(TaskCell<?> cell) {
        boolean first = core.locked(() -> {
            if (cell.phase() != StateWord.CANCELLING) {
                return false;
            }
            core.ledger.countStopping(cell);
            return stragglers.begins();
        });
        if (first) {
            stragglers.arm();
        }
    }

    /** Some were counted as stopping, and are. */
    void watchStopping() {
        if (core.locked(stragglers::begins)) {
            stragglers.arm();
        }
    }

    /** The last a task does. What is told at once is in the log when whoever waits for quiet wakes. */
    void leaveBooks(TaskCell<?> cell) {
        boolean unasked = cell.phase() == StateWord.FAILED && !cell.wasAsked();
        try {
            if (unasked && options.onFailure() == FailurePolicy.TELL_AT_ONCE) {
                Unasked.tell(core, List.of(cell));
            } else if (unasked && options.onFailure() == FailurePolicy.COUNT) {
                keepUnasked(cell);
            }
        } finally {
            core.locked(() -> {
                        core.ledger.leave(cell);
                        return core.takeIdle();
                    })
                    .forEach(Signal::fire);
        }
    }

    /** While it is on the books: whoever waits for quiet finds in the log what is told here. */
    private void keepUnasked(TaskCell<?> cell) {
        List<TaskCell<?>> toTell;
        long due;
        core.lock.lock();
        try {
            toTell = core.unasked.add(cell);
            due = core.unasked.timerDue();
        } finally {
            core.lock.unlock();
        }
        Unasked.tell(core, toTell);
        armUnasked(due);
    }

    /** Without a timer nobody would be told later: then at once. */
    private void armUnasked(long due) {
        if (due == Deadline.NEVER) {
            return;
        }
        try {
            Armed timer = deadlines.arm(due, this::tellUnasked);
            core.locked(() -> core.unasked.armed(timer));
        } catch (Throwable e) {
            Unasked.tell(core, core.locked(core.unasked::takeAll));
        }
    }

    /** On the timer's thread, which is not to wait for a log. */
    private void tellUnasked() {
        long now = now();
        List<TaskCell<?>> due = core.locked(() -> core.unasked.takeDue(now));
        if (due.isEmpty()) {
            toldUnasked();
        } else {
            Launcher.log(options.name(), () -> {
                try {
                    Unasked.tell(core, due);
                } finally {
                    toldUnasked();
                }
            });
        }
        armUnasked(core.locked(core.unasked::timerDue));
    }

    private void toldUnasked() {
        core.locked(core.unasked::toldDue).forEach(Signal::fire);
    }
}
