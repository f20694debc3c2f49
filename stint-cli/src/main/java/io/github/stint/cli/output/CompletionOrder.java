package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import java.io.IOException;

/** In the order in which the jobs end. */
public record CompletionOrder(Writer writer) implements OutputOrder {

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
