package io.github.stint.cli.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** One temporary file for outputs that wait for their turn, one behind the other. Made when the first comes. */
public final class Backlog implements AutoCloseable {

    private @Nullable FileChannel file;

    /** Where a spool's bytes are now. */
    record Place(FileChannel file, long offset) {}

    Place append(Spool spool) throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = Spool.openDeleted();
            file = open;
        }
        long offset = open.size();
        open.position(offset);
        try {
            spool.writeTo(open);
        } catch (IOException e) {
            throw Spool.lost(e);
        }
        return new Place(open, offset);
    }

    /** Gives the room back; nothing may be in it any more. */
    public void clear() throws IOException {
        if (file != null) {
            file.truncate(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
