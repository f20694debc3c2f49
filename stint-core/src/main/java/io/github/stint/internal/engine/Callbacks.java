package io.github.stint.internal.engine;

import io.github.stint.Task;
import io.github.stint.internal.watch.Log;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls what users gave to be called: what that throws is logged and changes nothing. */
public final class Callbacks {

    private Callbacks() {}

    /** Calls on a thread of the task's own: an interrupt flag that is left is nobody's. */
    static <T extends Task<?>> void callHere(String what, T task, Consumer<? super T> callback) {
        call(what, task, callback);
        boolean ignored = Thread.interrupted();
    }

    /** Calls on anybody's thread. */
    static <T extends Task<?>> void call(String what, T task, Consumer<? super T> callback) {
        try {
            callback.accept(task);
        } catch (Throwable e) {
            Log.error("Task", what + " task '" + task.name() + "' threw", e);
        }
    }

    /**
     * Interrupts that thread; gives back what that threw, which is to be logged without a lock. An interrupt closes the
     * channel in which the thread is blocked, and that may be a user's; if it throws, the thread has the flag but was not
     * woken.
     */
    public static @Nullable Throwable interrupt(Thread thread) {
        try {
            thread.interrupt();
            return null;
        } catch (Throwable e) {
            LockSupport.unpark(thread);
            return e;
        }
    }

    /** Tells the log what an interrupt threw, if it did. */
    public static void logInterrupt(String of, @Nullable Throwable thrown) {
        if (thrown != null) {
            Log.error("Task", "the interrupt of " + of + " threw", thrown);
        }
    }

    /** Hands a severe error to the thread's uncaught handler, as if the body had been the thread's own. */
    public static void uncaught(UncaughtExceptionHandler handler, Thread thread, Throwable error) {
        try {
            handler.uncaughtException(thread, error);
        } catch (Throwable e) {
            Log.error("Task", "the uncaught handler of " + thread.getName() + " threw", e);
        }
    }
}
