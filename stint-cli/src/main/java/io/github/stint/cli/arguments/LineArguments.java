package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file or of standard input, one argument each; empty lines are left out. A line ends with whatever byte was
 * agreed.
 *
 * <p>Many lines are read ahead, since how many jobs there are, and when they end, is known only when all lines are read. They
 * are kept as they were read: a string of each would take ten times the memory.
 */
final class LineArguments implements ArgumentSource {

    private static final int BYTES_AHEAD = 1 << 22;
    private static final byte[] NONE = {};

    private final LineReader reader;
    private final ReadAhead ahead;
    private final byte end;
    /** The lines that are given next: behind that place in this piece. */
    private byte[] piece = NONE;

    private int from;

    private LineArguments(InputStream input, byte end, String name) {
        this.reader = new LineReader(input, end, name);
        this.ahead = new ReadAhead(reader, name, BYTES_AHEAD);
        this.end = end;
    }

    /** Starts to read; the name, raw, is for messages. */
    static LineArguments of(InputStream input, byte end, String name) {
        LineArguments lines = new LineArguments(input, end, name);
        lines.ahead.start();
        return lines;
    }

    @Override
    public @Nullable String next() throws InterruptedException {
        while (!ahead.isStopped()) {
            while (from < piece.length) {
                int begin = from;
                int behind = endOfLine(begin);
                from = behind + 1;
                if (behind > begin) {
                    return RawWords.of(piece, begin, behind - begin);
                }
            }
            byte[] next = ahead.next();
            piece = next == null ? NONE : next;
            from = 0;
            if (next == null) {
                return null;
            }
        }
        return null;
    }

    private int endOfLine(int begin) {
        int i = begin;
        while (i < piece.length && piece[i] != end) {
            i++;
        }
        return i;
    }

    @Override
    public void stop() {
        ahead.stop();
    }

    @Override
    public OptionalLong total() {
        return ahead.hasEnded() ? OptionalLong.of(reader.lines()) : OptionalLong.empty();
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
