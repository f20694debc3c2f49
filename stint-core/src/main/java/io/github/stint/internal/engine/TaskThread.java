package io.github.stint.internal.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of our threads, as what runs on it sees it: which task it is at. */
public final class TaskThread implements Runnable {

    private static final ScopedValue<TaskThread> CURRENT = ScopedValue.newInstance();

    private final @Nullable Consumer<TaskThread> work;
    private @Nullable TaskCell<?> cell;
    private @Nullable Feed feed;
    private boolean isBound;

    /** One that does that. */
    TaskThread(Consumer<TaskThread> work) {
        this.work = work;
    }

    /** One that runs that task. */
    TaskThread(TaskCell<?> first) {
        this.work = null;
        this.cell = first;
    }

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

    /** Does its work as this thread: called by the thread, and then by itself, when it can be found as what it is. */
    @Override
    public void run() {
        if (!isBound) {
            isBound = true;
            ScopedValue.where(CURRENT, this).run(this);
        } else if (work != null) {
            work.accept(this);
        } else if (cell != null) {
            run(cell);
        }
    }

    /** Runs a task. */
    public void run(TaskCell<?> task) {
        cell = task;
        try {
            task.run(this);
        } finally {
            cell = null;
        }
    }

    /** What it does, if it is shared among the tasks of an owner. */
    @Nullable
    SharedThread shared() {
        return work instanceof SharedThread shared ? shared : null;
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
