package io.github.stint.cli.words;

import java.io.Serial;

/** The command line cannot be followed; the message is raw and says why. */
public final class UsageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public String shown() {
        return String.valueOf(getMessage());
    }
}
