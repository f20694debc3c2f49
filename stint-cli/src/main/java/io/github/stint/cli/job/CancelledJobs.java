package io.github.stint.cli.job;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What became of the jobs that were cancelled from outside. Their tasks end cancelled, which is what those who look on are to
 * see, and a task that does has no value: so the result takes this way.
 */
public final class CancelledJobs {

    private final Queue<JobResult> results = new ConcurrentLinkedQueue<>();

    /** None yet. */
    public CancelledJobs() {}

    /** A task is about to end so; to be called before it does. */
    void add(JobResult result) {
        results.add(result);
    }

    /**
     * The result of a job whose task has ended so, of any that was not given yet. As many are given as were cancelled after
     * they had begun; null for each one that never did.
     */
    public @Nullable JobResult next() {
        return results.poll();
    }
}
