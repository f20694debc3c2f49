package io.github.stint.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended and what it wrote.
 *
 * @param status its exit status; 128 and the signal's number if a signal ended it, 126 or 127 if it could not be started
 * @param problem why it could not be started or followed, raw; null if it could
 */
record JobResult(Job job, int status, @Nullable String problem, Spool out, Spool err) implements AutoCloseable {

    boolean succeeded() {
        return status == 0 && problem == null;
    }

    /** How many bytes of memory the outputs hold. */
    long memory() {
        return (long) out.memory() + err.memory();
    }

    /** How many files the outputs hold open. */
    int files() {
        return (out.ownsFile() ? 1 : 0) + (err.ownsFile() ? 1 : 0);
    }

    void moveTo(Backlog backlog) throws IOException {
        out.moveTo(backlog);
        err.moveTo(backlog);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            err.close();
        }
    }
}
