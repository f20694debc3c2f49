package io.github.stint.cli.job;

import io.github.stint.cli.command.Values;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one set of values.
 *
 * @param number how many are handed out before it
 * @param place which of all that could be, from 1; more than {@code number} if some were done before
 * @param values raw
 * @param input what its command reads; null if it reads nothing
 * @param tries how often its command will have been started when this turn is over
 */
public record Job(
        long number,
        long place,
        List<String> values,
        @Nullable ByteBuffer input,
        int tries) {

    public Job {
        values = List.copyOf(values);
    }

    /** One whose command reads that, and was not tried yet. */
    public Job(long number, long place, List<String> values, @Nullable ByteBuffer input) {
        this(number, place, values, input, 1);
    }

    /** One whose command reads nothing, and was not tried yet. */
    public Job(long number, long place, List<String> values) {
        this(number, place, values, null);
    }

    /** The same without its input, which may be large and is needed no longer than its command runs. */
    Job withoutInput() {
        return new Job(number, place, values, null, tries);
    }

    /** The same, to be tried once more. */
    public Job again() {
        return new Job(number, place, values, input, tries + 1);
    }

    /** What its command is filled with, when it runs in that slot. */
    public Values valuesIn(int slot) {
        return new Values(values, place, slot);
    }
}
