package io.github.stint.cli.log;

import java.io.IOException;
import java.io.Serial;

/** A job has ended and that cannot be written to the log: a run that went on could not be resumed rightly. */
public final class JobLogException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    JobLogException(String message, IOException cause) {
        super(message, cause);
    }
}
