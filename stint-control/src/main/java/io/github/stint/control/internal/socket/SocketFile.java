package io.github.stint.control.internal.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket that is listened to. Beside it, {@code NAME.lock} is locked as long as somebody listens; the
 * system lets go of the lock when the process ends, however it does. Who gets the lock and finds a socket that nobody answers
 * at may take its place; nothing else is ever removed.
 */
public final class SocketFile implements AutoCloseable {

    /** The most that fits into the address of a Unix socket, on every system. */
    private static final int LONGEST_PATH = 103;

    private final Path path;
    private final Lock lock;
    private final ServerSocketChannel channel;

    private SocketFile(Path path, Lock lock, ServerSocketChannel channel) {
        this.path = path;
        this.lock = lock;
        this.channel = channel;
    }

    /** A locked file that still is where it was. */
    private record Lock(Path path, FileChannel channel) implements AutoCloseable {

        /** Locks it; null if another has it. */
        static @Nullable Lock of(Path path) throws IOException {
            while (true) {
                FileChannel channel = FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                boolean kept = false;
                try {
                    Object opened = key(path);
                    FileLock held = tryLock(channel);
                    if (held == null) {
                        return null;
                    }
                    // it may have been removed between the opening and the locking, and made anew by another
                    if (opened != null && Objects.equals(opened, key(path))) {
                        kept = true;
                        return new Lock(path, channel);
                    }
                } finally {
                    if (!kept) {
                        channel.close();
                    }
                }
            }
        }

        private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException e) {
                return null; // this JVM has it
            }
        }

        private static @Nullable Object key(Path path) throws IOException {
            try {
                return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey();
            } catch (NoSuchFileException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
            channel.close();
        }
    }

    /** Listens at that path. Its folder is made with mode 700 if it is not there. */
    public static SocketFile listen(Path at) throws IOException {
        Path path = at.toAbsolutePath().normalize();
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException(
                    "the path of a socket has " + LONGEST_PATH + " bytes at most, this one " + length + ": " + path);
        }
        Path folder = path.getParent();
        if (folder == null) {
            throw new IOException("not the path of a file: " + path);
        }
        SafeFolder.require(folder);
        Lock lock = Lock.of(lockOf(path));
        if (lock == null) {
            throw inUse(path);
        }
        boolean listens = false;
        try {
            removeStale(path);
            SocketFile made = new SocketFile(path, lock, bind(path));
            listens = true;
            return made;
        } finally {
            if (!listens) {
                lock.close();
            }
        }
    }

    private static Path lockOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean bound = false;
        try {
            channel.bind(UnixDomainSocketAddress.of(path), 128);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            bound = true;
            return channel;
        } finally {
            if (!bound) {
                channel.close();
            }
        }
    }

    /** Under the lock. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket(path)) {
            throw new IOException("not a socket, so it is not replaced: " + path);
        }
        if (answers(path)) {
            throw inUse(path);
        }
        Files.deleteIfExists(path);
    }

    private static IOException inUse(Path path) {
        return new BindException("another server listens at " + path);
    }

    /** Whether it is a socket, and neither a link nor a file. */
    static boolean isSocket(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /** Whether somebody listens there. */
    public static boolean answers(Path path) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes it if it is a socket of a server that has ended without doing so. True if it is gone. */
    public static boolean cleanUp(Path path) throws IOException {
        Lock lock = Lock.of(lockOf(path));
        if (lock == null) {
            return false;
        }
        try (lock) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket(path) && !answers(path)) {
                Files.deleteIfExists(path);
            }
            return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What accepts connections. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Stops listening and removes the file. */
    @Override
    public void close() throws IOException {
        try (lock;
                channel) {
            Files.deleteIfExists(path);
        }
    }
}
