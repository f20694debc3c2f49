package io.github.stint;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * An owner did not accept a task. Nothing was registered; the body will not run. The {@linkplain #getCause() cause} is the
 * failure that stopped the owner, if one did.
 */
public final class TaskRejectedException extends RejectedExecutionException {

    private static final long serialVersionUID = 1L;

    /** Why an owner does not accept a task. */
    public enum Why {
        /** There was no room in the time allowed. */
        FULL,
        /** It is locked, and the call came from outside its own tasks. */
        LOCKED,
        /** It is closing, closed, or its group was cancelled. */
        CLOSED
    }

    /** Why it was refused. */
    private final Why why;

    /** The name of who refused it. */
    private final String owner;

    /**
     * Makes the exception.
     *
     * @param why why
     * @param owner the name of the owner
     * @param message what it is, with the values and the bounds
     */
    public TaskRejectedException(Why why, String owner, String message) {
        super("'" + Objects.requireNonNull(owner, "owner") + "' is " + message);
        this.owner = owner;
        this.why = Objects.requireNonNull(why, "why");
    }

    /**
     * Why.
     *
     * @return full, locked or closed
     */
    public Why why() {
        return why;
    }

    /**
     * Who refused it.
     *
     * @return the name of the owner
     */
    public String owner() {
        return owner;
    }
}
