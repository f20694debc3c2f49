package io.github.stint.cli.job;

import io.github.stint.Fn;
import io.github.stint.Tasks;
import java.io.IOException;
import java.util.List;

/**
 * The turn of one job, the body of a task: its command runs, and when it has ended, those are told who want to know.
 *
 * @param runner runs the command
 * @param ends who is told, in this order
 */
public record JobTurn(JobRunner runner, List<JobEnd> ends) implements Fn<Job, JobResult> {

    public JobTurn {
        ends = List.copyOf(ends);
    }

    @Override
    public JobResult apply(Job job) throws IOException {
        JobResult result = runner.run(job);
        return Tasks.shield(() -> told(result)); // an interrupt would close the file that is written to
    }

    private JobResult told(JobResult result) throws IOException {
        try {
            for (JobEnd end : ends) {
                end.ended(result);
            }
            return result;
        } catch (IOException e) {
            result.close(); // the run ends, and nobody else gets it
            throw e;
        }
    }
}
