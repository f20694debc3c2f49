package io.github.stint.cli.job;

import io.github.stint.Fn;
import io.github.stint.Tasks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiPredicate;

/**
 * The turn of one job, the body of a task: its command runs, and when it has ended for good, those are told who want to know.
 * The task ends as the job did: one that failed throws its result, one that was cancelled leaves it with the others.
 *
 * @param runner runs the command
 * @param again takes back a job whose command is to be run again, on the thread of its task; nobody hears of that try
 * @param ends who is told, in this order
 * @param cancelled where the results of cancelled jobs go
 */
public record JobTurn(JobRunner runner, BiPredicate<Job, JobResult> again, List<JobEnd> ends, CancelledJobs cancelled)
        implements Fn<Job, Optional<JobResult>> {

    public JobTurn {
        ends = List.copyOf(ends);
    }

    @Override
    public Optional<JobResult> apply(Job job) throws IOException, JobFailedException {
        JobResult result = runner.run(job);
        boolean isTold = Tasks.shield(() -> told(job, result)); // an interrupt would close the file that is written to
        if (!isTold) {
            return Optional.empty();
        }
        if (result.cancelled() != null) {
            cancelled.add(result);
            throw new CancellationException(result.cancelled());
        }
        if (!result.succeeded()) {
            throw new JobFailedException(result);
        }
        return Optional.of(result);
    }

    /** Whether it has ended for good. */
    private boolean told(Job job, JobResult result) throws IOException {
        if (again.test(job, result)) {
            result.close();
            return false;
        }
        try {
            for (JobEnd end : ends) {
                end.ended(result);
            }
            return true;
        } catch (IOException e) {
            result.close(); // the run ends, and nobody else gets it
            throw e;
        }
    }
}
