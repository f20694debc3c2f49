package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard output and standard error, written by one thread at a time.
 *
 * <p>Where there is a progress line it is taken away before anything else is written, since both may be the same
 * terminal. Nothing but the commands' own output goes to standard output.
 */
public final class Screen {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final WritableByteChannel out;
    private final WritableByteChannel err;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean progressShown;
    private boolean atLineStart = true;

    public Screen(WritableByteChannel out, WritableByteChannel err) {
        this.out = out;
        this.err = err;
    }

    /** Writes something in several steps. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /** Writes with nobody in between. */
    void alone(Writing writing) throws IOException {
        lock.lock();
        try {
            clearProgress();
            writing.run();
        } finally {
            lock.unlock();
        }
    }

    /** Standard output, for what commands write; to be written {@link #alone}. */
    WritableByteChannel out() {
        return new Tracked(out);
    }

    /** Standard error, for what commands write; to be written {@link #alone}. */
    WritableByteChannel err() {
        return new Tracked(err);
    }

    /** Writes what is left of what a command wrote, and why it could not be run if it could not. */
    public void write(JobResult result) throws IOException {
        if (!result.holdsBack() && result.problem() == null) {
            result.endOutputs();
            return;
        }
        alone(() -> {
            result.endOutputs();
            if (result.problem() != null) {
                writeLine("stint: " + result.problem());
            }
        });
    }

    /** Writes one raw line to standard error. */
    public void line(String raw) throws IOException {
        alone(() -> writeLine(raw));
    }

    /** Shows a line that the next one replaces; for a terminal only. */
    void progress(String raw) throws IOException {
        lock.lock();
        try {
            endLine();
            writeErr(BACK_AND_CLEAR + raw);
            progressShown = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the progress line away. */
    void noProgress() throws IOException {
        lock.lock();
        try {
            clearProgress();
        } finally {
            lock.unlock();
        }
    }

    private void clearProgress() throws IOException {
        if (progressShown) {
            writeErr(BACK_AND_CLEAR);
            progressShown = false;
        }
    }

    private void writeLine(String raw) throws IOException {
        endLine();
        writeErr(raw + "\n");
    }

    /** What a command wrote last may lack its newline. */
    private void endLine() throws IOException {
        if (!atLineStart) {
            atLineStart = true;
            writeErr("\n");
        }
    }

    private void writeErr(String raw) throws IOException {
        Spool.writeFully(err, ByteBuffer.wrap(RawWords.bytes(raw)));
    }

    /** Notes whether what was written last has ended its line. */
    private final class Tracked implements WritableByteChannel {

        private final WritableByteChannel target;

        Tracked(WritableByteChannel target) {
            this.target = target;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = target.write(bytes);
            if (written > 0) {
                atLineStart = bytes.get(bytes.position() - 1) == '\n';
            }
            return written;
        }

        @Override
        public boolean isOpen() {
            return target.isOpen();
        }

        /** The stream stays open. */
        @Override
        public void close() {
            // see above
        }
    }
}
