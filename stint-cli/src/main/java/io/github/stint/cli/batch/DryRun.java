package io.github.stint.cli.batch;

import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.Tally;
import io.github.stint.cli.process.CommandException;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Shows what a plan would run, one command a line, in their order and as a person would type them; runs nothing. */
public record DryRun(RunPlan plan, Executable executable, WritableByteChannel out) {

    /** In the slot that a command would have if it were alone. */
    private static final int SLOT = 1;

    /** Shows them as they come. */
    public void show() throws IOException, UsageException, CommandException {
        String program = plan.template().program();
        if (program != null) {
            String ignored = executable.find(program);
        }
        FreshJobs jobs = new FreshJobs(plan.arguments(), plan.doneBefore(), new Tally());
        try {
            for (Job job = jobs.next(); job != null; job = jobs.next()) {
                String line = plan.template().shownFor(job.valuesIn(SLOT)) + "\n";
                Spool.writeFully(out, ByteBuffer.wrap(RawWords.bytes(line)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String problem = plan.arguments().problem();
        if (problem != null) {
            throw new UsageException(problem);
        }
    }
}
