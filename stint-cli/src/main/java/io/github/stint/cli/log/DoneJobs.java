package io.github.stint.cli.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs that were done before, by their values. Where the same values are there several times, each time counts: as many
 * are done as were.
 */
public final class DoneJobs {

    private final Map<String, Integer> times = new HashMap<>();

    /** None. */
    public DoneJobs() {}

    void add(String key) {
        times.merge(key, 1, Integer::sum);
    }

    /** Whether a job with these values was done; if so it is not any more, for the next one that has the same. */
    public boolean take(List<String> values) {
        String key = JobRecord.key(values);
        Integer left = times.get(key);
        if (left == null) {
            return false;
        }
        if (left == 1) {
            times.remove(key);
        } else {
            times.put(key, left - 1);
        }
        return true;
    }
}
