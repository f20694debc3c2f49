package io.github.stint.cli.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** The end of what a command wrote, kept for one that looks on while it is written. */
public final class Tail {

    private static final int ROOM = 512;
    private static final byte[] NOTHING = {};

    private final ReentrantLock lock = new ReentrantLock();
    private byte[] bytes = NOTHING;
    private int length;

    /** Nothing yet. */
    public Tail() {}

    /** These bytes were written; they stay where they are. */
    public void append(ByteBuffer written) {
        int added = Math.min(ROOM, written.remaining());
        if (added == 0) {
            return;
        }
        lock.lock();
        try {
            if (bytes.length == 0) {
                bytes = new byte[ROOM];
            }
            int kept = Math.min(length, ROOM - added);
            System.arraycopy(bytes, length - kept, bytes, 0, kept);
            written.get(written.limit() - added, bytes, kept, added);
            length = kept + added;
        } finally {
            lock.unlock();
        }
    }

    /** The last of them, 512 at most. */
    public byte[] bytes() {
        lock.lock();
        try {
            return Arrays.copyOf(bytes, length);
        } finally {
            lock.unlock();
        }
    }
}
