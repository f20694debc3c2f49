package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.TaskFailedException;
import java.util.Objects;

/** A task and what it failed with, remembered for whoever joins. */
public record FailedTask(TaskCell<?> cell, TaskFailedException failure) {

    static FailedTask of(TaskCell<?> cell, Throwable error) {
        return new FailedTask(cell, new TaskFailedException(cell.name(), error));
    }

    /** Why the others are cancelled. */
    CancelReason asReason() {
        return new CancelReason(Source.SIBLING_FAILED, "task '" + cell.name() + "' failed", cell.name(), error());
    }

    /** What it failed with. */
    public Throwable error() {
        return Objects.requireNonNull(failure.getCause(), "cause");
    }

    /** Whether somebody has asked this very task how it ended. */
    public boolean wasAsked() {
        return cell.wasAsked();
    }
}
