package io.github.stint.cli.job;

import io.github.stint.cli.process.Streams;
import io.github.stint.cli.spool.Held;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one command writes, on its way to where it is shown.
 *
 * @param out standard output
 * @param err standard error
 * @param direct whether the command writes to ours itself, and nothing comes by here
 */
public record JobOutput(Held out, Held err, boolean direct) implements AutoCloseable {

    /** The streams of its command, which reads that. */
    Streams streams(@Nullable ByteBuffer in) {
        return direct ? new Streams(in, null, null) : new Streams(in, out, err);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            err.close();
        }
    }
}
