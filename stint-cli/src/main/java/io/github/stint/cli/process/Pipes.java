package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.github.stint.cli.spool.Sink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The pipes between a command's standard streams and us, served together: what it writes is handed on, and what it reads is
 * written as fast as it takes it.
 */
final class Pipes implements AutoCloseable {

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int ALL = 3;

    private static final int BUFFER_SIZE = 1 << 16;
    private static final int FULL_PIPE_BUFFERS = 32;
    private static final long POLLFD_SIZE = 8;
    private static final long EVENTS = 4;
    private static final long REVENTS = 6;
    private static final int CLOSED = -1;

    private final @Nullable Sink[] sinks;
    private final ByteBuffer input;
    private final int[] ours = {CLOSED, CLOSED, CLOSED};
    private final int[] theirs = {CLOSED, CLOSED, CLOSED};
    private final MemorySegment pollfds;
    private final MemorySegment errno;
    private final MemorySegment buffer;

    private Pipes(Streams streams, Arena arena) {
        sinks = new Sink[] {null, streams.out(), streams.err()};
        input = streams.in() == null ? ByteBuffer.allocate(0) : streams.in().duplicate();
        pollfds = arena.allocate(ALL * POLLFD_SIZE, 8);
        errno = CFunction.errnoRoom(arena);
        buffer = arena.allocate(BUFFER_SIZE);
    }

    static Pipes open(Streams streams, Arena arena) throws IOException {
        Pipes pipes = new Pipes(streams, arena);
        try {
            for (int i = OUT; i <= ERR; i++) {
                if (pipes.sinks[i] != null) {
                    int[] ends = Posix.pipe(arena);
                    pipes.ours[i] = ends[0];
                    pipes.theirs[i] = ends[1];
                }
                pipes.watch(i, Posix.POLLIN);
            }
            if (pipes.input.hasRemaining()) {
                int[] ends = Posix.pipe(arena);
                pipes.theirs[IN] = ends[0];
                pipes.ours[IN] = ends[1];
                Posix.neverWait(ends[1]);
            }
            pipes.watch(IN, Posix.POLLOUT);
        } catch (IOException e) {
            pipes.close();
            throw e;
        }
        return pipes;
    }

    /** What the command gets as its three standard streams, in their order; negative for one that is no pipe. */
    int[] theirs() {
        return theirs;
    }

    /** Our copies of the command's ends; while they are open the pipes never end. */
    void closeTheirs() {
        closeEnds(theirs);
    }

    /** Whether somebody may still write or read. */
    boolean open() {
        return ours[IN] != CLOSED || ours[OUT] != CLOSED || ours[ERR] != CLOSED;
    }

    /** Waits so long for something to do and does it, at most a buffer of each; false if there was nothing. */
    boolean serve(int millis) throws IOException {
        if (Posix.poll(pollfds, ALL, millis, errno) == 0) {
            return false;
        }
        for (int i = IN; i < ALL; i++) {
            if (pollfds.get(JAVA_SHORT, i * POLLFD_SIZE + REVENTS) != 0) {
                if (i == IN) {
                    writeOnce();
                } else {
                    readOnce(i);
                }
            }
        }
        return true;
    }

    /** Takes what is in the pipes by now, but not for ever what a stranger who holds them may write. */
    void drainRest() throws IOException {
        closeOurs(IN);
        int buffers = 0;
        while (buffers < FULL_PIPE_BUFFERS && open() && serve(0)) {
            buffers++;
        }
    }

    @Override
    public void close() {
        closeTheirs();
        closeEnds(ours);
    }

    private void readOnce(int i) throws IOException {
        int length = Posix.read(ours[i], buffer, errno);
        Sink sink = sinks[i];
        if (length > 0 && sink != null) {
            sink.append(buffer.asSlice(0, length).asByteBuffer());
        } else {
            closeOurs(i);
        }
    }

    /** Writes what the pipe takes. A command need not read all of its input: when nobody can any more, the rest is dropped. */
    private void writeOnce() throws IOException {
        int length = Math.min(BUFFER_SIZE, input.remaining());
        MemorySegment.copy(MemorySegment.ofBuffer(input), 0, buffer, 0, length);
        int written = Posix.write(ours[IN], buffer, length, errno);
        input.position(input.position() + Math.max(0, written));
        if (written < 0 || !input.hasRemaining()) {
            closeOurs(IN);
        }
    }

    private void closeOurs(int i) {
        if (ours[i] != CLOSED) {
            Posix.close(ours[i]);
            ours[i] = CLOSED;
            watch(i, (short) 0);
        }
    }

    /** The system passes over a descriptor that is negative. */
    private void watch(int i, short events) {
        pollfds.set(JAVA_INT, i * POLLFD_SIZE, ours[i]);
        pollfds.set(JAVA_SHORT, i * POLLFD_SIZE + EVENTS, events);
        pollfds.set(JAVA_SHORT, i * POLLFD_SIZE + REVENTS, (short) 0);
    }

    private static void closeEnds(int[] ends) {
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] != CLOSED) {
                Posix.close(ends[i]);
                ends[i] = CLOSED;
            }
        }
    }
}
