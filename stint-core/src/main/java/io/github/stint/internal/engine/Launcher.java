package io.github.stint.internal.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only place that makes threads for tasks. A thread inherits nothing from whoever happened to free the slot: no
 * inheritable thread-locals, and the context class loader is that of whoever handed the task over.
 */
public final class Launcher {

    /** What starts them. Tests put something in its place that fails. */
    private static volatile Consumer<Thread> starter = Thread::start;

    private Launcher() {}

    static void startWith(Consumer<Thread> other) {
        starter = other;
    }

    /** Starts a thread for one task. If that fails the task does, and what is to be done then is given back. */
    static @Nullable AfterLock launch(TaskCell<?> task) {
        try {
            start(task.name(), task.loader(), new TaskThread(task));
            return null;
        } catch (Throwable e) {
            return fail(task, e);
        }
    }

    /** Starts a thread that is shared among the tasks of an owner. */
    static void start(String owner, SharedThread shared) {
        start(owner, null, new TaskThread(shared));
    }

    /** Starts a thread for the callbacks of a task that never began; if that fails they run without. */
    static void settle(TaskCell<?> task) {
        try {
            start(task.name(), task.loader(), thread -> thread.settle(task));
        } catch (Throwable e) {
            task.settleElsewhere();
        }
    }

    /** Starts a thread that writes to the log of an owner; if that fails it is written here. */
    static void log(String owner, Runnable telling) {
        aside(owner + "/log", telling);
    }

    /** The same with a thread of the kind of this one: if this needs no carrier, that needs none either. */
    static void logOnThisKind(String owner, Runnable telling) {
        if (Thread.currentThread().isVirtual()) {
            log(owner, telling);
            return;
        }
        try {
            startPlatform(owner + "/log", telling);
        } catch (Throwable e) {
            telling.run();
        }
    }

    /** Does that on a thread of its own; if there can be none, here. */
    static void aside(String name, Runnable work) {
        try {
            start(name, null, thread -> work.run());
        } catch (Throwable e) {
            work.run();
        }
    }

    private static void startPlatform(String name, Runnable work) {
        Thread thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
        thread.setContextClassLoader(null);
        starter.accept(thread);
    }

    /** Ends a task for which there can be no thread, and gives back what is to be done then. An interrupt is kept. */
    static @Nullable AfterLock fail(TaskCell<?> task, Throwable error) {
        boolean interrupted = Thread.interrupted();
        try {
            return task.failToStart(error);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts a virtual thread of that name. */
    public static void start(String name, @Nullable ClassLoader loader, Consumer<TaskThread> work) {
        start(name, loader, new TaskThread(work));
    }

    private static void start(String name, @Nullable ClassLoader loader, TaskThread work) {
        Thread thread = Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .uncaughtExceptionHandler(work)
                .unstarted(work);
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
        starter.accept(thread);
    }
}
