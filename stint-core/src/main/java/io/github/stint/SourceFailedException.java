package io.github.stint;

import java.util.Objects;

/** The source of a batch or stream threw while it was read. The cause is what it threw, untouched. */
public final class SourceFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param name the full name of the batch or stream
     * @param cause what its source threw
     */
    public SourceFailedException(String name, Throwable cause) {
        super("the source of '" + name + "' failed: " + Told.of(cause), Objects.requireNonNull(cause, "cause"));
    }
}
