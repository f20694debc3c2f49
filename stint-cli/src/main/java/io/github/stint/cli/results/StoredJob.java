package io.github.stint.cli.results;

import java.util.List;

/**
 * A job that has ended.
 *
 * @param place the number of the job, from 1
 * @param values its values, raw; none if it has its number only
 * @param status as a shell gives it: its exit status, or 128 and the signal that ended it
 * @param command the command, raw, as a person would type it
 */
public record StoredJob(long place, List<String> values, int status, String command) {

    /** One with those values. */
    public StoredJob {
        values = List.copyOf(values);
    }
}
