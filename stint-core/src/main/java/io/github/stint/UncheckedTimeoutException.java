package io.github.stint;

import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** The time for an iteration was over. It wraps the checked exception, which an iterator cannot throw. */
public final class UncheckedTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause the checked one
     */
    public UncheckedTimeoutException(TimeoutException cause) {
        super(Objects.requireNonNull(cause, "cause").getMessage(), cause);
    }
}
