package io.github.stint.cli.job;

import io.github.stint.cli.command.Values;
import java.util.List;

/**
 * The turn of one set of values.
 *
 * @param number how many are handed out before it
 * @param place which of all that could be, from 1; more than {@code number} if some were done before
 * @param values raw
 */
public record Job(long number, long place, List<String> values) {

    public Job {
        values = List.copyOf(values);
    }

    /** What its command is filled with, when it runs in that slot. */
    public Values valuesIn(int slot) {
        return new Values(values, place, slot);
    }
}
