package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.words.RawWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Standard output and standard error, written by one thread at a time.
 *
 * <p>Where progress is drawn it is taken away before anything else is written, since both may be the same terminal, and put
 * back below, as soon as what was written has ended its line or its job. Nothing but what the commands wrote goes to standard
 * output.
 */
public final class Screen {

    private static final long WAIT_AT_END_MILLIS = 200;

    private final WritableByteChannel out;
    private final WritableByteChannel err;
    private final OutputPlace place;
    private final IntSupplier columns;
    private final ReentrantLock lock = new ReentrantLock();
    private final StatusArea area = new StatusArea();
    private List<StatusArea.Line> progress = List.of();
    private boolean atLineStart = true;
    private boolean lineGoesOn;
    private boolean abandoned;

    /**
     * Writes to those two.
     *
     * @param columns of the terminal that is standard error, asked for when something is drawn there
     */
    public Screen(WritableByteChannel out, WritableByteChannel err, OutputPlace place, IntSupplier columns) {
        this.out = out;
        this.err = err;
        this.place = place;
        this.columns = columns;
    }

    /** Writes something in several steps. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /** Writes with nobody in between. A line that is not ended is gone on with by the next that writes. */
    void alone(Writing writing) throws IOException {
        lock.lock();
        try {
            writing.run();
            if (lock.getHoldCount() == 1) { // else it is a step of a writing that goes on
                lineGoesOn = !atLineStart;
                restoreProgress();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Standard output, for what commands write; to be written {@link #alone}. */
    WritableByteChannel out() {
        return new Shown(out, place != OutputPlace.ELSEWHERE);
    }

    /** Standard error, for what commands write; to be written {@link #alone}. */
    WritableByteChannel err() {
        return new Shown(err, true);
    }

    /** Writes what is left of what a command wrote, and why it could not be run if it could not. */
    public void write(JobResult result) throws IOException {
        lock.lock();
        try {
            result.endOutputs();
            if (result.problem() != null) {
                writeLine("stint: " + result.problem());
            }
            lineGoesOn = false;
            restoreProgress();
        } finally {
            lock.unlock();
        }
    }

    /** Writes whole lines to standard output. */
    void toOutput(byte[] lines) throws IOException {
        alone(() -> Spool.writeFully(out(), ByteBuffer.wrap(lines)));
    }

    /** Writes one raw line to standard error. */
    public void line(String raw) throws IOException {
        alone(() -> writeLine(raw));
    }

    /** Shows lines that the next ones replace; for a terminal only. */
    void progress(List<StatusArea.Line> lines) throws IOException {
        lock.lock();
        try {
            boolean isShown = area.isShown() && lines.equals(progress);
            progress = List.copyOf(lines);
            if (!isShown && !lineGoesOn) {
                drawProgress();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the progress away. */
    void noProgress() throws IOException {
        lock.lock();
        try {
            clearProgress();
            progress = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Others write to the terminal: the progress stays where it is, and the next one begins below. */
    public void leaveProgress() {
        lock.lock();
        try {
            area.forget();
            progress = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the progress away for good because the process ends now, unless somebody is stuck in writing. */
    public void abandon() throws IOException {
        boolean locked = false;
        try {
            locked = lock.tryLock(WAIT_AT_END_MILLIS, TimeUnit.MILLISECONDS);
            if (locked) {
                abandoned = true;
                clearProgress();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private void clearProgress() throws IOException {
        if (area.isShown()) {
            writeErr(area.clear(columns.getAsInt()));
        }
    }

    /** Not while a reader of our output may still be writing to the terminal: the next progress comes soon enough. */
    private void restoreProgress() throws IOException {
        if (!progress.isEmpty() && !area.isShown() && !lineGoesOn && place != OutputPlace.PASSED_ON) {
            drawProgress();
        }
    }

    private void drawProgress() throws IOException {
        if (abandoned) {
            return;
        }
        endLine();
        byte[] drawn = area.show(progress, columns.getAsInt()).getBytes(StandardCharsets.UTF_8);
        Spool.writeFully(err, ByteBuffer.wrap(drawn));
    }

    private void writeLine(String raw) throws IOException {
        clearProgress();
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

    /** Makes room for what is written to one of the two, and notes whether that has ended its line. */
    private final class Shown implements WritableByteChannel {

        private final WritableByteChannel target;
        private final boolean besideProgress;

        /**
         * One for those who write {@link Screen#alone}.
         *
         * @param besideProgress whether the progress may be on the terminal that this is written to
         */
        Shown(WritableByteChannel target, boolean besideProgress) {
            this.target = target;
            this.besideProgress = besideProgress;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (!besideProgress) {
                return target.write(bytes);
            }
            if (bytes.hasRemaining()) {
                clearProgress();
            }
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
