package io.github.stint.internal.engine;

import io.github.stint.internal.lock.Patience;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an owner whose tasks share them. A task that has a slot waits here, the first one first, for a thread that has
 * just ended another task, or for a new one.
 *
 * <p>All is under the owner's lock. Invariant: while a task waits, a thread comes: it was just started, or ends a task, or looks
 * for some microseconds whether there is another before it goes home. A thread that takes a task while more wait calls for one
 * more. So no body that blocks keeps a task waiting, and as long as bodies do not block a thread or two do all the work.
 */
final class SharedThreads {

    private final Core core;
    private final ArrayDeque<TaskCell<?>> waiting = new ArrayDeque<>();
    private int coming;

    /** Of those that look for a task before they go home. */
    private final Patience patience = new Patience();

    SharedThreads(Core core) {
        this.core = core;
    }

    // ---- under the lock

    /** That task has a slot. Gives back what is to be done after the lock, with what was to be done already. */
    @Nullable
    AfterLock add(TaskCell<?> cell, @Nullable AfterLock after) {
        waiting.add(cell);
        return callIfMissing(after);
    }

    /** That thread is about to have nothing to do. To be said before its slot goes to another task, which may be for it. */
    void comes(SharedThread thread) {
        coming++;
        thread.comes = true;
    }

    /** After that: gives it the next task. If there is none it comes still, to look for one, unless another does. */
    @Nullable
    AfterLock goesOn(SharedThread thread, @Nullable AfterLock after) {
        TaskCell<?> next = waiting.poll();
        thread.next = next;
        if (next != null || coming > 1) {
            comesNoMore(thread);
        }
        return callIfMissing(after);
    }

    private void comesNoMore(SharedThread thread) {
        coming--;
        thread.comes = false;
    }

    private @Nullable AfterLock callIfMissing(@Nullable AfterLock after) {
        if (waiting.isEmpty() || coming > 0) {
            return after;
        }
        coming++;
        AfterLock more = after == null ? new AfterLock() : after;
        more.call(this);
        return more;
    }

    // ---- without it

    /** Starts a thread that was called for. If there can be none, the task that is next fails. */
    @Nullable
    AfterLock start() {
        try {
            Launcher.start(core.options.name(), new SharedThread(this));
            return null;
        } catch (Throwable e) {
            return failNext(e);
        }
    }

    private @Nullable AfterLock failNext(Throwable error) {
        TaskCell<?> next;
        AfterLock calls;
        core.lock.lock();
        try {
            coming--;
            next = coming == 0 ? waiting.poll() : null;
            calls = callIfMissing(null);
        } finally {
            core.lock.unlock();
        }
        if (next == null) {
            return calls;
        }
        AfterLock after = Launcher.fail(next, error);
        if (calls == null || after == null) {
            return calls == null ? after : calls;
        }
        after.call(this);
        return after;
    }

    /** A thread that was called for is there. */
    void arrives(SharedThread thread) {
        AfterLock after;
        core.lock.lock();
        try {
            after = goesOn(thread, null);
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
    }

    /** A thread has nothing to do any more. */
    void comesBack(SharedThread thread) {
        AfterLock after;
        core.lock.lock();
        try {
            comes(thread);
            after = goesOn(thread, null);
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
    }

    /** A thread found nothing and comes still: looks for a while, and goes home if that is in vain. */
    void looks(SharedThread thread) {
        boolean ignored = patience.lookFor(() -> !waiting.isEmpty()); // without the lock: no more than a hint
        AfterLock after;
        core.lock.lock();
        try {
            thread.next = waiting.poll();
            comesNoMore(thread);
            after = callIfMissing(null);
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
    }

    /** A thread ends against all expectation: what it was to do is for others. */
    void isLost(SharedThread thread) {
        AfterLock after;
        core.lock.lock();
        try {
            if (thread.next != null) {
                waiting.addFirst(thread.next);
            }
            if (thread.comes) {
                comesNoMore(thread);
            }
            after = callIfMissing(null);
        } finally {
            core.lock.unlock();
        }
        AfterLock.perform(after);
    }
}
