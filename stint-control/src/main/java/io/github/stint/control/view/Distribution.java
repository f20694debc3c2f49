package io.github.stint.control.view;

import java.time.Duration;
import java.util.List;

/**
 * How times are spread. Each is at most a sixteenth more than it really was.
 *
 * @param count how many there were
 * @param p50 half of them were no longer
 * @param p90 nine of ten were no longer
 * @param p99 99 of a hundred were no longer
 * @param max the longest
 * @param octaves how many there were of which length, each with twice the bound of the one before; empty if there were none, or
 *     the server does not tell
 */
public record Distribution(long count, Duration p50, Duration p90, Duration p99, Duration max, List<Octave> octaves) {

    /** Copies the list. */
    public Distribution {
        octaves = List.copyOf(octaves);
    }

    /**
     * Times from half a bound up to it.
     *
     * @param upTo the bound, which none of them reached; of the first one there is no lower bound
     * @param count how many there were
     */
    public record Octave(Duration upTo, long count) {}
}
