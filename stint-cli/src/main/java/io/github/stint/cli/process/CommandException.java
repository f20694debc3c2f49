package io.github.stint.cli.process;

import io.github.stint.cli.words.ExitStatus;
import java.io.Serial;

/** A command could not be started; the message is raw and says why, the status is the one a shell would give. */
public final class CommandException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    static CommandException notFound(String message) {
        return new CommandException(ExitStatus.NOT_FOUND, message);
    }

    static CommandException notExecutable(String message) {
        return new CommandException(ExitStatus.NOT_EXECUTABLE, message);
    }

    public int status() {
        return status;
    }

    public String shown() {
        return String.valueOf(getMessage());
    }
}
