package io.github.stint.cli.output;

import io.github.stint.cli.command.TextTemplate;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobOutput;
import io.github.stint.cli.job.Outputs;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.spool.SpoolFolder;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Leads what jobs write to the screen.
 *
 * @param tag what stands before each line, if anything
 * @param kept where all of it is to stay too, if anywhere
 * @param mayRunAgain whether what a command has written may have been in vain; job by job, none of that is shown
 */
public record JobWriter(
        Screen screen,
        OutputStyle style,
        @Nullable TextTemplate tag,
        @Nullable SpoolFolder kept,
        boolean mayRunAgain) implements Outputs {

    /** Of jobs that are run once. */
    public JobWriter(Screen screen, OutputStyle style, @Nullable TextTemplate tag, @Nullable SpoolFolder kept) {
        this(screen, style, tag, kept, false);
    }

    private static final int SPOOL_IN_MEMORY = 1 << 16;

    /** Of a job whose outputs are held back. */
    @Override
    public JobOutput open(Job job, int slot) {
        return style == OutputStyle.DIRECT
                ? new JobOutput(held(new DirectSink(1)), held(new DirectSink(2)), true)
                : new JobOutput(held(sink(screen.out(), job, slot)), held(sink(screen.err(), job, slot)), false);
    }

    /** The job is alone on the screen or needs not be: what it writes is shown as it comes. */
    public void show(JobOutput output) throws IOException {
        if (style == OutputStyle.OBJECTS || (style == OutputStyle.GROUPED && mayRunAgain)) {
            return;
        }
        output.out().release();
        if (style == OutputStyle.LINES) {
            output.err().release();
        }
    }

    private Sink sink(WritableByteChannel stream, Job job, int slot) {
        WritableByteChannel target =
                tag == null ? stream : new LineTag(stream, RawWords.bytes(tag.textFor(job.valuesIn(slot)) + "\t"));
        return style == OutputStyle.LINES
                ? new LineSink(screen, target, new Spool(SPOOL_IN_MEMORY))
                : new StreamSink(screen, target);
    }

    private Held held(Sink onward) {
        return new Held(new Spool(SPOOL_IN_MEMORY, kept), onward, kept != null);
    }
}
