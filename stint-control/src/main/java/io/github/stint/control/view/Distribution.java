package io.github.stint.control.view;

import java.time.Duration;

/**
 * How times are spread. Each is at most a sixteenth more than it really was.
 *
 * @param count how many there were
 * @param p50 half of them were no longer
 * @param p90 nine of ten were no longer
 * @param p99 99 of a hundred were no longer
 * @param max the longest
 */
public record Distribution(long count, Duration p50, Duration p90, Duration p99, Duration max) {}
