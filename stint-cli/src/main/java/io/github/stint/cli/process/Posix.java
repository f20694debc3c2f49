package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/**
 * The calls of the C library that the JDK has no method for: processes of a session of their own, signals to a whole
 * group, pipes that can be waited for together.
 *
 * <p>Numbers follow Linux and macOS, which differ in few; where they do, {@link #MAC} chooses.
 */
public final class Posix {

    static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;

    static final int EPERM = 1;
    static final int EINTR = 4;
    private static final int EPIPE = 32;

    /** Something can be read, or there is nobody left who writes. */
    static final short POLLIN = 1;

    /** Something can be written, or there is nobody left who reads. */
    static final short POLLOUT = 4;

    private static final short POLLERR = 8;
    private static final short POLLHUP = 16;

    private static final int SIGCHLD = MAC ? 20 : 17;
    private static final int WNOHANG = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = MAC ? 0x4 : 0x800;
    private static final int F_SETFL = 4;

    private static final int SIG_DFL = 0;

    private static final CFunction PIPE = CFunction.of(MAC ? "pipe" : "pipe2");
    private static final CFunction POLL = CFunction.of("poll");
    private static final CFunction READ = CFunction.of("read");
    private static final CFunction WRITE = CFunction.of("write");
    private static final CFunction CLOSE = CFunction.of("close");
    private static final CFunction WAITPID = CFunction.of("waitpid");
    private static final CFunction KILL = CFunction.of("kill");

    private Posix() {}

    /** A pipe whose ends no command inherits by accident: reading end first. */
    static int[] pipe(Arena arena) throws IOException {
        MemorySegment ends = arena.allocate(JAVA_INT, 2);
        MemorySegment errno = CFunction.errnoRoom(arena);
        if ((int) PIPE.call(errno, ends.address(), O_CLOEXEC) != 0) {
            throw new IOException("cannot make a pipe: " + SystemError.text(CFunction.errno(errno)));
        }
        return new int[] {ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1)};
    }

    /** Waits until one of the file descriptors in {@code pollfds} is ready; 0 if none was in time. */
    static int poll(MemorySegment pollfds, int count, int millis, MemorySegment errno) throws IOException {
        int ready = (int) POLL.call(errno, pollfds.address(), count, millis);
        if (ready < 0 && CFunction.errno(errno) != EINTR) {
            throw new IOException("cannot wait for output: " + SystemError.text(CFunction.errno(errno)));
        }
        return Math.max(ready, 0);
    }

    /** How many bytes were read; 0 at the end. */
    static int read(int fd, MemorySegment buffer, MemorySegment errno) throws IOException {
        while (true) {
            long length = READ.call(errno, fd, buffer.address(), buffer.byteSize());
            if (length >= 0) {
                return (int) length;
            }
            if (CFunction.errno(errno) != EINTR) {
                throw new IOException("cannot read output: " + SystemError.text(CFunction.errno(errno)));
            }
        }
    }

    /**
     * How many bytes were written to a pipe that is never waited for; -1 when nobody can read it any more.
     *
     * <p>The JVM lets SIGPIPE do nothing, so that this is how it is known.
     */
    static int write(int fd, MemorySegment bytes, int length, MemorySegment errno) throws IOException {
        long written = WRITE.call(errno, fd, bytes.address(), length);
        if (written >= 0) {
            return (int) written;
        }
        int problem = CFunction.errno(errno);
        if (problem == EINTR || problem == SystemError.EAGAIN) {
            return 0;
        }
        if (problem == EPIPE) {
            return -1;
        }
        throw new IOException("cannot write input: " + SystemError.text(problem));
    }

    /** Lets writes to a pipe take what there is room for and return. */
    static void neverWait(int fd) {
        CFunction.variadic("fcntl", 2).call(fd, F_SETFL, O_NONBLOCK);
    }

    static void close(int fd) {
        CLOSE.call(fd);
    }

    /** The raw status of a child that has ended; empty if it has not and {@code wait} is false. */
    static OptionalInt waitFor(int pid, boolean wait) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment errno = CFunction.errnoRoom(arena);
            while (true) {
                int ended = waitpid(pid, status, wait ? 0 : WNOHANG, errno);
                if (ended >= 0) {
                    return ended > 0 ? OptionalInt.of(status.get(JAVA_INT, 0)) : OptionalInt.empty();
                }
                if (CFunction.errno(errno) != EINTR) {
                    throw new IOException(
                            "cannot wait for process " + pid + ": " + SystemError.text(CFunction.errno(errno)));
                }
            }
        }
    }

    /** Takes the status of ended processes of a group that became our children because their parents have ended. */
    static void reapGroup(int group) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment errno = CFunction.errnoRoom(arena);
            int ended;
            do {
                ended = waitpid(-group, status, WNOHANG, errno);
            } while (ended > 0);
        }
    }

    private static int waitpid(int pid, MemorySegment status, int options, MemorySegment errno) {
        return (int) WAITPID.call(errno, pid, status.address(), options);
    }

    /** Sends a signal to every process of a group; whether there was one to send it to. */
    static boolean killGroup(int group, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = CFunction.errnoRoom(arena);
            return (int) KILL.call(errno, -group, signal) == 0 || CFunction.errno(errno) == EPERM;
        }
    }

    /** Lets the system keep the status of ended children until it is asked for, whatever our parent set. */
    public static void keepStatusOfChildren() {
        CFunction.of("signal").call(SIGCHLD, SIG_DFL);
    }

    /** Whether nobody is left to read what is written to a pipe or socket. */
    public static boolean readerGone(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(8, 8);
            pollfd.set(JAVA_INT, 0, fd);
            poll(pollfd, 1, 0, CFunction.errnoRoom(arena));
            return (pollfd.get(JAVA_SHORT, 6) & (POLLERR | POLLHUP)) != 0;
        }
    }
}
