package io.github.stint.cli.output;

import io.github.stint.cli.process.Posix;
import io.github.stint.cli.spool.OutputLostException;
import java.io.IOException;
import java.io.Serial;

/** Standard output or standard error cannot be written any more. */
public final class OutputException extends OutputLostException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean closed;

    private OutputException(boolean closed, String message, IOException cause) {
        super(message, cause);
        this.closed = closed;
    }

    static OutputException of(int fd, IOException cause) throws IOException {
        String name = fd == 1 ? "standard output" : "standard error";
        boolean closed = Posix.readerGone(fd);
        return new OutputException(closed, "cannot write " + name + ": " + cause.getMessage(), cause);
    }

    /** Throws if the reader of standard output or standard error has gone. */
    static void ifReaderGone(int fd) throws IOException {
        if (Posix.readerGone(fd)) {
            throw of(fd, new IOException("its reader has gone"));
        }
    }

    /** Whether its reader has gone, as {@code head} does when it has enough. */
    public boolean closed() {
        return closed;
    }
}
