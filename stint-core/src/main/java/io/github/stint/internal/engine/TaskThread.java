package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/** One of our threads, as what runs on it sees it: which task it is at. */
public final class TaskThread {

    private static final ScopedValue<TaskThread> CURRENT = ScopedValue.newInstance();

    private @Nullable TaskCell<?> cell;

    TaskThread() {}

    /** The task this thread is at, from its start to its last callback; null outside of our threads. */
    static @Nullable TaskCell<?> currentCell() {
        return CURRENT.isBound() ? CURRENT.get().cell : null;
    }

    /** Does the work as this thread. */
    void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** Runs a task, and whatever its engine then has for this same thread. */
    public void run(TaskCell<?> first) {
        TaskCell<?> next = first;
        while (next != null) {
            TaskCell<?> now = next;
            cell = now;
            try {
                next = now.run();
            } finally {
                cell = null;
            }
            if (next != null) {
                take(next);
            }
        }
    }

    /** Gives this thread the name and the loader of the task it is about to run. */
    public void take(TaskCell<?> task) {
        Thread current = Thread.currentThread();
        current.setName(task.name());
        if (current.getContextClassLoader() != task.loader()) {
            current.setContextClassLoader(task.loader());
        }
    }
}
