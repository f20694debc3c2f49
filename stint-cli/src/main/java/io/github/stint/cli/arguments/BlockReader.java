package io.github.stint.cli.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into blocks of whole records. A record that is longer than a block makes its block as long as it is.
 *
 * <p>Besides the block that is handed out, it holds what was read behind it: about as much again.
 */
final class BlockReader implements ReadAhead.Reader {

    private static final int FIRST_ROOM = 1 << 16;

    private final InputStream input;
    private final RecordEnds ends;
    private final BlockSize size;
    private final int longest;
    /** With so many bytes it is known that they are more than a block, and where the last record of one ends. */
    private final int enough;

    private byte[] buffer;
    private int begin;
    private int end;
    private boolean ended;
    private long blocks;

    /**
     * A reader of that input.
     *
     * @param longest how long a block can be, whatever is in it
     */
    BlockReader(InputStream input, RecordEnds ends, BlockSize size, int longest) {
        this.input = input;
        this.ends = ends;
        this.size = size;
        this.longest = longest;
        this.enough = size.bytes() + Math.max(1, ends.after());
        this.buffer = new byte[Math.min(longest, Math.max(FIRST_ROOM, enough))];
    }

    /** How many blocks there were. */
    long blocks() {
        return blocks;
    }

    /** The next block; null at the end. */
    @Override
    public byte @Nullable [] next() throws IOException, UnusableInputException {
        try {
            return cut();
        } catch (OutOfMemoryError e) {
            throw new UnusableInputException("there is not enough memory for " + nextBlock(), e);
        }
    }

    private String nextBlock() {
        return "what job " + (blocks + 1) + " is to read";
    }

    private byte @Nullable [] cut() throws IOException, UnusableInputException {
        int cut = size.records() > 0 ? afterRecords() : afterBytes();
        if (cut == begin) {
            return null;
        }
        byte[] block = Arrays.copyOfRange(buffer, begin, cut);
        begin = cut;
        blocks++;
        return block;
    }

    private int afterBytes() throws IOException, UnusableInputException {
        while (!ended && end - begin < enough) {
            readMore();
        }
        if (ended && end - begin <= size.bytes()) {
            return end;
        }
        int cut = ends.last(buffer, begin, begin + size.bytes(), end);
        return cut < 0 ? nextEnd(size.bytes() + 1) : cut;
    }

    private int afterRecords() throws IOException, UnusableInputException {
        int length = 0;
        for (int i = 0; i < size.records() && begin + length < end + (ended ? 0 : 1); i++) {
            length = nextEnd(length + 1) - begin;
        }
        return begin + length;
    }

    /** Reads on to the first end of a record that is so far behind the beginning, or to the end of the input. */
    private int nextEnd(int length) throws IOException, UnusableInputException {
        int looked = length;
        while (true) {
            int cut = ends.first(buffer, begin, begin + looked, end);
            if (cut >= 0) {
                return cut;
            }
            if (ended) {
                return end;
            }
            looked = Math.max(length, end - begin - ends.after() + 1);
            readMore();
        }
    }

    private void readMore() throws IOException, UnusableInputException {
        if (end == buffer.length) {
            makeRoom();
        }
        int length = input.read(buffer, end, buffer.length - end);
        if (length < 0) {
            ended = true;
        } else {
            end += length;
        }
    }

    private void makeRoom() throws UnusableInputException {
        int length = end - begin;
        if (length >= longest) {
            throw new UnusableInputException(nextBlock() + " is longer than a block can be, " + longest + " bytes");
        }
        boolean mostlyFree = begin > buffer.length / 2;
        byte[] room = mostlyFree ? buffer : new byte[(int) Math.min(longest, 2L * Math.max(length, FIRST_ROOM))];
        System.arraycopy(buffer, begin, room, 0, length);
        buffer = room;
        begin = 0;
        end = length;
    }
}
