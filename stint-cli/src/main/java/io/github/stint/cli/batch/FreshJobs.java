package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.log.DoneJobs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job for each row of values that was not done before. For one thread at a time. */
final class FreshJobs implements JobSource {

    private final RowSource arguments;
    private final DoneJobs doneBefore;
    private final Tally tally;
    private long place;
    private long number;

    FreshJobs(RowSource arguments, DoneJobs doneBefore, Tally tally) {
        this.arguments = arguments;
        this.doneBefore = doneBefore;
        this.tally = tally;
    }

    @Override
    public @Nullable Job next() throws InterruptedException {
        for (List<String> row = arguments.next(); row != null; row = arguments.next()) {
            place++;
            if (!doneBefore.take(row)) {
                return new Job(number++, place, row, arguments.input());
            }
            tally.passOver();
        }
        return null;
    }

    @Override
    public void stop() {
        arguments.stop();
    }
}
