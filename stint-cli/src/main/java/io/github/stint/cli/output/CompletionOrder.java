package io.github.stint.cli.output;

import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobOutput;
import io.github.stint.cli.job.JobResult;
import java.io.IOException;

/**
 * In the order in which the jobs end, or in which they write if they share the screen by lines.
 *
 * @param jobs leads what jobs write to the screen
 * @param writer writes what is left when a job has ended
 */
public record CompletionOrder(JobWriter jobs, Writer writer) implements OutputOrder {

    @Override
    public JobOutput open(Job job, int slot) throws IOException {
        JobOutput output = jobs.open(job, slot);
        if (jobs.style() == OutputStyle.LINES) {
            jobs.show(output);
        }
        return output;
    }

    @Override
    public void accept(JobResult result) throws IOException {
        try (result) {
            writer.write(result);
        }
    }

    @Override
    public void finish() {
        // nothing waits
    }

    @Override
    public void close() {
        // nothing is kept
    }
}
