package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.log.DoneJobs;
import io.github.stint.cli.output.NotStarted;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The jobs, made from the arguments one at a time, when there is room for one. */
final class JobQueue implements Iterable<Job> {

    private final RowSource arguments;
    private final Tally tally;
    private final JobSource jobs;
    private final StartGates gates;
    private final @Nullable RetriedJobs retried;

    /** Those of the arguments that were not done before. */
    JobQueue(RowSource arguments, DoneJobs doneBefore, Control control, StartGates gates, Tally tally) {
        this.arguments = arguments;
        this.gates = gates;
        this.tally = tally;
        FreshJobs fresh = new FreshJobs(arguments, doneBefore, tally);
        this.retried = control.runsAgain() ? new RetriedJobs(fresh, control.retries(), tally) : null;
        this.jobs = retried == null ? fresh : retried;
    }

    /** Takes back a job whose command is to be run again; see {@link RetriedJobs#takeBack}. */
    boolean takeBack(Job job, JobResult result, boolean untried) {
        return retried != null && retried.takeBack(job, result, untried);
    }

    /** No job is handed out after this. */
    void stop() {
        jobs.stop();
        gates.stop();
    }

    /** What has not become a job, after nothing more was wanted. */
    NotStarted notStarted() {
        OptionalLong total = arguments.total();
        return exhausted()
                ? NotStarted.NONE
                : new NotStarted(
                        true,
                        total.isPresent()
                                ? OptionalLong.of(total.getAsLong() - tally.started() - tally.doneBefore())
                                : total);
    }

    /** Whether every argument has become a job, and none waits to be run again; false as long as that is not known. */
    boolean exhausted() {
        OptionalLong total = arguments.total();
        return total.isPresent() && total.getAsLong() == tally.started() + tally.doneBefore();
    }

    @Override
    public Iterator<Job> iterator() {
        return new Iterator<>() {

            private @Nullable Job next;

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
                    throw new NoSuchElementException("no job is left");
                }
                Job job = next;
                next = null;
                tally.start();
                return job;
            }
        };
    }

    private @Nullable Job take() {
        try {
            Job job = jobs.next();
            return job != null && gates.pass() ? job : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
