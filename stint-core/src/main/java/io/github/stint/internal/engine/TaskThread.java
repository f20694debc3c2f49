package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/** One of our threads, as what runs on it sees it: which task it is at. */
public final class TaskThread {

    private static final ScopedValue<TaskThread> CURRENT = ScopedValue.newInstance();

    private @Nullable TaskCell<?> cell;
    private @Nullable Feed feed;

    TaskThread() {}

    /** The task this thread is at, from its start to its last callback; null outside of our threads. */
    static @Nullable TaskCell<?> currentCell() {
        return CURRENT.isBound() ? CURRENT.get().cell : null;
    }

    /** The feed whose source this thread reads; null outside of that. */
    static @Nullable Feed currentFeed() {
        return CURRENT.isBound() ? CURRENT.get().feed : null;
    }

    /** Says that this thread reads the source of that feed, or none. */
    public void feeds(@Nullable Feed newFeed) {
        feed = newFeed;
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

    /** Runs the callbacks of a task that never began. */
    void settle(TaskCell<?> dropped) {
        cell = dropped;
        try {
            dropped.settle();
        } finally {
            cell = null;
        }
    }

    /** Gives this thread the name and the loader of the task it is about to run. */
    public void take(TaskCell<?> task) {
        take(task.name(), task.loader());
    }

    /** Gives this thread a name and a loader. */
    public void take(String name, @Nullable ClassLoader loader) {
        Thread current = Thread.currentThread();
        current.setName(name);
        if (current.getContextClassLoader() != loader) {
            current.setContextClassLoader(loader);
        }
    }
}
