package io.github.stint.cli.job;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.results.Results;
import io.github.stint.cli.results.StoredJob;
import io.github.stint.cli.spool.OutputLostException;

/** Stores what each job wrote whose command ran and was not cancelled, and how it went. */
public record StoredEnd(Results results, CommandTemplate template) implements JobEnd {

    @Override
    public void ended(JobResult result) throws OutputLostException {
        if (result.wasStarted() && result.cancelled() == null) {
            Job job = result.job();
            results.store(
                    new StoredJob(
                            job.place(), job.values(), result.status(), template.shownFor(job.valuesIn(result.slot()))),
                    result.out(),
                    result.err());
        }
    }
}
