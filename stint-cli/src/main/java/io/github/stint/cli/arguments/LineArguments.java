package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file or of standard input, one argument each; empty lines are left out. A line ends with whatever byte was
 * agreed.
 *
 * <p>A read of standard input cannot be interrupted, so a daemon thread reads, some lines ahead, and whoever wants the
 * next line waits where it can be told to stop. The lines ahead are bounded by number and length: an endless input is
 * as good as any. They are many, since how many jobs there are, and when they end, is known only when all lines are read.
 */
final class LineArguments implements ArgumentSource {

    /** One byte less than the system takes for one argument, its terminating zero counted. */
    static final int LONGEST = 131_071;

    private static final int LINES_AHEAD = 100_000;
    private static final int BYTES_AHEAD = 1 << 22;

    private final InputStream input;
    private final byte end;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> ahead = new ArrayDeque<>();
    private int bytesAhead;
    private long read;
    private boolean ended;
    private boolean stopped;
    private @Nullable String problem;

    private LineArguments(InputStream input, byte end, String name) {
        this.input = input;
        this.end = end;
        this.name = name;
    }

    /** Starts to read; the name, raw, is for messages. */
    static LineArguments of(InputStream input, byte end, String name) {
        LineArguments lines = new LineArguments(input, end, name);
        Thread.ofPlatform().daemon().name("stint-arguments").start(lines::readAll);
        return lines;
    }

    @Override
    public @Nullable String next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ahead.isEmpty() && !ended && !stopped) {
                changed.await();
            }
            if (stopped || ahead.isEmpty()) {
                return null;
            }
            String line = ahead.removeFirst();
            bytesAhead -= line.length();
            changed.signalAll();
            return line;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OptionalLong total() {
        lock.lock();
        try {
            return ended ? OptionalLong.of(read) : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable String problem() {
        lock.lock();
        try {
            return problem;
        } finally {
            lock.unlock();
        }
    }

    /** Stops; the input itself is left to the end of the process, since closing it may wait for the reader. */
    @Override
    public void close() {
        stop();
    }

    private void readAll() {
        String failure = null;
        try {
            failure = readLines();
        } catch (IOException e) {
            failure = "cannot read " + name + ": " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            ended = true;
            problem = failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String readLines() throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        long number = 1;
        int length;
        while ((length = input.read(buffer)) >= 0) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == 0 && end != 0) {
                    return "line " + number + " of " + name + " has a zero byte in it, which no argument can have;"
                            + " -0 reads arguments that end with one";
                }
                if (buffer[i] == end) {
                    begun.write(buffer, from, i - from);
                    if (begun.size() > LONGEST) {
                        return tooLong(number);
                    }
                    if (!handOver(begun)) {
                        return null;
                    }
                    from = i + 1;
                    number++;
                }
            }
            begun.write(buffer, from, length - from);
            if (begun.size() > LONGEST) {
                return tooLong(number);
            }
        }
        handOver(begun);
        return null;
    }

    private String tooLong(long number) {
        return "line " + number + " of " + name + " is longer than an argument can be, " + LONGEST + " bytes";
    }

    /** Whether more is wanted. */
    private boolean handOver(ByteArrayOutputStream begun) throws InterruptedException {
        String line = RawWords.of(begun.toByteArray());
        begun.reset();
        lock.lockInterruptibly();
        try {
            if (line.isEmpty()) {
                return !stopped;
            }
            while (!stopped && (ahead.size() >= LINES_AHEAD || bytesAhead >= BYTES_AHEAD)) {
                changed.await();
            }
            ahead.addLast(line);
            bytesAhead += line.length();
            read++;
            changed.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }
}
