package io.github.stint.cli.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The jobs that were done before, by their values. Where the same values are there several times, each time counts: as many
 * are done as were.
 */
public final class DoneJobs {

    private final Function<List<String>, String> keys;
    private final Map<String, Integer> times = new HashMap<>();

    /** None, to be known by the line of a log. */
    public DoneJobs() {
        this(JobRecord::key);
    }

    /**
     * None.
     *
     * @param keys what of its values a job is known by
     */
    public DoneJobs(Function<List<String>, String> keys) {
        this.keys = keys;
    }

    /** A job that is known by that was done. */
    public void add(String key) {
        times.merge(key, 1, Integer::sum);
    }

    /** Whether a job with these values was done; if so it is not any more, for the next one that has the same. */
    public boolean take(List<String> values) {
        String key = keys.apply(values);
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
