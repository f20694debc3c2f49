package io.github.stint.internal.engine;

import io.github.stint.Task;
import io.github.stint.internal.watch.Log;
import java.util.function.Consumer;

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

    /** Hands a severe error to the thread's uncaught handler, as if the body had been the thread's own. */
    public static void uncaught(Thread thread, Throwable error) {
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable e) {
            Log.error("Task", "the uncaught handler of " + thread.getName() + " threw", e);
        }
    }
}
