package io.github.stint.cli.arguments;

import io.github.stint.cli.words.RawWords;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Standard input in blocks, for jobs that have no values and read a block each.
 *
 * <p>As with lines a daemon thread reads, since a read of standard input cannot be interrupted. It is one block ahead and then
 * waits: no more is in memory than the jobs have, and some three blocks.
 */
public final class Blocks implements RowSource {

    /** The longest block there can be, 1 GiB. */
    public static final int LONGEST = 1 << 30;

    private final BlockReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ByteBuffer ahead;
    private @Nullable ByteBuffer taken;
    private long read;
    private boolean ended;
    private boolean stopped;
    private @Nullable String problem;

    private Blocks(BlockReader reader) {
        this.reader = reader;
    }

    /** Starts to read. */
    public static Blocks ofStandardInput(RecordEnds ends, BlockSize size) {
        return of(new FileInputStream(FileDescriptor.in), ends, size, LONGEST);
    }

    static Blocks of(InputStream input, RecordEnds ends, BlockSize size, int longest) {
        Blocks blocks = new Blocks(new BlockReader(input, ends, size, longest));
        Thread.ofPlatform().daemon().name("stint-blocks").start(() -> blocks.readAll(longest));
        return blocks;
    }

    /** No values, if there is another block. */
    @Override
    public @Nullable List<String> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ahead == null && !ended && !stopped) {
                changed.await();
            }
            taken = stopped ? null : ahead;
            ahead = null;
            changed.signalAll();
            return taken == null ? null : List.of();
        } finally {
            lock.unlock();
        }
    }

    /** The block; given once, so that it is held by nobody but its job. */
    @Override
    public @Nullable ByteBuffer input() {
        lock.lock();
        try {
            ByteBuffer given = taken;
            taken = null;
            return given;
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

    private void readAll(int longest) {
        String failure = null;
        try {
            byte[] block = reader.next();
            while (block != null && handOver(block)) {
                block = reader.next();
            }
        } catch (IOException e) {
            failure = "cannot read standard input: " + RawWords.encoded(String.valueOf(e.getMessage()));
        } catch (BlockTooLongException e) {
            failure = "what job " + (read + 1) + " is to read is longer than a block can be, " + longest + " bytes";
        } catch (OutOfMemoryError e) {
            failure = "there is not enough memory for what job " + (read + 1) + " is to read";
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

    /** Waits until the block before it is taken; whether more is wanted. */
    private boolean handOver(byte[] block) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ahead != null && !stopped) {
                changed.await();
            }
            ahead = ByteBuffer.wrap(block);
            read++;
            changed.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }
}
