package io.github.stint.cli.output;

import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Shows what one job writes to one stream as it comes; for a job that has the stream to itself. */
record StreamSink(Screen screen, WritableByteChannel target) implements Sink {

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        screen.alone(() -> Spool.writeFully(target, bytes));
    }

    @Override
    public void end() throws IOException {
        if (target instanceof LineTag tag && !tag.atLineStart()) {
            screen.alone(tag::endLine);
        }
    }
}
