package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.OwnerState;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.watch.Listeners;
import io.github.stint.internal.watch.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one owner, and what is behind it: who may run, who is on the books, whether more are accepted.
 *
 * <p>Lock rules: no code of users runs under the lock, no thread is started or woken under it, and nobody who holds it
 * takes another lock. What is to be done afterwards is collected in an {@link AfterLock}. A task leaves QUEUED only under
 * the lock, so "queued" and "in the queue" are one.
 */
final class Core {

    /** Held while one adopts another, with no other lock. */
    private static final CarrierSafeLock ADOPTIONS = new CarrierSafeLock();

    final EngineOptions options;
    final CarrierSafeLock lock;
    final Listeners listeners;
    final Admission admission;
    final Ledger ledger;
    final Lifecycle lifecycle = new Lifecycle();

    /** Null if every task has a thread of its own. */
    private final @Nullable SharedThreads threads;

    /** The failures that are remembered for whoever joins, the first one first. */
    final List<FailedTask> failures = new ArrayList<>();

    /** How many of them there were when it was stopped. */
    int failuresBeforeStop;

    /** The owners that are closed with this one. */
    final Adopted adopted = new Adopted();

    /** The owner that this one is closed with, if there is one. */
    private final AtomicReference<@Nullable Core> adopter = new AtomicReference<>();

    /** The failed tasks that may have to be told to the log. */
    final Unasked unasked = new Unasked();

    /** The task that opened this owner as a part of itself, or null. */
    private final @Nullable TaskCell<?> parent;

    /** How many owners this one is a part of. */
    private final int depth;

    Core(EngineOptions options, @Nullable TaskCell<?> parent) {
        this.options = options;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.engine().core().depth + 1;
        this.listeners = new Listeners(options.name(), options.surroundings().listeners());
        Tally tally = new Tally(options.limit(), options.queueLimit());
        this.lock = tally;
        Register register = new Register(tally);
        this.admission = new Admission(tally, register);
        this.ledger = new Ledger(options.keepEnded(), register, tally);
        this.threads = options.reuseThreads() ? new SharedThreads(this) : null;
    }

    /** The time of its clock, which is a user's: not to be asked for under the lock. */
    long now() {
        return options.ticker().nanoTime();
    }

    /** Looks at something, or changes it, under the lock. */
    <V extends @Nullable Object> V locked(Supplier<V> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something under the lock. */
    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** The owner this one is closed with. */
    @Nullable
    Core adopter() {
        return adopter.get();
    }

    /**
     * Makes that owner its adopter. One at a time in this JVM: so two that would adopt each other never make a ring, in
     * which whoever walks up would go round, and one of them succeeds.
     *
     * @throws IllegalArgumentException if it has an adopter, or is that owner or above it
     */
    void adoptedBy(Core core) {
        ADOPTIONS.lock();
        try {
            Core before = adopter.get();
            if (before != null) {
                throw new IllegalArgumentException(
                        "'" + options.name() + "' has been adopted by '" + before.options.name() + "'");
            }
            for (Core up = core; up != null; up = up.adopter()) {
                if (up == this) {
                    throw new IllegalArgumentException("'" + core.options.name() + "' cannot adopt '" + options.name()
                            + "': it is the same, or has adopted it");
                }
            }
            adopter.set(core);
        } finally {
            ADOPTIONS.unlock();
        }
    }

    /** It was not adopted after all. */
    void leaveAdopter(Core core) {
        boolean ignored = adopter.compareAndSet(core, null);
    }

    // ---- under the lock

    /** Enters a task into the books and the queue; {@link #pump} starts it if it can be. */
    void accept(TaskCell<?> cell, long now) {
        ledger.accept(cell, now);
        admission.enqueue();
    }

    /** Enters one task and starts it if it can be; one that runs where it is handed over needs nothing else to start. */
    @Nullable
    AfterLock acceptAndStart(TaskCell<?> cell, long now) {
        if (cell.runsHere() && lifecycle.state() != OwnerState.STOPPING && admission.takeSlotAtOnce()) {
            ledger.accept(cell, now);
            cell.startAtOnce();
            return null;
        }
        accept(cell, now);
        return pump(now);
    }

    /** Enters all of these, or none, and starts whom it can. */
    @Nullable
    AfterLock acceptAll(List<? extends TaskCell<?>> cells, long now) {
        Why why = refuses();
        if (why != null) {
            throw rejection(why);
        }
        cells.forEach(cell -> accept(cell, now));
        return pump(now);
    }

    /** Takes a task out of the queue and counts it as cancelled; false if it is not there. */
    boolean drop(TaskCell<?> cell) {
        if (!admission.dequeue(cell)) {
            return false;
        }
        cell.announceCancel();
        ledger.ended(cell, StateWord.CANCELLED);
        return true;
    }

    /** What somebody finds who leaves a structured owner. */
    enum Leaving {
        /** It is at rest, and accepts nothing from here: it is to be closed by him, and nothing is to be waited for. */
        AT_REST,
        /** Something is under way: it is to be stopped, waited for, and closed by him. */
        AT_WORK,
        /** Another closes it. */
        BY_ANOTHER
    }

    /** Claims the closing, and stops it for that reason if it is at rest. */
    Leaving beginLeaving(CancelReason why) {
        if (!lifecycle.beginClosing()) {
            return Leaving.BY_ANOTHER;
        }
        if (!isIdle() || !unasked.isEmpty() || !adopted.isEmpty()) {
            return Leaving.AT_WORK;
        }
        boolean ignored = lifecycle.stop(why);
        return Leaving.AT_REST;
    }

    /** It is stopped while it has tasks, for that reason; gives back the one that stands, which is the first. */
    CancelReason stoppedAtWork(CancelReason why) {
        if (lifecycle.stopReason() == null) {
            failuresBeforeStop = failures.size();
        }
        return lifecycle.stoppedAtWork(why);
    }

    /** Whether nothing is on the books, no feed brings more, and nobody waits to be accepted. */
    boolean isIdle() {
        return ledger.hasNothing() && admission.waiting() == 0;
    }

    /** Who waits for that and is to be told, if it is so now. */
    List<Signal> takeIdle() {
        return isIdle() ? ledger.takeIdle() : List.of();
    }

    /**
     * Starts and accepts whoever can be; says what is to be done after the lock, null if nothing. An owner that stops
     * starts nobody: what is queued there is about to be cancelled.
     *
     * @param now the time, which was asked for before the lock
     */
    @Nullable
    AfterLock pump(long now) {
        AfterLock after = null;
        while (true) {
            TaskCell<?> cell = lifecycle.state() == OwnerState.STOPPING ? null : admission.nextToStart();
            if (cell != null) {
                after = launch(cell, after);
                continue;
            }
            Submission decided = decideNext(now);
            if (decided == null) {
                return wakeAsleep(after);
            }
            after = after == null ? new AfterLock() : after;
            admission.letSleepIfPatient(decided);
            after.wake(decided);
        }
    }

    private @Nullable AfterLock wakeAsleep(@Nullable AfterLock before) {
        AfterLock after = before;
        for (Submission asleep = admission.nextAsleep(); asleep != null; asleep = admission.nextAsleep()) {
            after = after == null ? new AfterLock() : after;
            after.fire(asleep.signal);
        }
        return after;
    }

    private @Nullable AfterLock launch(TaskCell<?> cell, @Nullable AfterLock after) {
        if (threads != null && !cell.hasRunner()) {
            return threads.add(cell, after);
        }
        AfterLock more = after == null ? new AfterLock() : after;
        more.launch(cell);
        return more;
    }

    private @Nullable Submission decideNext(long now) {
        Submission next = admission.nextToAccept();
        if (next == null) {
            next = admission.waitsForItself(0) ? admission.lastInside() : null;
            if (next != null) {
                next.refuseSelfWait();
            }
            return next;
        }
        Group group = next.cell.group;
        if (group != null && group.gone) {
            next.refuse(Why.CLOSED);
        } else {
            next.accept();
            accept(next.cell, now);
        }
        return next;
    }

    /** Why a task of this thread is refused, or null if it is not. */
    @Nullable
    Why refuses() {
        return lifecycle.state() == OwnerState.OPEN ? null : lifecycle.refuses(isInside());
    }

    /** Why a task that a feed brings is refused, or null if it is not. */
    @Nullable
    Why refusesFromFeed(Group group) {
        return group.gone ? Why.CLOSED : lifecycle.refuses(true);
    }

    /** Counts a refusal and puts it into words. */
    TaskRejectedException rejection(Why why) {
        ledger.countRejected();
        return refusal(why);
    }

    /** Puts a refusal into words; its cause is the error that stopped the owner, if one did. */
    TaskRejectedException refusal(Why why) {
        TaskRejectedException refusal = new TaskRejectedException(why, options.name(), told(why));
        CancelReason stop = lifecycle.firstStop();
        if (why == Why.CLOSED && stop != null && stop.cause() != null) {
            refusal.initCause(stop.cause());
        }
        return refusal;
    }

    /** Tells the listeners of a refusal that is about to be thrown; without the lock. */
    TaskRejectedException told(TaskRejectedException rejection) {
        Recording.rejected(rejection);
        listeners.tell(listener -> listener.rejected(rejection));
        return rejection;
    }

    private String told(Why why) {
        return switch (why) {
            case FULL ->
                "full: " + admission.running() + " of " + admission.limit() + " run, " + admission.queued() + " of "
                        + admission.queueLimit() + " wait";
            case LOCKED -> "locked";
            case CLOSED ->
                switch (lifecycle.state()) {
                    case OPEN, LOCKED -> "open, but the group was cancelled";
                    case CLOSING -> "closing";
                    case STOPPING -> "stopping" + because();
                    case CLOSED -> "closed";
                };
        };
    }

    /** Why it accepts nothing any more. */
    @Nullable
    CancelReason firstStop() {
        lock.lock();
        try {
            return lifecycle.firstStop();
        } finally {
            lock.unlock();
        }
    }

    private String because() {
        return lifecycle.firstStop() == null ? "" : ": " + lifecycle.firstStop();
    }

    // ---- who calls

    /**
     * Whether the current thread works for this owner: in its tasks, callbacks or sources, in a part of one, or in those of
     * an owner it has adopted. The walk up ends where the owners are not parts of this one any more, so for whoever opened
     * it there is no walk.
     */
    boolean isInside() {
        Feed feed = TaskThread.currentFeed();
        if (feed != null && hasAdopted(feed.engine().core())) {
            return true;
        }
        TaskCell<?> cell = currentOrParent(feed);
        while (cell != null && cell.engine().core().depth >= depth) {
            if (hasAdopted(cell.engine().core())) {
                return true;
            }
            cell = parentOf(cell);
        }
        return false;
    }

    /** Whether that is this one, or closed with it. */
    private boolean hasAdopted(Core core) {
        for (Core up = core; up != null; up = up.adopter()) {
            if (up == this) {
                return true;
            }
        }
        return false;
    }

    /** Whether the current thread works for that group. */
    private static boolean isInside(Group group) {
        Feed feed = TaskThread.currentFeed();
        if (feed != null && feed.group() == group) {
            return true;
        }
        for (TaskCell<?> cell = currentOrParent(feed); cell != null; cell = parentOf(cell)) {
            if (cell.group == group) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable TaskCell<?> currentOrParent(@Nullable Feed feed) {
        return feed == null ? TaskThread.currentCell() : feed.engine().core().parent;
    }

    private static @Nullable TaskCell<?> parentOf(TaskCell<?> cell) {
        return cell.engine().core().parent;
    }

    /** Refuses a wait of one of its own tasks for all of them. */
    void refuseFromInside(String what) {
        if (isInside()) {
            throw selfWait(options.name(), what);
        }
    }

    /** Refuses a wait of one of a group's own tasks for all of them. */
    static void refuseFromInside(Group group, String name, String what) {
        if (isInside(group)) {
            throw selfWait(name, what);
        }
    }

    private static IllegalStateException selfWait(String name, String what) {
        TaskCell<?> cell = TaskThread.currentCell();
        return new IllegalStateException("'" + name + "' would wait for itself: " + what + " was called by "
                + (cell == null ? "its own source" : "its own task '" + cell.name() + "'"));
    }

    /** What the last of its running tasks gets that would wait for room in it. Under the lock. */
    IllegalStateException selfWait() {
        int running = admission.running();
        return new IllegalStateException("'" + options.name() + "' would wait for itself: "
                + (running == 1 ? "its only running task waits" : "all " + running + " running tasks wait")
                + " for room in it");
    }
}
