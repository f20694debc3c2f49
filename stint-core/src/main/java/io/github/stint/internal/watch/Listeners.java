package io.github.stint.internal.watch;

import io.github.stint.spi.TaskListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The listeners of one owner. One that throws is logged and left out: the array is replaced by a copy without it, by
 * compare-and-set, so of two threads that it threw to one logs and none brings it back.
 */
public final class Listeners {

    private static final TaskListener[] NONE = {};
    private static final VarHandle ACTIVE;

    static {
        try {
            ACTIVE = MethodHandles.lookup().findVarHandle(Listeners.class, "active", TaskListener[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String owner;
    private volatile TaskListener[] active;

    /** The listeners of that owner. */
    public Listeners(String owner, List<TaskListener> listeners) {
        this.owner = owner;
        this.active = listeners.isEmpty() ? NONE : listeners.toArray(TaskListener[]::new);
    }

    /** Whether there is nobody to tell. */
    public boolean isEmpty() {
        return active.length == 0;
    }

    /** Tells that one too from now on, after those before. A task that was made while there was none is told to nobody. */
    public void add(TaskListener listener) {
        TaskListener[] now;
        TaskListener[] more;
        do {
            now = active;
            more = Arrays.copyOf(now, now.length + 1);
            more[now.length] = listener;
        } while (!ACTIVE.compareAndSet(this, now, more));
    }

    /** Tells that one no more, wherever it stands among the others; one that was left out is not there. */
    public void remove(TaskListener listener) {
        TaskListener[] now;
        do {
            now = active;
        } while (!ACTIVE.compareAndSet(this, now, without(now, listener)));
    }

    /** Tells all, in the order in which they were given. To be called without a lock. */
    public void tell(Consumer<? super TaskListener> what) {
        for (TaskListener listener : active) {
            try {
                what.accept(listener);
            } catch (Throwable e) {
                leaveOut(listener, e);
            }
        }
    }

    private void leaveOut(TaskListener listener, Throwable error) {
        while (true) {
            TaskListener[] now = active;
            TaskListener[] rest = without(now, listener);
            if (rest.length == now.length) {
                return;
            }
            if (ACTIVE.compareAndSet(this, now, rest)) {
                Log.error(
                        "TaskListener",
                        "'" + owner + "': a listener threw and is not called any more: "
                                + listener.getClass().getName(),
                        error);
                return;
            }
        }
    }

    private static TaskListener[] without(TaskListener[] all, TaskListener one) {
        return Arrays.stream(all).filter(it -> it != one).toArray(TaskListener[]::new);
    }
}
