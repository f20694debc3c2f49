package io.github.stint.cli.output;

import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Puts a tag before each line of what one job writes to one stream, and ends the last line if the job did not. */
final class LineTag implements WritableByteChannel {

    private static final int BUFFER_SIZE = 1 << 13;
    private static final byte LINE_END = '\n';

    private final WritableByteChannel target;
    private final byte[] tag;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    private boolean atLineStart = true;

    LineTag(WritableByteChannel target, byte[] tag) {
        this.target = target;
        this.tag = tag;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            if (atLineStart) {
                put(ByteBuffer.wrap(tag));
            }
            int end = bytes.position();
            while (end < bytes.limit() && bytes.get(end) != LINE_END) {
                end++;
            }
            atLineStart = end < bytes.limit();
            int upTo = atLineStart ? end + 1 : end;
            put(bytes.slice(bytes.position(), upTo - bytes.position()));
            bytes.position(upTo);
        }
        flush();
        return length;
    }

    /** Whether the job has ended its last line. */
    boolean atLineStart() {
        return atLineStart;
    }

    void endLine() throws IOException {
        write(ByteBuffer.wrap(new byte[] {LINE_END}));
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int length = Math.min(buffer.remaining(), bytes.remaining());
            buffer.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        Spool.writeFully(target, buffer);
        buffer.clear();
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    /** The stream stays open. */
    @Override
    public void close() {
        // see above
    }
}
