package io.github.stint.cli;

import java.io.Serial;

/** The command line cannot be followed; the message is raw and says why. */
final class UsageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    String shown() {
        return String.valueOf(getMessage());
    }
}
