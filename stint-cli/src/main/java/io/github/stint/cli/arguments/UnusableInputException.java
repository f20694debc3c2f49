package io.github.stint.cli.arguments;

import java.io.Serial;

/** What was read cannot be used, and neither what is behind it. The message is raw, and says why. */
final class UnusableInputException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }

    UnusableInputException(String message, Throwable cause) {
        super(message, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
