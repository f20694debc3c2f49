package io.github.stint.cli.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a command writes to one of its outputs on its way to where it is shown: held back until it is released, handed on as it
 * comes from then on.
 */
public final class Held implements Sink, AutoCloseable {

    private final Spool spool;
    private final Sink onward;
    private final boolean keeps;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean released;
    private boolean ended;
    private long length;

    /**
     * One that holds nothing yet.
     *
     * @param spool where it is held back
     * @param onward where it goes in the end
     */
    public Held(Spool spool, Sink onward) {
        this(spool, onward, false);
    }

    /**
     * One that holds nothing yet.
     *
     * @param spool where it is held back
     * @param onward where it goes in the end
     * @param keeps whether the spool has all of it until this is closed, to be saved
     */
    public Held(Spool spool, Sink onward, boolean keeps) {
        this.spool = spool;
        this.onward = onward;
        this.keeps = keeps;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            length += bytes.remaining();
            if (keeps || !released) {
                spool.append(bytes.duplicate());
            }
            if (released) {
                onward.append(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what was held back, and all that comes from now on. */
    public void release() throws IOException {
        lock.lock();
        try {
            if (!released) {
                released = true;
                spool.writeTo(new Channel(onward));
                if (!keeps) {
                    spool.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more comes: hands on what was held back, and says that this was all. */
    @Override
    public void end() throws IOException {
        lock.lock();
        try {
            release();
            if (!ended) {
                ended = true;
                onward.end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first of what is held back, so many bytes at most. */
    public byte[] beginning(int most) throws IOException {
        lock.lock();
        try {
            return spool.beginning(most);
        } finally {
            lock.unlock();
        }
    }

    /** Whether some of what has come is not handed on yet. */
    public boolean holdsBack() {
        lock.lock();
        try {
            return !released && spool.length() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** How much has come, held back or not. */
    public long length() {
        lock.lock();
        try {
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Spool#memory}. */
    public int memory() {
        return spool.memory();
    }

    /** See {@link Spool#ownsFile}. */
    public boolean ownsFile() {
        return spool.ownsFile();
    }

    /** All of what has come, of a command that has ended, is kept under that name; see {@link Spool#saveTo}. */
    public void saveTo(Path target) throws IOException {
        if (!keeps) {
            throw new IllegalStateException("what was handed on is not kept");
        }
        spool.saveTo(target);
    }

    /** What is held back, of a command that has ended, goes there. */
    public void moveTo(Backlog backlog) throws IOException {
        spool.moveTo(backlog);
    }

    /** Gives up what is held back. */
    @Override
    public void close() throws IOException {
        spool.close();
    }

    Spool spool() {
        return spool;
    }

    /** A sink, for those who write to a channel. */
    private record Channel(Sink sink) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            sink.append(bytes);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
