package io.github.stint;

import java.util.Objects;

/** A task failed, and somebody asked for its value. The cause is what its body threw, untouched. */
public final class TaskFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The full name. */
    private final String task;

    /**
     * Makes the exception.
     *
     * @param task the full name of the task
     * @param cause what its body threw
     */
    public TaskFailedException(String task, Throwable cause) {
        super("task '" + task + "' failed: " + Told.of(cause), Objects.requireNonNull(cause, "cause"));
        this.task = Objects.requireNonNull(task, "task");
    }

    /**
     * The task that failed.
     *
     * @return its full name
     */
    public String task() {
        return task;
    }
}
