package io.github.stint.cli.process;

import io.github.stint.cli.spool.Sink;
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
        @Nullable Sink err) {}
