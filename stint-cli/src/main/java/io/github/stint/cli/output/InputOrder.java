package io.github.stint.cli.output;

import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobOutput;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.Backlog;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In the order of the input: a job that ends early waits for those before it, and one that has its turn while it runs is shown
 * as it comes.
 *
 * <p>What waits stays as it is up to a bound of memory and of open files; past that it is moved to one temporary file,
 * so that neither grows with the number of jobs that wait for a slow one.
 */
public final class InputOrder implements OutputOrder {

    private static final int MOST_FILES = 64;

    private final JobWriter jobs;
    private final Writer writer;
    private final long memoryBound;
    private final Backlog backlog = new Backlog();
    private final SortedMap<Long, JobResult> early = new TreeMap<>();
    private long memory;
    private int files;
    private final Map<Long, JobOutput> running = new ConcurrentHashMap<>();
    private volatile long next;

    public InputOrder(JobWriter jobs, Writer writer, long memoryBound) {
        this.jobs = jobs;
        this.writer = writer;
        this.memoryBound = memoryBound;
    }

    @Override
    public JobOutput open(Job job, int slot) throws IOException {
        JobOutput output = jobs.open(job, slot);
        running.put(job.number(), output);
        if (job.number() == next) { // looked at after the entry is there, as the turn is given after the number is
            jobs.show(output);
        }
        return output;
    }

    @Override
    public void accept(JobResult result) throws IOException {
        running.remove(result.job().number());
        keep(result);
        while (!early.isEmpty() && early.firstKey() == next) {
            writeFirst();
        }
        JobOutput turn = running.get(next);
        if (turn != null) {
            jobs.show(turn);
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
