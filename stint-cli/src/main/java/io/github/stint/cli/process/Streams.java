package io.github.stint.cli.process;

import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Tail;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the standard streams of a command are joined to.
 *
 * @param in what it reads, from position to limit; null if it reads nothing
 * @param out takes what it writes to standard output; null if it has ours
 * @param err takes what it writes to standard error; null if it has ours
 */
public record Streams(
        @Nullable ByteBuffer in,
        @Nullable Sink out,
        @Nullable Sink err) {

    /** The same, and the end of what it writes can be looked at there meanwhile. */
    public Streams watchedBy(Tail tail) {
        return new Streams(in, watched(out, tail), watched(err, tail));
    }

    private static @Nullable Sink watched(@Nullable Sink sink, Tail tail) {
        return sink == null
                ? null
                : bytes -> {
                    tail.append(bytes);
                    sink.append(bytes);
                };
    }
}
