package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskInfo;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What every owner is made of: a lock, and behind it who may run ({@link Admission}), who is on the books ({@link Ledger})
 * and whether more are accepted ({@link Lifecycle}).
 *
 * <p>Lock rules: no code of users runs under the lock, no thread is started or woken under it, and nobody who holds it
 * takes another lock. What is to be done afterwards is collected in an {@link AfterLock}. A task leaves QUEUED only under
 * the lock, so "queued" and "in the queue" are one.
 */
public final class Engine implements Scope {

    private static final class None {
        static final Engine ENGINE = new Engine(
                EngineOptions.queueing("Task", "none", EngineOptions.UNLIMITED, FailurePolicy.READ, Ticker.system()),
                null);
    }

    private final EngineOptions options;
    private final Deadlines deadlines;

    /** The task that opened this owner as a part of itself, or null. */
    private final @Nullable TaskCell<?> parent;

    private final ReentrantLock lock = new ReentrantLock();
    private final Admission admission;
    private final Ledger ledger;
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<TaskFailedException> failures = new ArrayList<>();

    /**
     * Makes an engine.
     *
     * @param parent the task whose part the owner is, or null
     */
    public Engine(EngineOptions options, @Nullable TaskCell<?> parent) {
        this.options = options;
        this.parent = parent;
        this.admission = new Admission(options.limit(), options.queueLimit());
        this.ledger = new Ledger(options.keepEnded());
        this.deadlines = Deadlines.of(options.ticker());
    }

    /** The engine of tasks that have none. */
    static Engine none() {
        return None.ENGINE;
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public String kind() {
        return options.kind();
    }

    @Override
    public Ticker ticker() {
        return options.ticker();
    }

    /** Its timer. */
    public Deadlines deadlines() {
        return deadlines;
    }

    boolean reusesThreads() {
        return options.reuseThreads();
    }

    long now() {
        return options.ticker().nanoTime();
    }

    // ---- intake

    /**
     * Hands a task over and never waits: it starts, or is queued.
     *
     * @throws TaskRejectedException if there is no room, or no tasks are accepted
     */
    public void start(TaskCell<?> cell) {
        if (!offer(cell)) {
            throw reject(Why.FULL);
        }
    }

    /**
     * Hands a task over if there is room, and never waits.
     *
     * @return false if there is none
     * @throws TaskRejectedException if no tasks are accepted
     */
    public boolean offer(TaskCell<?> cell) {
        AfterLock after;
        boolean inside = isInside();
        lock.lock();
        try {
            requireAccepting(cell, inside);
            if (!admission.hasRoom()) {
                return false;
            }
            accept(cell);
            after = pump(null);
        } finally {
            lock.unlock();
        }
        run(after);
        return true;
    }

    /**
     * Hands a task over, and waits for room until the deadline.
     *
     * @throws TaskRejectedException if there was no room in time, or no tasks are accepted
     * @throws IllegalStateException if every running task would wait here
     * @throws InterruptedException if the thread was interrupted before the task was accepted
     */
    public void submit(TaskCell<?> cell, long deadline) throws InterruptedException {
        Cancellation.checkpointOrInterrupt();
        Submission submission = enter(cell, deadline, isInside());
        if (submission != null) {
            await(submission, deadline);
        }
    }

    /** Hands over a task that a feed brings; null if it was accepted at once. The caller waits with {@link #await}. */
    public @Nullable Submission enterFromFeed(TaskCell<?> cell) {
        return enter(cell, Deadline.NEVER, true);
    }

    private @Nullable Submission enter(TaskCell<?> cell, long deadline, boolean inside) {
        AfterLock after;
        lock.lock();
        try {
            requireAccepting(cell, inside);
            if (!admission.hasRoom()) {
                return enqueue(cell, deadline);
            }
            accept(cell);
            after = pump(null);
        } finally {
            lock.unlock();
        }
        run(after);
        return null;
    }

    private Submission enqueue(TaskCell<?> cell, long deadline) {
        TaskCell<?> current = Cancellation.currentTask();
        boolean insideForEver = current != null && current.engine() == this && deadline == Deadline.NEVER;
        if (insideForEver && admission.waitsForItself(1)) {
            throw selfWait();
        }
        if (Deadline.hasPassed(options.ticker(), deadline)) {
            throw rejectLocked(Why.FULL);
        }
        Submission submission = new Submission(cell, insideForEver);
        admission.await(submission);
        return submission;
    }

    /** Waits until a submission is decided. Accepted or gone: one that was accepted in the last moment is used. */
    public void await(Submission submission, long deadline) throws InterruptedException {
        InterruptedException interrupt = null;
        try {
            submission.signal.await(options.ticker(), deadline);
        } catch (InterruptedException e) {
            interrupt = e;
        }
        lock.lock();
        try {
            if (!submission.isDecided()) {
                admission.withdraw(submission);
                if (interrupt != null) {
                    throw interrupt;
                }
                submission.refuse(Why.FULL);
            }
        } finally {
            lock.unlock();
        }
        if (interrupt != null) {
            Thread.currentThread().interrupt();
        }
        if (!submission.isAccepted()) {
            Why why = submission.refused();
            throw why == null ? selfWait() : reject(why);
        }
    }

    private void requireAccepting(TaskCell<?> cell, boolean inside) {
        Group group = cell.group;
        Why why = group != null && group.gone ? Why.CLOSED : lifecycle.refuses(inside);
        if (why != null) {
            throw rejectLocked(why);
        }
    }

    private void accept(TaskCell<?> cell) {
        ledger.accept(cell, now());
        admission.enqueue(cell);
    }

    /** Starts and accepts whoever can be. Under the lock; what is to be done outside is added to what there is. */
    private @Nullable AfterLock pump(@Nullable AfterLock soFar) {
        AfterLock after = soFar;
        while (true) {
            TaskCell<?> cell = lifecycle.state() == OwnerState.STOPPING ? null : admission.nextToStart();
            if (cell != null) {
                if (!cell.admit()) {
                    throw new IllegalStateException("in the queue but not queued: " + cell);
                }
                after = after == null ? new AfterLock() : after;
                after.launch(cell);
                continue;
            }
            Submission next = admission.nextToAccept();
            if (next == null && admission.waitsForItself(0)) {
                next = admission.lastInside();
                if (next != null) {
                    next.refuseSelfWait();
                }
            } else if (next != null) {
                Group group = next.cell.group;
                if (group != null && group.gone) {
                    next.refuse(Why.CLOSED);
                } else {
                    next.accept();
                    accept(next.cell);
                }
            }
            if (next == null) {
                return after;
            }
            after = after == null ? new AfterLock() : after;
            after.wake(next);
        }
    }

    private static void run(@Nullable AfterLock after) {
        if (after != null) {
            after.run();
        }
    }

    private TaskRejectedException reject(Why why) {
        lock.lock();
        try {
            return rejectLocked(why);
        } finally {
            lock.unlock();
        }
    }

    private TaskRejectedException rejectLocked(Why why) {
        ledger.countRejected();
        String limit = String.valueOf(admission.limit());
        return new TaskRejectedException(
                why,
                "'" + name() + "' is "
                        + switch (why) {
                            case FULL ->
                                "full: " + admission.running() + " of " + limit + " run, " + admission.queued() + " of "
                                        + admission.queueLimit() + " wait";
                            case LOCKED -> "locked";
                            case CLOSED ->
                                lifecycle.state() == OwnerState.CLOSED
                                        ? "closed"
                                        : lifecycle.state() == OwnerState.OPEN
                                                ? "open, but the group was cancelled"
                                                : "closing";
                        });
    }

    private IllegalStateException selfWait() {
        return new IllegalStateException(
                "'" + name() + "' would wait for itself: all running tasks wait for room in it");
    }

    /** Whether the current thread works for this owner: in one of its tasks or callbacks, or in a part of one. */
    boolean isInside() {
        TaskCell<?> cell = TaskThread.currentCell();
        while (cell != null) {
            if (cell.engine() == this) {
                return true;
            }
            cell = cell.engine().parent;
        }
        return false;
    }

    /** Whether the current thread works for that group. */
    public boolean isInside(Group group) {
        for (TaskCell<?> cell = TaskThread.currentCell(); cell != null; cell = cell.engine().parent) {
            if (cell.group == group) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a wait of one of its own tasks for all of them. */
    public void refuseFromInside(String what) {
        if (isInside()) {
            TaskCell<?> cell = TaskThread.currentCell();
            throw new IllegalStateException("'" + name() + "' would wait for itself: " + what
                    + " was called by its own task '" + (cell == null ? "" : cell.name()) + "'");
        }
    }

    // ---- what tasks tell

    /** Ends a queued task; false if it is not queued any more. */
    boolean dropQueued(TaskCell<?> cell, CancelReason why) {
        AfterLock after;
        lock.lock();
        try {
            if (!admission.dequeue(cell)) {
                return false;
            }
            drop(cell);
            after = pump(null);
        } finally {
            lock.unlock();
        }
        cell.publishDropped(why);
        run(after);
        settleDropped(cell);
        return true;
    }

    private static void settleDropped(TaskCell<?> cell) {
        if (cell.runner != null) {
            return; // that thread was woken, and does it
        }
        if (cell.callsBackWhenDropped()) {
            Launcher.settle(cell);
        } else {
            cell.settle();
        }
    }

    /** Ends a task that has a slot but was dropped before it began. Its thread, which is on its way, settles it. */
    void dropStarting(TaskCell<?> cell, CancelReason why) {
        AfterLock after = slotReturned(cell, StateWord.CANCELLED, null);
        cell.publishDropped(why);
        run(after);
    }

    /** Takes a slot back and counts the end. What is to be done then is up to the caller. */
    @Nullable
    AfterLock slotReturned(TaskCell<?> cell, int phase, @Nullable Outcome<?> how) {
        TaskFailedException failure =
                how instanceof Failure<?> f ? new TaskFailedException(cell.name(), f.error()) : null;
        lock.lock();
        try {
            admission.slotReturned();
            ledger.ended(cell, phase);
            if (failure != null) {
                ledger.rememberFailure(cell, failure);
                switch (options.onFailure()) {
                    case CANCEL_OTHERS -> {
                        failures.add(failure);
                        lifecycle.stop();
                    }
                    case REMEMBER -> failures.add(failure);
                    case COUNT, READ -> {}
                }
            }
            return pump(null);
        } finally {
            lock.unlock();
        }
    }

    /** After the outcome is published: does what a failure asks for. */
    void afterEnd(TaskCell<?> cell, int phase) {
        if (phase == StateWord.FAILED && options.onFailure() == FailurePolicy.CANCEL_OTHERS) {
            Throwable error = ((Failure<?>) cell.ending()).error();
            stop(new CancelReason(
                    CancelReason.Source.SIBLING_FAILED, "task '" + cell.name() + "' failed", cell.name(), error));
        }
    }

    void countStopping(TaskCell<?> cell) {
        lock.lock();
        try {
            if (cell.phase() == StateWord.CANCELLING) {
                ledger.countStopping(cell);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The last a task does. */
    void leaveBooks(TaskCell<?> cell) {
        if (options.onFailure() == FailurePolicy.COUNT
                && !cell.wasAsked()
                && cell.options().onDone() == null
                && cell.ending() instanceof Failure<?>(Throwable error)) {
            System.getLogger("io.github.stint." + kind())
                    .log(System.Logger.Level.ERROR, "task '" + cell.name() + "' failed and nobody asked", error);
        }
        List<Signal> idle;
        lock.lock();
        try {
            ledger.leave(cell);
            idle = ledger.takeIdle();
        } finally {
            lock.unlock();
        }
        idle.forEach(Signal::fire);
    }

    // ---- looking

    @Override
    public Stats stats() {
        lock.lock();
        try {
            return new Stats(
                    lifecycle.state(),
                    admission.limit(),
                    ledger.submitted(),
                    admission.queued(),
                    admission.running(),
                    ledger.stopping(),
                    ledger.succeeded(),
                    ledger.failed(),
                    ledger.cancelled(),
                    admission.waiting(),
                    ledger.rejected());
        } finally {
            lock.unlock();
        }
    }

    /** The numbers of a group, as of an owner in that state with that limit. */
    public Stats stats(Group group, OwnerState state, int limit) {
        lock.lock();
        try {
            return group.stats(state, limit);
        } finally {
            lock.unlock();
        }
    }

    /** The first failure in a group. */
    public @Nullable TaskFailedException firstFailure(Group group) {
        lock.lock();
        try {
            return group.firstFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a newcomer would have to wait. */
    public boolean isFull() {
        lock.lock();
        try {
            return !admission.hasRoom();
        } finally {
            lock.unlock();
        }
    }

    /** The live tasks, the oldest first. */
    public List<TaskCell<?>> cells() {
        lock.lock();
        try {
            return ledger.cells();
        } finally {
            lock.unlock();
        }
    }

    /** The live tasks of a group, the oldest first. */
    public List<TaskCell<?>> cells(Group group) {
        lock.lock();
        try {
            return new ArrayList<>(group.members);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a task is in that group. */
    public boolean isMember(TaskCell<?> cell, Group group) {
        lock.lock();
        try {
            return cell.group == group;
        } finally {
            lock.unlock();
        }
    }

    /** A look at each of those tasks. */
    public static List<TaskInfo> infos(List<TaskCell<?>> cells) {
        List<TaskInfo> infos = new ArrayList<>(cells.size());
        for (TaskCell<?> cell : cells) {
            infos.add(cell.info());
        }
        return infos;
    }

    /** The live task of that id. */
    public @Nullable TaskCell<?> cell(long id) {
        lock.lock();
        try {
            return ledger.cell(id);
        } finally {
            lock.unlock();
        }
    }

    /** The ids of the live tasks of those groups. */
    public Set<Long> ids(List<String> groups) {
        Set<Long> ids = new LinkedHashSet<>();
        lock.lock();
        try {
            for (String name : groups) {
                Group group = ledger.group(name);
                if (group != null) {
                    group.members.forEach(cell -> ids.add(cell.id()));
                }
            }
        } finally {
            lock.unlock();
        }
        return ids;
    }

    /** The failures so far, the first one first, if they are remembered. */
    public List<TaskFailedException> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    /** Why it was stopped while it had tasks, if it was. */
    public @Nullable CancelReason stopReason() {
        lock.lock();
        try {
            return lifecycle.stopReason();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable TaskFailedException firstFailure() {
        lock.lock();
        try {
            return ledger.firstFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the ended tasks that were kept. */
    public List<TaskCell<?>> takeKept() {
        lock.lock();
        try {
            return ledger.takeKept();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Straggler> stragglers() {
        List<TaskCell<?>> notEnded;
        lock.lock();
        try {
            notEnded = ledger.cellsNotEnded();
        } finally {
            lock.unlock();
        }
        return stragglers(notEnded);
    }

    /** The tasks of a group that have not ended. */
    public List<Straggler> stragglers(Group group) {
        List<TaskCell<?>> notEnded;
        lock.lock();
        try {
            notEnded =
                    group.members.stream().filter(cell -> !cell.countedAsEnded).toList();
        } finally {
            lock.unlock();
        }
        return stragglers(notEnded);
    }

    private static List<Straggler> stragglers(List<TaskCell<?>> cells) {
        List<Straggler> stragglers = new ArrayList<>(cells.size());
        for (TaskCell<?> cell : cells) {
            stragglers.add(new Straggler(cell.info(), cell.stack()));
        }
        return stragglers;
    }

    // ---- steering

    /** Sets the limit: starts at once whom it lets in, touches nobody who runs. */
    public void resize(int limit) {
        AfterLock after;
        lock.lock();
        try {
            admission.resize(limit);
            after = pump(null);
        } finally {
            lock.unlock();
        }
        run(after);
    }

    /** Refuses tasks from outside until it is unlocked. */
    public void lockIntake() {
        lock.lock();
        try {
            lifecycle.lock();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts tasks again. */
    public void unlockIntake() {
        lock.lock();
        try {
            lifecycle.unlock();
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the task of that id. */
    public CancelResult cancel(long id, CancelReason why) {
        TaskCell<?> cell;
        boolean known;
        lock.lock();
        try {
            cell = ledger.cell(id);
            known = ledger.knew(id);
        } finally {
            lock.unlock();
        }
        if (cell == null) {
            return known ? CancelResult.ALREADY_ENDED : CancelResult.UNKNOWN_ID;
        }
        return cell.cancel(why);
    }

    /** Stops every feed and cancels every task; gives back how many were cancelled by this. */
    public int cancelAll(CancelReason why) {
        Sweep sweep = new Sweep();
        lock.lock();
        try {
            sweep.feeds = ledger.feeds();
            ledger.dissolveAll();
            dropQueued(ledger.cells(), sweep);
        } finally {
            lock.unlock();
        }
        return sweep.finish(why);
    }

    /** Cancels the group of that name, if there is one. */
    public int cancelGroup(String name, CancelReason why) {
        Group group;
        lock.lock();
        try {
            group = ledger.group(name);
        } finally {
            lock.unlock();
        }
        return group == null ? 0 : cancel(group, why);
    }

    /** Dissolves a group, stops its feeds, cancels its tasks; gives back how many were cancelled by this. */
    public int cancel(Group group, CancelReason why) {
        Sweep sweep = new Sweep();
        lock.lock();
        try {
            ledger.dissolve(group);
            sweep.feeds = List.copyOf(group.feeds);
            dropQueued(List.copyOf(group.members), sweep);
        } finally {
            lock.unlock();
        }
        return sweep.finish(why);
    }

    /** Takes what is queued out in one step, so that none of it can start meanwhile. Under the lock. */
    private void dropQueued(List<TaskCell<?>> cells, Sweep sweep) {
        for (TaskCell<?> cell : cells) {
            if (admission.dequeue(cell)) {
                drop(cell);
                sweep.dropped.add(cell);
            } else {
                sweep.others.add(cell);
            }
        }
        sweep.after = pump(null);
    }

    private void drop(TaskCell<?> cell) {
        if (!cell.drop(StateWord.QUEUED)) {
            throw new IllegalStateException("in the queue but not queued: " + cell);
        }
        ledger.ended(cell, StateWord.CANCELLED);
    }

    /** The cancelling of many tasks: what was decided under the lock, and what is to be done after it. */
    private static final class Sweep {
        List<Feed> feeds = List.of();
        final List<TaskCell<?>> dropped = new ArrayList<>();
        final List<TaskCell<?>> others = new ArrayList<>();

        @Nullable
        AfterLock after;

        int finish(CancelReason why) {
            feeds.forEach(feed -> feed.stop(why));
            dropped.forEach(cell -> cell.publishDropped(why));
            run(after);
            int count = dropped.size();
            for (TaskCell<?> cell : others) {
                if (cell.cancel(why) == CancelResult.REQUESTED) {
                    count++;
                }
            }
            dropped.forEach(Engine::settleDropped);
            return count;
        }
    }

    // ---- feeds

    /** Whether there is a group of that name. */
    public boolean hasGroup(String name) {
        lock.lock();
        try {
            return ledger.group(name) != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Registers a feed with a group of its own. From here the feed may be stopped.
     *
     * @throws TaskRejectedException if no tasks are accepted
     * @throws IllegalArgumentException if there is a group of that name
     */
    public void register(Feed feed, Group group) {
        boolean inside = isInside();
        String name = group.name();
        lock.lock();
        try {
            Why why = lifecycle.refuses(inside);
            if (why != null) {
                throw rejectLocked(why);
            }
            if (name != null) {
                if (ledger.group(name) != null) {
                    throw new IllegalArgumentException("'" + name() + "' already has a group '" + name + "'");
                }
                ledger.addGroup(name, group);
            }
            ledger.addFeed(feed, group);
        } finally {
            lock.unlock();
        }
    }

    /** A feed has no more, and all it brought has left the books. */
    public void deregister(Feed feed, Group group) {
        List<Signal> idle;
        lock.lock();
        try {
            ledger.removeFeed(feed, group);
            idle = ledger.takeIdle();
        } finally {
            lock.unlock();
        }
        idle.forEach(Signal::fire);
    }

    // ---- the end

    @Override
    public boolean awaitIdle(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Signal signal = new Signal();
        lock.lock();
        try {
            if (ledger.isIdle()) {
                return true;
            }
            ledger.whenIdle(signal);
        } finally {
            lock.unlock();
        }
        try {
            return signal.await(options.ticker(), deadline);
        } finally {
            if (!signal.hasFired()) {
                lock.lock();
                try {
                    ledger.forget(signal);
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    @Override
    public void stop(CancelReason why) {
        AfterLock after = new AfterLock();
        lock.lock();
        try {
            lifecycle.stop();
            if (ledger.live() > 0 || admission.waiting() > 0) {
                lifecycle.stoppedAtWork(why);
            }
            for (Submission next = admission.nextWaiting(); next != null; next = admission.nextWaiting()) {
                next.refuse(Why.CLOSED);
                after.wake(next);
            }
        } finally {
            lock.unlock();
        }
        after.run();
        cancelAll(why);
    }

    /** Interrupts once more what was asked to stop in a group. */
    public void nudge(Group group) {
        cells(group).forEach(TaskCell::nudge);
    }

    @Override
    public void nudge() {
        cells().forEach(TaskCell::nudge);
    }

    /** Closes by draining and cancelling; if somebody closes already, waits for that. */
    public CloseReport shutdown(Shutdown how) throws InterruptedException {
        refuseFromInside("shutdown");
        boolean first;
        lock.lock();
        try {
            first = lifecycle.beginClosing();
        } finally {
            lock.unlock();
        }
        if (!first) {
            return awaitClosed(Deadline.NEVER);
        }
        CloseReport report = new Closing(this).shutdown(how, Closing.closed(name()));
        closed(report);
        return report;
    }

    /** Closes as a structure: cancels, and waits until everything has ended. Again and again is all right. */
    public void leave(CancelReason why) {
        refuseFromInside("close");
        boolean first;
        lock.lock();
        try {
            first = lifecycle.beginClosing();
        } finally {
            lock.unlock();
        }
        long begun = now();
        Stats before = stats();
        new Closing(this).leave(why);
        if (first) {
            Stats after = stats();
            closed(new CloseReport(
                    name(),
                    Duration.ofNanos(now() - begun),
                    after.succeeded() - before.succeeded(),
                    after.failed() - before.failed(),
                    after.cancelled() - before.cancelled(),
                    List.of(),
                    firstFailure()));
        }
    }

    private void closed(CloseReport report) {
        List<Signal> told;
        lock.lock();
        try {
            told = lifecycle.close(report);
        } finally {
            lock.unlock();
        }
        told.forEach(Signal::fire);
    }

    /** Waits until it is closed. */
    public CloseReport awaitClosed(long deadline) throws InterruptedException {
        refuseFromInside("awaitClosed");
        Cancellation.checkpointOrInterrupt();
        Signal signal = new Signal();
        lock.lock();
        try {
            CloseReport report = lifecycle.report();
            if (report != null) {
                return report;
            }
            lifecycle.whenClosed(signal);
        } finally {
            lock.unlock();
        }
        boolean closed = false;
        try {
            closed = signal.await(options.ticker(), deadline);
        } finally {
            lock.lock();
            try {
                if (!closed) {
                    lifecycle.forget(signal);
                }
            } finally {
                lock.unlock();
            }
        }
        return java.util.Objects.requireNonNull(lifecycleReport(), "report");
    }

    private @Nullable CloseReport lifecycleReport() {
        lock.lock();
        try {
            return lifecycle.report();
        } finally {
            lock.unlock();
        }
    }
}
