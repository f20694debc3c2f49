package io.github.stint.cli.job;

import io.github.stint.cli.spool.Backlog;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.words.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the command of a job ended and what it wrote, which may be shown already.
 *
 * @param slot which of those that ran at once it was, from 1
 * @param beginMillis when it began, in milliseconds since 1970
 * @param nanos how long it ran
 */
public record JobResult(Job job, int slot, Ending ending, long beginMillis, long nanos, Held out, Held err)
        implements AutoCloseable {

    /** See {@link Ending}. */
    public int status() {
        return ending.status();
    }

    /** See {@link Ending}. */
    public @Nullable String problem() {
        return ending.problem();
    }

    /** See {@link Ending}. */
    public @Nullable Duration timedOutAfter() {
        return ending.timedOutAfter();
    }

    /** See {@link Ending}. */
    public @Nullable String cancelled() {
        return ending.cancelled();
    }

    /** Whether its command ran, to whichever end. */
    public boolean wasStarted() {
        return ending.problem() == null;
    }

    public boolean succeeded() {
        return ending.succeeded();
    }

    /** How it ended, in words, raw: the reason, or how long it ran, or its exit status. */
    public String howItEnded() {
        String cancelled = ending.cancelled();
        Duration limit = ending.timedOutAfter();
        if (cancelled != null) {
            return "cancelled, " + cancelled;
        }
        if (limit != null) {
            return String.format(Locale.ROOT, "timed out after %.1f s", limit.toMillis() / 1e3);
        }
        int status = status();
        return status > ExitStatus.SIGNALLED
                ? "killed by signal " + (status - ExitStatus.SIGNALLED)
                : "exit status " + status;
    }

    /** Whether some of what it wrote is not handed on yet. */
    public boolean holdsBack() {
        return out.holdsBack() || err.holdsBack();
    }

    /** Hands on what is held back, standard output first. */
    public void endOutputs() throws IOException {
        out.end();
        err.end();
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
