package io.github.stint.cli.spool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes bytes, one piece after the other. */
public interface Sink {

    /** Takes all of them. */
    void append(ByteBuffer bytes) throws IOException;

    /** No more come. */
    default void end() throws IOException {
        // what was taken needs no end
    }
}
