package io.github.stint.cli.job;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.log.JobLog;
import io.github.stint.cli.log.JobLogException;
import io.github.stint.cli.log.JobRecord;

/** Writes a line of a job log for each job whose command ran. */
public record LoggedEnd(JobLog log, CommandTemplate template) implements JobEnd {

    @Override
    public void ended(JobResult result) throws JobLogException {
        if (result.wasStarted()) {
            Job job = result.job();
            log.ended(new JobRecord(
                    job.place(),
                    result.beginMillis(),
                    result.nanos(),
                    result.out().length(),
                    result.status(),
                    how(result),
                    template.shownFor(job.valuesIn(result.slot())),
                    job.values()));
        }
    }

    private static JobRecord.How how(JobResult result) {
        if (result.cancelled() != null) {
            return JobRecord.How.CANCELLED;
        }
        return result.timedOutAfter() == null ? JobRecord.How.BY_ITSELF : JobRecord.How.TIMED_OUT;
    }
}
