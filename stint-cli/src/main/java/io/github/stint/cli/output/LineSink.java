package io.github.stint.cli.output;

import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Shows what one job writes to one stream line by line, so that jobs can share the stream. The last line is ended if the job did
 * not, since another may follow.
 */
final class LineSink implements Sink {

    private static final byte LINE_END = '\n';

    private final Screen screen;
    private final WritableByteChannel target;
    private final Spool begun;

    /**
     * One that has no line yet.
     *
     * @param begun where a line is kept until it is whole
     */
    LineSink(Screen screen, WritableByteChannel target, Spool begun) {
        this.screen = screen;
        this.target = target;
        this.begun = begun;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (end > bytes.position() && bytes.get(end - 1) != LINE_END) {
            end--;
        }
        if (end > bytes.position()) {
            show(bytes.slice(bytes.position(), end - bytes.position()));
            bytes.position(end);
        }
        begun.append(bytes);
    }

    @Override
    public void end() throws IOException {
        if (begun.length() > 0) {
            show(ByteBuffer.wrap(new byte[] {LINE_END}));
        }
    }

    private void show(ByteBuffer rest) throws IOException {
        screen.alone(() -> {
            begun.writeTo(target);
            Spool.writeFully(target, rest);
        });
        begun.close();
    }
}
