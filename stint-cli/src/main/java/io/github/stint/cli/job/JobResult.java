package io.github.stint.cli.job;

import io.github.stint.cli.spool.Backlog;
import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended and what it wrote.
 *
 * @param slot which of those that ran at once it was, from 1
 * @param status its exit status; 128 and the signal's number if a signal ended it, 126 or 127 if it could not be started
 * @param problem why it could not be started or followed, raw; null if it could
 */
public record JobResult(
        Job job, int slot, int status, @Nullable String problem, Spool out, Spool err) implements AutoCloseable {

    /** Whether its command ran, to whichever end. */
    public boolean wasStarted() {
        return problem == null;
    }

    public boolean succeeded() {
        return status == 0 && problem == null;
    }

    /** How many bytes of memory the outputs hold. */
    public long memory() {
        return (long) out.memory() + err.memory();
    }

    /** How many files the outputs hold open. */
    public int files() {
        return (out.ownsFile() ? 1 : 0) + (err.ownsFile() ? 1 : 0);
    }

    public void moveTo(Backlog backlog) throws IOException {
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
