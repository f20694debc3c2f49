package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.ArgumentSource;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.Tally;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The jobs, made from the arguments one at a time, when there is room for one. */
final class JobQueue implements Iterable<Job> {

    private final ArgumentSource arguments;
    private final Tally tally;

    JobQueue(ArgumentSource arguments, Tally tally) {
        this.arguments = arguments;
        this.tally = tally;
    }

    /** No job is handed out after this. */
    void stop() {
        arguments.stop();
    }

    /** Whether every argument has become a job; false as long as that is not known. */
    boolean exhausted() {
        OptionalLong total = arguments.total();
        return total.isPresent() && total.getAsLong() == tally.started();
    }

    @Override
    public Iterator<Job> iterator() {
        return new Iterator<>() {

            private @Nullable String next;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = take();
                }
                return next != null;
            }

            @Override
            public Job next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("no argument is left");
                }
                Job job = new Job(tally.start(), next);
                next = null;
                return job;
            }
        };
    }

    private @Nullable String take() {
        try {
            return arguments.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
