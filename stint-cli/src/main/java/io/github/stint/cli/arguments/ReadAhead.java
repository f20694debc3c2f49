package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An input that is read in pieces, some of them ahead.
 *
 * <p>A read of standard input cannot be interrupted, so a daemon thread reads, and whoever wants the next piece waits where it
 * can be told to stop. The reader waits once the pieces ahead have the agreed size together: an endless input is as good as
 * any.
 */
final class ReadAhead {

    /** Cuts an input into pieces. Used by one thread. */
    interface Reader {

        /** The next piece, which is not empty; null at the end. */
        byte @Nullable [] next() throws IOException, UnusableInputException;
    }

    /** What a piece takes besides its bytes, or more: without it many small ones would be worth nothing. */
    private static final int OVERHEAD = 64;

    private final Reader reader;
    private final String name;
    private final int enough;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private int size;
    private boolean ended;
    private volatile boolean stopped;
    private @Nullable String problem;

    /**
     * An input that is not read yet.
     *
     * @param name what is read, raw, for messages
     * @param enough with so many bytes ahead the reader waits; 1 is one piece, however large
     */
    ReadAhead(Reader reader, String name, int enough) {
        this.reader = reader;
        this.name = name;
        this.enough = enough;
    }

    /** Begins to read. */
    void start() {
        Thread.ofPlatform().daemon().name("stint-input").start(this::readAll);
    }

    /** The next piece; null when there is no other, or after {@link #stop}. Waits for one. */
    byte @Nullable [] next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ahead.isEmpty() && !ended && !stopped) {
                changed.await();
            }
            if (stopped || ahead.isEmpty()) {
                return null;
            }
            byte[] piece = ahead.removeFirst();
            size -= sizeOf(piece);
            changed.signalAll();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing further is wanted. The input itself is left to the end of the process: closing it may wait for the reader. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether the reader has come to its end. What it has counted until then is seen by whoever learns that here. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What ended the input before its time, raw; null if nothing did. */
    @Nullable
    String problem() {
        lock.lock();
        try {
            return problem;
        } finally {
            lock.unlock();
        }
    }

    private void readAll() {
        String failure = null;
        try {
            byte[] piece = reader.next();
            while (piece != null && handOver(piece)) {
                piece = reader.next();
            }
        } catch (IOException e) {
            failure = "cannot read " + name + ": " + RawWords.encoded(String.valueOf(e.getMessage()));
        } catch (UnusableInputException e) {
            failure = e.why();
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

    /** Waits until there is room for it; whether more is wanted. */
    private boolean handOver(byte[] piece) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped && size >= enough) {
                changed.await();
            }
            ahead.addLast(piece);
            size += sizeOf(piece);
            changed.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private static int sizeOf(byte[] piece) {
        return piece.length + OVERHEAD;
    }
}
