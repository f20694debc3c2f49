package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import java.io.IOException;

/** Decides when the outputs of an ended job are written. */
public sealed interface OutputOrder extends AutoCloseable permits CompletionOrder, InputOrder {

    /** Where outputs go in the end. */
    @FunctionalInterface
    interface Writer {
        void write(JobResult result) throws IOException;
    }

    /** Takes over a job that has ended, and closes it when it is written. */
    void accept(JobResult result) throws IOException;

    /** No other comes: writes what is left. */
    void finish() throws IOException;

    /** Gives up what was not written. */
    @Override
    void close() throws IOException;
}
