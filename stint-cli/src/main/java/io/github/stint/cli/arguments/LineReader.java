package io.github.stint.cli.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into pieces of whole lines, each as long as one read of the input made it: a line that was typed is not kept
 * back. The end of a line belongs to its piece.
 */
final class LineReader implements ReadAhead.Reader {

    /** One byte less than the system takes for one argument, its terminating zero counted. */
    static final int LONGEST = 131_071;

    private final InputStream input;
    private final byte end;
    private final String name;
    private byte[] buffer = new byte[1 << 16];
    /** So much of the buffer was read. */
    private int filled;
    /** So much of it was looked at. */
    private int scanned;
    /** Where the line begins whose end was not seen yet, and which one that is. */
    private int begun;

    private long number = 1;
    private long lines;
    private boolean over;
    private @Nullable String problem;

    LineReader(InputStream input, byte end, String name) {
        this.input = input;
        this.end = end;
        this.name = name;
    }

    /** How many lines there were that are not empty. */
    long lines() {
        return lines;
    }

    @Override
    public byte @Nullable [] next() throws IOException, UnusableInputException {
        while (true) {
            scan();
            if (begun > 0) {
                return take(begun);
            }
            if (problem != null) {
                throw new UnusableInputException(problem);
            }
            if (over) {
                return filled == 0 ? null : takeLast();
            }
            readMore();
        }
    }

    private void scan() {
        while (scanned < filled && problem == null) {
            byte next = buffer[scanned];
            if (next == end) {
                endLine();
            } else if (next == 0) {
                problem = "line " + number + " of " + name + " has a zero byte in it, which no argument can have;"
                        + " -0 reads arguments that end with one";
            }
            scanned++;
        }
        if (problem == null) {
            checkLength(filled - begun);
        }
    }

    private void endLine() {
        int length = scanned - begun;
        checkLength(length);
        if (problem == null) {
            lines += length == 0 ? 0 : 1;
            number++;
            begun = scanned + 1;
        }
    }

    private void checkLength(int length) {
        if (length > LONGEST) {
            problem = "line " + number + " of " + name + " is longer than an argument can be, " + LONGEST + " bytes";
        }
    }

    private byte[] take(int length) {
        byte[] piece = Arrays.copyOf(buffer, length);
        System.arraycopy(buffer, length, buffer, 0, filled - length);
        filled -= length;
        scanned -= length;
        begun = 0;
        return piece;
    }

    /** The last line may have no end. */
    private byte[] takeLast() {
        lines++;
        return take(filled);
    }

    private void readMore() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int length = input.read(buffer, filled, buffer.length - filled);
        if (length < 0) {
            over = true;
        } else {
            filled += length;
        }
    }
}
