package io.github.stint.cli.spool;

import java.io.IOException;
import java.io.Serial;

/** What commands write can be neither kept nor shown any more, so that nothing is left but to end them. The message is raw. */
public class OutputLostException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public OutputLostException(String message, IOException cause) {
        super(message, cause);
    }
}
