package io.github.stint.internal.feed;

import io.github.stint.TaskOptions;

/**
 * How a source is read.
 *
 * @param tasks what is said about each task; its group is the feed's own
 * @param limit how many elements may run at once
 * @param window how many elements may be pulled and not taken
 */
public record FeedOptions(TaskOptions tasks, int limit, long window) {

    /** Elements nobody takes: only the limit holds. */
    public static FeedOptions untaken(TaskOptions tasks, int limit) {
        return new FeedOptions(tasks, limit, Long.MAX_VALUE);
    }

    /** Elements somebody takes: so many more than the limit may wait for that. */
    public static FeedOptions taken(TaskOptions tasks, int limit, int buffer) {
        return new FeedOptions(tasks, limit, (long) limit + buffer);
    }
}
