package io.github.stint.cli.arguments;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Standard input in blocks, for jobs that have no values and read a block each.
 *
 * <p>One block is read ahead: no more is in memory than the jobs have, and some three blocks.
 */
public final class Blocks implements RowSource {

    /** The longest block there can be, 1 GiB. */
    public static final int LONGEST = 1 << 30;

    private static final int ONE_AHEAD = 1;

    private final BlockReader reader;
    private final ReadAhead ahead;
    private @Nullable ByteBuffer taken;

    private Blocks(BlockReader reader) {
        this.reader = reader;
        this.ahead = new ReadAhead(reader, "standard input", ONE_AHEAD);
    }

    /** Starts to read. */
    public static Blocks ofStandardInput(RecordEnds ends, BlockSize size) {
        return of(new FileInputStream(FileDescriptor.in), ends, size, LONGEST);
    }

    static Blocks of(InputStream input, RecordEnds ends, BlockSize size, int longest) {
        Blocks blocks = new Blocks(new BlockReader(input, ends, size, longest));
        blocks.ahead.start();
        return blocks;
    }

    /** No values, if there is another block. */
    @Override
    public @Nullable List<String> next() throws InterruptedException {
        byte[] block = ahead.next();
        taken = block == null ? null : ByteBuffer.wrap(block);
        return block == null ? null : List.of();
    }

    /** The block; given once, so that it is held by nobody but its job. */
    @Override
    public @Nullable ByteBuffer input() {
        ByteBuffer given = taken;
        taken = null;
        return given;
    }

    @Override
    public void stop() {
        ahead.stop();
    }

    @Override
    public OptionalLong total() {
        return ahead.hasEnded() ? OptionalLong.of(reader.blocks()) : OptionalLong.empty();
    }

    @Override
    public @Nullable String problem() {
        return ahead.problem();
    }

    @Override
    public void close() {
        stop();
    }
}
