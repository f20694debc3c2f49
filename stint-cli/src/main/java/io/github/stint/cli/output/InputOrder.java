package io.github.stint.cli.output;

import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Backlog;
import java.io.IOException;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In the order of the input: a job that ends early waits for those before it.
 *
 * <p>What waits stays as it is up to a bound of memory and of open files; past that it is moved to one temporary file,
 * so that neither grows with the number of jobs that wait for a slow one.
 */
public final class InputOrder implements OutputOrder {

    private static final int MOST_FILES = 64;

    private final Writer writer;
    private final long memoryBound;
    private final Backlog backlog = new Backlog();
    private final SortedMap<Long, JobResult> early = new TreeMap<>();
    private long memory;
    private int files;
    private long next;

    public InputOrder(Writer writer, long memoryBound) {
        this.writer = writer;
        this.memoryBound = memoryBound;
    }

    @Override
    public void accept(JobResult result) throws IOException {
        keep(result);
        while (!early.isEmpty() && early.firstKey() == next) {
            writeFirst();
        }
    }

    /** Writes what is left; before it are only jobs that never ran. */
    @Override
    public void finish() throws IOException {
        while (!early.isEmpty()) {
            writeFirst();
        }
    }

    @Override
    public void close() throws IOException {
        try (backlog) {
            for (JobResult result : early.values()) {
                result.close();
            }
            early.clear();
        }
    }

    /** How many bytes of memory the outputs that wait hold. */
    long memory() {
        return memory;
    }

    private void keep(JobResult result) throws IOException {
        early.put(result.job().number(), result);
        boolean waits = result.job().number() != next;
        if (waits && (memory + result.memory() > memoryBound || files + result.files() > MOST_FILES)) {
            result.moveTo(backlog);
        }
        memory += result.memory();
        files += result.files();
    }

    private void writeFirst() throws IOException {
        long number = early.firstKey();
        next = number + 1;
        try (JobResult result = Objects.requireNonNull(early.remove(number))) {
            memory -= result.memory();
            files -= result.files();
            writer.write(result);
        }
        if (early.isEmpty()) {
            backlog.clear();
        }
    }
}
