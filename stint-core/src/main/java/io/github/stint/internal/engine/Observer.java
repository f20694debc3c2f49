package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who hears of the end of one task. {@link #published} is called first, on whichever thread ended the task, and
 * must be quick; {@link #afterwards} is called later, on the task's own thread.
 */
public abstract class Observer {

    volatile @Nullable Observer next;
    volatile boolean gone;

    /** Makes an observer. */
    protected Observer() {}

    /** The outcome can be seen now. */
    protected void published(TaskCell<?> task) {}

    /** The time of callbacks. */
    protected void afterwards(TaskCell<?> task) {}

    /** Whether {@link #published} may be called when the task is off the books already, as a task without callbacks is. */
    protected boolean mayHearLate() {
        return false;
    }

    /** Whether {@link #afterwards} does something. */
    protected boolean callsBack() {
        return false;
    }
}
