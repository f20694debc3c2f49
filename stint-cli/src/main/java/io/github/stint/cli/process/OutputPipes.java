package io.github.stint.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.github.stint.cli.spool.Spool;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The pipes behind a command's standard output and standard error, read together into two spools. */
final class OutputPipes implements AutoCloseable {

    private static final long BUFFER_SIZE = 1 << 16;
    private static final int FULL_PIPE_BUFFERS = 32;
    private static final long POLLFD_SIZE = 8;
    private static final long EVENTS = 4;
    private static final long REVENTS = 6;
    private static final int CLOSED = -1;

    private final Spool[] spools;
    private final int[] readingEnds = {CLOSED, CLOSED};
    private final int[] writingEnds = {CLOSED, CLOSED};
    private final MemorySegment pollfds;
    private final MemorySegment errno;
    private final MemorySegment buffer;

    private OutputPipes(Spool out, Spool err, Arena arena) {
        spools = new Spool[] {out, err};
        pollfds = arena.allocate(2 * POLLFD_SIZE, 8);
        errno = Posix.errnoRoom(arena);
        buffer = arena.allocate(BUFFER_SIZE);
    }

    static OutputPipes open(Spool out, Spool err, Arena arena) throws IOException {
        OutputPipes pipes = new OutputPipes(out, err, arena);
        try {
            for (int i = 0; i < 2; i++) {
                int[] ends = Posix.pipe(arena);
                pipes.readingEnds[i] = ends[0];
                pipes.writingEnds[i] = ends[1];
                pipes.watch(i, ends[0]);
            }
        } catch (IOException e) {
            pipes.close();
            throw e;
        }
        return pipes;
    }

    int outWritingEnd() {
        return writingEnds[0];
    }

    int errWritingEnd() {
        return writingEnds[1];
    }

    /** Our copies of the command's ends; while they are open the pipes never end. */
    void closeWritingEnds() {
        closeEnds(writingEnds);
    }

    /** Whether somebody may still write. */
    boolean open() {
        return readingEnds[0] != CLOSED || readingEnds[1] != CLOSED;
    }

    /** Waits for output so long and reads what is there, at most a buffer of each; false if nothing came. */
    boolean drain(int millis) throws IOException {
        if (Posix.poll(pollfds, 2, millis, errno) == 0) {
            return false;
        }
        for (int i = 0; i < 2; i++) {
            if (pollfds.get(JAVA_SHORT, i * POLLFD_SIZE + REVENTS) != 0) {
                readOnce(i);
            }
        }
        return true;
    }

    /** Reads what is in the pipes by now, but not for ever what a stranger who holds them may write. */
    void drainRest() throws IOException {
        int buffers = 0;
        while (buffers < FULL_PIPE_BUFFERS && open() && drain(0)) {
            buffers++;
        }
    }

    @Override
    public void close() {
        closeWritingEnds();
        closeEnds(readingEnds);
    }

    private void readOnce(int i) throws IOException {
        int length = Posix.read(readingEnds[i], buffer, errno);
        if (length > 0) {
            spools[i].append(buffer.asSlice(0, length).asByteBuffer());
        } else {
            Posix.close(readingEnds[i]);
            readingEnds[i] = CLOSED;
            watch(i, CLOSED);
        }
    }

    /** The system passes over a descriptor that is negative. */
    private void watch(int i, int fd) {
        pollfds.set(JAVA_INT, i * POLLFD_SIZE, fd);
        pollfds.set(JAVA_SHORT, i * POLLFD_SIZE + EVENTS, Posix.POLLIN);
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
