package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.internal.watch.Listeners;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners of an owner are told of one task, in order: submitted, started, asked to stop, ended. That it was
 * submitted, or asked to stop, is told by others; its own thread waits for them before it tells that it started, and before
 * it tells that it has ended. Who asks it to stop waits for nobody: while it is not told of the submission, or of the start,
 * he leaves his reason to who is about to tell that, and who tells the reason then, in his stead.
 *
 * <p>Invariants: {@link #announce} is called before the state changes so that the task's thread could go on to what is to
 * be told later: under the owner's lock, or while the word is busy. Each is followed by one telling, which ends in
 * {@link #told}. The waiter is written before the count is read, and read after the count is written: one of the two sees
 * the other. There is one reason at most: {@code reason} is changed from null to it, or is found open and told, never both.
 * Nobody waits for himself: whoever announces tells before he runs the task or its callbacks. If there can be no thread for
 * the callbacks, nobody waits at all: {@link #whenTold} leaves them to whoever tells last.
 */
final class Telling {

    private final Listeners listeners;
    private final TaskCell<?> task;
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();
    private volatile @Nullable Thread waiting;

    /** Null while something is told that comes before a cancel; the reason of a cancel that came meanwhile; else open. */
    private final AtomicReference<@Nullable CancelReason> reason = new AtomicReference<>();

    private static final CancelReason OPEN = new CancelReason(CancelReason.Source.REQUEST, "open", null, null);

    Telling(Listeners listeners, TaskCell<?> task) {
        this.listeners = listeners;
        this.task = task;
    }

    /** Something is going to be told by this thread. */
    void announce() {
        untold.incrementAndGet();
    }

    /** As announced. */
    void submitted() {
        try {
            listeners.tell(listener -> listener.submitted(task));
        } finally {
            cancelMayBeTold();
            told();
        }
    }

    /** As announced: by this, or by who tells what comes before it. */
    void cancelRequested(CancelReason why) {
        if (!reason.compareAndSet(null, why)) {
            tellCancel(why);
        }
    }

    private void tellCancel(CancelReason why) {
        try {
            listeners.tell(listener -> listener.cancelRequested(task, why));
        } finally {
            told();
        }
    }

    /** On the task's thread, before the task can begin: a cancel is not told before {@link #started}. */
    void beginning() {
        awaitTold();
        boolean ignored = reason.compareAndSet(OPEN, null);
    }

    /** After {@link #beginning}, whatever came of it; tells of a cancel that came meanwhile. */
    void cancelMayBeTold() {
        CancelReason late = reason.getAndSet(OPEN);
        if (late != null && late != OPEN) {
            tellCancel(late);
        }
    }

    /** On the task's thread, which nobody interrupts now; whoever did so before is to do it again afterwards. */
    void started() {
        clearInterrupt();
        listeners.tell(listener -> listener.started(task));
        cancelMayBeTold();
        clearInterrupt();
    }

    private static void clearInterrupt() {
        boolean ignored = Thread.interrupted();
    }

    /** On the thread that ran the callbacks, and may run other tasks. */
    void ended() {
        awaitTold();
        listeners.tell(listener -> listener.ended(task, task.ending()));
        clearInterrupt();
    }

    private void told() {
        if (untold.decrementAndGet() == 0) {
            Thread waiter = waiting;
            if (waiter != null) {
                LockSupport.unpark(waiter);
            }
            performLast();
        }
    }

    /**
     * Does that when all is told that was announced: now, or on the thread that tells the last of it. Never waits. For once,
     * and for a task of which nothing more will be announced.
     *
     * <p>The action is written before the count is read, and taken after the count is written: one of the two finds it.
     */
    void whenTold(Runnable action) {
        last.set(action);
        if (untold.get() == 0) {
            performLast();
        }
    }

    private void performLast() {
        Runnable action = last.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    /** Waits for others to have told what they announced. An interrupt of this thread means nothing here, and is kept. */
    private void awaitTold() {
        if (untold.get() == 0) {
            return;
        }
        boolean interrupted = false;
        waiting = Thread.currentThread();
        while (untold.get() != 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
