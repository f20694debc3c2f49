package io.github.stint.cli.job;

import io.github.stint.Fn;
import io.github.stint.Tasks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The turn of one job, the body of a task: its command runs, and when it has ended for good, those are told who want to know.
 *
 * @param runner runs the command
 * @param again takes back a job whose command is to be run again, on the thread of its task; nobody hears of that try
 * @param ends who is told, in this order
 */
public record JobTurn(JobRunner runner, BiPredicate<Job, JobResult> again, List<JobEnd> ends)
        implements Fn<Job, Optional<JobResult>> {

    public JobTurn {
        ends = List.copyOf(ends);
    }

    @Override
    public Optional<JobResult> apply(Job job) throws IOException {
        JobResult result = runner.run(job);
        return Tasks.shield(() -> told(job, result)); // an interrupt would close the file that is written to
    }

    private Optional<JobResult> told(Job job, JobResult result) throws IOException {
        if (again.test(job, result)) {
            result.close();
            return Optional.empty();
        }
        try {
            for (JobEnd end : ends) {
                end.ended(result);
            }
            return Optional.of(result);
        } catch (IOException e) {
            result.close(); // the run ends, and nobody else gets it
            throw e;
        }
    }
}
