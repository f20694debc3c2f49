package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Outputs;
import java.io.IOException;

/** Decides when the outputs of jobs are shown. */
public sealed interface OutputOrder extends Outputs, AutoCloseable permits CompletionOrder, InputOrder {

    /** Writes what of the outputs of an ended job is not shown yet. */
    @FunctionalInterface
    interface Writer {
        void write(JobResult result) throws IOException;
    }

    /** Takes over a job that has ended, and closes it when all of it is shown. */
    void accept(JobResult result) throws IOException;

    /** No other comes: writes what is left. */
    void finish() throws IOException;

    /** Gives up what was not written. */
    @Override
    void close() throws IOException;
}
