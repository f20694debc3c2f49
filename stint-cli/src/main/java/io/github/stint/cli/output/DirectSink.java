package io.github.stint.cli.output;

import io.github.stint.cli.spool.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Stands for a stream that a command writes to itself, and notices at its end whether there is still a reader. */
record DirectSink(int fd) implements Sink {

    @Override
    public void append(ByteBuffer bytes) {
        throw new IllegalStateException(bytes.remaining() + " bytes came where none can");
    }

    @Override
    public void end() throws IOException {
        OutputException.ifReaderGone(fd);
    }
}
