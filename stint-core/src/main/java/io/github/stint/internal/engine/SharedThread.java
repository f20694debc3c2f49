package io.github.stint.internal.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one of the {@link SharedThreads} does: one task after the other, as long as there are some. */
final class SharedThread implements Consumer<TaskThread> {

    private final SharedThreads threads;

    /** Whether it is counted as one that comes. Changed by itself, under the owner's lock. */
    boolean comes = true;

    /** The task it was given, until it begins with it. Changed by itself, under the owner's lock if it is given one. */
    @Nullable
    TaskCell<?> next;

    /** One that was called for. */
    SharedThread(SharedThreads threads) {
        this.threads = threads;
    }

    @Override
    public void accept(TaskThread thread) {
        try {
            threads.arrives(this);
            while (hasNext()) {
                runNext(thread);
                if (next == null && !comes) {
                    threads.comesBack(this);
                }
            }
        } finally {
            if (next != null || comes) {
                threads.isLost(this);
            }
        }
    }

    private boolean hasNext() {
        if (next == null && comes) {
            threads.looks(this);
        }
        return next != null;
    }

    /** In a frame of its own: nothing of the task stays reachable from a thread that looks for another. */
    private void runNext(TaskThread thread) {
        TaskCell<?> task = next;
        if (task != null) {
            next = null;
            thread.take(task);
            thread.run(task);
        }
    }

    /** Under the owner's lock: what this thread was at has ended and its slot is free. Gives it the next task, if there is one. */
    @Nullable
    AfterLock goesOn(@Nullable AfterLock after) {
        return threads.goesOn(this, after);
    }

    /** Under the owner's lock: what this thread is at ends, and nothing is to be done after it. */
    void comes() {
        threads.comes(this);
    }
}
