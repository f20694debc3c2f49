package io.github.stint.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Our standard output or standard error: unbuffered, so that what was written is out. */
public final class StandardStream implements WritableByteChannel {

    private final int fd;
    private final FileChannel channel;

    private StandardStream(int fd, FileDescriptor descriptor) {
        this.fd = fd;
        this.channel = new FileOutputStream(descriptor).getChannel();
    }

    public static StandardStream out() {
        return new StandardStream(1, FileDescriptor.out);
    }

    public static StandardStream err() {
        return new StandardStream(2, FileDescriptor.err);
    }

    @Override
    public int write(ByteBuffer bytes) throws OutputException, IOException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            throw OutputException.of(fd, e);
        }
    }

    /** Whether it has places that can be gone back to: no terminal, pipe or socket. */
    public boolean isFile() {
        try {
            return channel.position() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** The process's streams stay open. */
    @Override
    public void close() {
        // see above
    }
}
