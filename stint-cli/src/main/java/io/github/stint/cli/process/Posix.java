package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle PIPE = MAC
            ? function("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS), KEEP_ERRNO)
            : function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), KEEP_ERRNO);
    private static final MethodHandle WRITE =
            function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), KEEP_ERRNO);
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle WAITPID =
            function("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle KILL =
            function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), KEEP_ERRNO);

    private Posix() {}

    /** A function of the C library. */
    @SuppressWarnings("restricted") // what this class is for; the launcher allows it
    static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("this system has no function '" + name + "'"));
        return LINKER.downcallHandle(address, descriptor, options);
    }

    /** What a call of a native function throws can only be a mistake of ours. */
    static IllegalStateException mistaken(Throwable thrown) {
        return new IllegalStateException("a native call went wrong: " + thrown, thrown);
    }

    /** Room for the error number of one call. */
    static MemorySegment errnoRoom(Arena arena) {
        return arena.allocate(STATE);
    }

    static int errno(MemorySegment room) {
        return (int) ERRNO.get(room, 0L);
    }

    /** A pipe whose ends no command inherits by accident: reading end first. */
    static int[] pipe(Arena arena) throws IOException {
        MemorySegment ends = arena.allocate(JAVA_INT, 2);
        MemorySegment errno = errnoRoom(arena);
        int result;
        try {
            result = MAC ? (int) PIPE.invokeExact(errno, ends) : (int) PIPE.invokeExact(errno, ends, O_CLOEXEC);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
        if (result != 0) {
            throw new IOException("cannot make a pipe: " + SystemError.text(errno(errno)));
        }
        return new int[] {ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1)};
    }

    /** Waits until one of the file descriptors in {@code pollfds} is ready; 0 if none was in time. */
    static int poll(MemorySegment pollfds, int count, int millis, MemorySegment errno) throws IOException {
        int ready;
        try {
            ready = (int) POLL.invokeExact(errno, pollfds, (long) count, millis);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
        if (ready < 0 && errno(errno) != EINTR) {
            throw new IOException("cannot wait for output: " + SystemError.text(errno(errno)));
        }
        return Math.max(ready, 0);
    }

    /** How many bytes were read; 0 at the end. */
    static int read(int fd, MemorySegment buffer, MemorySegment errno) throws IOException {
        while (true) {
            long length;
            try {
                length = (long) READ.invokeExact(errno, fd, buffer, buffer.byteSize());
            } catch (Throwable thrown) {
                throw mistaken(thrown);
            }
            if (length >= 0) {
                return (int) length;
            }
            if (errno(errno) != EINTR) {
                throw new IOException("cannot read output: " + SystemError.text(errno(errno)));
            }
        }
    }

    /**
     * How many bytes were written to a pipe that is never waited for; -1 when nobody can read it any more.
     *
     * <p>The JVM lets SIGPIPE do nothing, so that this is how it is known.
     */
    static int write(int fd, MemorySegment bytes, int length, MemorySegment errno) throws IOException {
        long written;
        try {
            written = (long) WRITE.invokeExact(errno, fd, bytes, (long) length);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
        if (written >= 0) {
            return (int) written;
        }
        int problem = errno(errno);
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
        MethodHandle fcntl = function(
                "fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        try {
            int _ = (int) fcntl.invokeExact(fd, F_SETFL, O_NONBLOCK);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
    }

    static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(fd);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
    }

    /** The raw status of a child that has ended; empty if it has not and {@code wait} is false. */
    static OptionalInt waitFor(int pid, boolean wait) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment errno = errnoRoom(arena);
            while (true) {
                int ended = waitpid(pid, status, wait ? 0 : WNOHANG, errno);
                if (ended >= 0) {
                    return ended > 0 ? OptionalInt.of(status.get(JAVA_INT, 0)) : OptionalInt.empty();
                }
                if (errno(errno) != EINTR) {
                    throw new IOException("cannot wait for process " + pid + ": " + SystemError.text(errno(errno)));
                }
            }
        }
    }

    /** Takes the status of ended processes of a group that became our children because their parents have ended. */
    static void reapGroup(int group) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment errno = errnoRoom(arena);
            int ended;
            do {
                ended = waitpid(-group, status, WNOHANG, errno);
            } while (ended > 0);
        }
    }

    private static int waitpid(int pid, MemorySegment status, int options, MemorySegment errno) {
        try {
            return (int) WAITPID.invokeExact(errno, pid, status, options);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
    }

    /** Sends a signal to every process of a group; whether there was one to send it to. */
    static boolean killGroup(int group, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = errnoRoom(arena);
            int result = (int) KILL.invokeExact(errno, -group, signal);
            return result == 0 || errno(errno) == EPERM;
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
    }

    /** Lets the system keep the status of ended children until it is asked for, whatever our parent set. */
    public static void keepStatusOfChildren() {
        MethodHandle signal = function("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        try {
            MemorySegment _ = (MemorySegment) signal.invokeExact(SIGCHLD, MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw mistaken(thrown);
        }
    }

    /** Whether nobody is left to read what is written to a pipe or socket. */
    public static boolean readerGone(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(8, 8);
            pollfd.set(JAVA_INT, 0, fd);
            poll(pollfd, 1, 0, errnoRoom(arena));
            return (pollfd.get(JAVA_SHORT, 6) & (POLLERR | POLLHUP)) != 0;
        }
    }
}
