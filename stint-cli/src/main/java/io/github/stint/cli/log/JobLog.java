package io.github.stint.cli.log;

import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.words.FileProblem;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file with a line for each job that has ended, written as it ends.
 *
 * <p>A line is one write at the end of the file. So whatever ends this process, the lines before are there and whole; if it is
 * the machine that goes, those are that were synchronised. A line that is not whole is completed before the next one, and tells
 * nothing.
 */
public final class JobLog implements AutoCloseable {

    private final String shown;
    private final FileChannel file;
    private final boolean synchronises;
    private final ReentrantLock lock = new ReentrantLock();

    private JobLog(String shown, FileChannel file, boolean synchronises) {
        this.shown = shown;
        this.file = file;
        this.synchronises = synchronises;
    }

    /**
     * Opens the log of that raw name, to be gone on with if it is there.
     *
     * @param synchronises whether each line is on the disk before the next job of its slot begins
     * @throws UsageException if it cannot be written
     */
    public static JobLog open(String name, boolean synchronises) throws UsageException {
        String shown = ShellQuote.quote(name);
        try {
            Path path = RawWords.path(name);
            boolean endsLine = endsLine(path);
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            JobLog log = new JobLog(shown, file, synchronises);
            if (file.size() == 0) {
                log.append(JobRecord.HEADER);
            } else if (!endsLine) {
                log.append("");
            }
            return log;
        } catch (JobLogException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot write the job log " + shown + ": " + FileProblem.of(e));
        }
    }

    private static boolean endsLine(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return true;
        }
        try (FileChannel read = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return read.size() == 0 || read.read(last, read.size() - 1) < 1 || last.get(0) == '\n';
        }
    }

    /**
     * A job has ended.
     *
     * @throws JobLogException if that cannot be written
     */
    public void ended(JobRecord job) throws JobLogException {
        append(job.line());
    }

    private void append(String line) throws JobLogException {
        lock.lock();
        try {
            Spool.writeFully(file, ByteBuffer.wrap(RawWords.bytes(line + "\n")));
            if (synchronises) {
                file.force(false);
            }
        } catch (IOException e) {
            throw new JobLogException("cannot write the job log " + shown + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
