package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that has ended.
 *
 * @param number its number in the history: higher is later
 * @param task the last look at it; it tells who cancelled it and why
 * @param at when it ended
 * @param failure what it failed with, in words, or null if it did not fail
 */
public record EndedTask(
        long number, TaskInfo task, Instant at, @Nullable String failure) {}
