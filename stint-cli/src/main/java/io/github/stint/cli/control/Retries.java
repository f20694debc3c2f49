package io.github.stint.cli.control;

import java.time.Duration;

/**
 * How often a command that fails is tried, and how long a job waits between two tries: longer each time, up to a bound.
 *
 * @param tries how often in all, at least 1
 * @param delay how long it waits after the first
 */
public record Retries(int tries, Duration delay) {

    /** One try and no other. */
    public static final Retries NONE = new Retries(1, Duration.ZERO);

    /** No wait is doubled past this. */
    public static final Duration LONGEST_DOUBLED = Duration.ofMinutes(5);

    /** Whether there is another try after so many. */
    public boolean another(int tried) {
        return tried < tries;
    }

    /** The wait after so many tries. */
    public Duration delayAfter(int tried) {
        Duration wait = delay;
        for (int i = 1; i < tried && !wait.isZero() && wait.compareTo(LONGEST_DOUBLED) < 0; i++) {
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_DOUBLED) < 0 ? doubled : LONGEST_DOUBLED;
        }
        return wait;
    }
}
