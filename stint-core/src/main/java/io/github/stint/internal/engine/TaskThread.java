package io.github.stint.internal.engine;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of our threads, as what runs on it sees it: which task it is at.
 *
 * <p>What runs on it finds it as the thread's uncaught exception handler: the one place of a virtual thread that can be read by
 * whoever runs on it, and takes no memory. A body may put another handler there; then nobody finds this until the body has ended.
 */
public final class TaskThread implements Runnable, UncaughtExceptionHandler {

    private final @Nullable Consumer<TaskThread> work;
    private @Nullable TaskCell<?> cell;
    private @Nullable Feed feed;

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
        TaskThread current = current();
        return current == null ? null : current.cell;
    }

    /** The feed whose source this thread reads; null outside of that. */
    static @Nullable Feed currentFeed() {
        TaskThread current = current();
        return current == null ? null : current.feed;
    }

    /** What the current thread is, if it is one of ours. */
    public static @Nullable TaskThread current() {
        return Thread.currentThread().getUncaughtExceptionHandler() instanceof TaskThread current ? current : null;
    }

    /** What would become of it if this were not there. */
    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        Thread.currentThread().getThreadGroup().uncaughtException(thread, error);
    }

    /** Is where it is found, also if users' code on its thread has put another there; gives back what was there. */
    public UncaughtExceptionHandler comesBack() {
        Thread current = Thread.currentThread();
        UncaughtExceptionHandler left = current.getUncaughtExceptionHandler();
        if (left != this) {
            current.setUncaughtExceptionHandler(this);
        }
        return left;
    }

    /** Says that this thread reads the source of that feed, or none. */
    public void feeds(@Nullable Feed newFeed) {
        feed = newFeed;
    }

    /** Does its work; called by the thread. */
    @Override
    public void run() {
        if (work != null) {
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

    /** Gives this thread a name and a loader, and takes from it what users' code has left there. */
    public void take(String name, @Nullable ClassLoader loader) {
        Thread current = Thread.currentThread();
        current.setName(name);
        if (current.getContextClassLoader() != loader) {
            current.setContextClassLoader(loader);
        }
        UncaughtExceptionHandler ignored = comesBack();
    }
}
