package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.log.DoneJobs;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The jobs, made from the arguments one at a time, when there is room for one. */
final class JobQueue implements Iterable<Job> {

    private final RowSource arguments;
    private final Tally tally;
    private final DoneJobs doneBefore;

    /** Those of the arguments that were not done before. */
    JobQueue(RowSource arguments, DoneJobs doneBefore, Tally tally) {
        this.arguments = arguments;
        this.doneBefore = doneBefore;
        this.tally = tally;
    }

    /** No job is handed out after this. */
    void stop() {
        arguments.stop();
    }

    /** Whether every argument has become a job; false as long as that is not known. */
    boolean exhausted() {
        OptionalLong total = arguments.total();
        return total.isPresent() && total.getAsLong() == tally.started() + tally.doneBefore();
    }

    @Override
    public Iterator<Job> iterator() {
        return new Iterator<>() {

            private @Nullable List<String> next;
            private long place;

            @Override
            public boolean hasNext() {
                if (next == null) {
                    next = takeNotDone();
                }
                return next != null;
            }

            @Override
            public Job next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("no argument is left");
                }
                Job job = new Job(tally.start(), place, next, arguments.input());
                next = null;
                return job;
            }

            private @Nullable List<String> takeNotDone() {
                List<String> taken = take();
                place++;
                while (taken != null && doneBefore.take(taken)) {
                    tally.passOver();
                    taken = take();
                    place++;
                }
                return taken;
            }
        };
    }

    private @Nullable List<String> take() {
        try {
            return arguments.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
