package io.github.stint.control.internal.serve;

import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.control.internal.wire.Refusal;
import io.github.stint.control.view.ErrorCode;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits that are changed from outside, and those of paused owners from before. An owner is paused by the limit 0; whoever sets
 * another one ends the pause.
 */
final class Pauses {

    /** One change at a time. Whoever only looks does not wait for it: a listener may be slow to hear of a new limit. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<TaskOwner, Integer> before = Collections.synchronizedMap(new WeakHashMap<>());

    /** Whether it was paused here and not resumed by anybody. */
    boolean isPaused(TaskOwner owner) {
        return before.containsKey(owner) && owner.stats().limit() == 0;
    }

    /** Sets its limit; gives back the one before. */
    int resize(TaskOwner owner, int size) {
        lock.lock();
        try {
            int old = limit(owner);
            set(owner, size);
            before.remove(owner);
            return old;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more tasks of it start; gives back its limit. */
    int pause(TaskOwner owner) {
        lock.lock();
        try {
            int old = limit(owner);
            if (old == 0) {
                throw new Refusal(ErrorCode.CONFLICT, "'" + owner.name() + "' is paused already: its limit is 0");
            }
            set(owner, 0);
            before.put(owner, old);
            return old;
        } finally {
            lock.unlock();
        }
    }

    /** Gives it back the limit from before the pause, and tells it. */
    int resume(TaskOwner owner) {
        lock.lock();
        try {
            if (limit(owner) != 0 || !before.containsKey(owner)) {
                throw new Refusal(
                        ErrorCode.CONFLICT,
                        "'" + owner.name() + "' was not paused from here: its limit is " + limit(owner));
            }
            int old = before.getOrDefault(owner, 0);
            set(owner, old);
            before.remove(owner);
            return old;
        } finally {
            lock.unlock();
        }
    }

    private static int limit(TaskOwner owner) {
        return owner.stats().limit();
    }

    private static void set(TaskOwner owner, int size) {
        switch (owner) {
            case TaskPool pool -> pool.resize(size);
            case TaskManager manager -> manager.resize(size);
            default ->
                throw new Refusal(
                        ErrorCode.UNSUPPORTED,
                        "the limit of '" + owner.name()
                                + "' cannot be changed: only pools and managers have one that can");
        }
    }
}
