package io.github.stint.internal.engine;

import org.jspecify.annotations.Nullable;

/** A stretch of one task's body during which a cancel is held back. On the task's own thread only. */
public final class Shield {

    private final TaskCell<?> cell;
    private final boolean wasAsked;
    private final boolean wasInterrupted;

    private Shield(TaskCell<?> cell) {
        this.cell = cell;
        this.wasAsked = cell.shield();
        this.wasInterrupted = Thread.interrupted();
    }

    /** Begins to hold back; null if there is no current task, or it is shielded already. */
    public static @Nullable Shield begin() {
        TaskCell<?> cell = Cancellation.currentTask();
        return cell == null || cell.isShielded() ? null : new Shield(cell);
    }

    /** Lets through again, and delivers what came meanwhile, or was there before and not yet heard. */
    public void end() {
        boolean isAsked = cell.unshield();
        if (wasInterrupted || (isAsked && !wasAsked)) {
            Thread.currentThread().interrupt();
        }
    }
}
