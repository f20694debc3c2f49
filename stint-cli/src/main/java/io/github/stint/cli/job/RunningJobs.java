package io.github.stint.cli.job;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs whose commands run now. */
public final class RunningJobs {

    private final Set<RunningJob> running = ConcurrentHashMap.newKeySet();

    /** None yet. */
    public RunningJobs() {}

    void begun(RunningJob job) {
        running.add(job);
    }

    void ended(RunningJob job) {
        running.remove(job);
    }

    /** Those that have run for so long at least, the longest first, and not more than so many. */
    public List<RunningJob> longest(int most, long leastNanos, long now) {
        return running.stream()
                .filter(job -> job.nanosUntil(now) >= leastNanos)
                .sorted(Comparator.comparingLong((RunningJob job) -> -job.nanosUntil(now))
                        .thenComparingLong(RunningJob::place))
                .limit(most)
                .toList();
    }
}
