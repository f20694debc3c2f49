package io.github.stint;

import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * A task was cancelled, and somebody asked for its value; or somebody iterated over results and was interrupted. A body
 * that lets it out ends cancelled itself.
 */
public final class TaskCancelledException extends CancellationException {

    private static final long serialVersionUID = 1L;

    /** The full name. */
    private final String task;

    private final transient CancelReason reason;

    /**
     * Makes the exception.
     *
     * @param task the full name of the task or stream
     * @param reason why it was cancelled
     */
    public TaskCancelledException(String task, CancelReason reason) {
        super("'" + task + "' was cancelled: " + reason);
        this.task = Objects.requireNonNull(task, "task");
        this.reason = Objects.requireNonNull(reason, "reason");
        if (reason.cause() != null) {
            initCause(reason.cause());
        }
    }

    /**
     * The task that was cancelled.
     *
     * @return its full name
     */
    public String task() {
        return task;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public CancelReason reason() {
        return reason;
    }
}
