package io.github.stint.internal.feed;

import io.github.stint.internal.engine.TaskCell;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tasks of one feed.
 *
 * @param <R> the result of a task
 */
public interface Sink<R extends @Nullable Object> {

    /** Whether somebody will look at the outcome of each task, so that a failure need not be logged. */
    boolean reads();

    /** Whether it wants to hear of {@link #accepted}: that keeps the next element waiting for it. */
    boolean tracksAccepted();

    /** A task was accepted. One call at a time, in the order of the source; it may have ended already. */
    void accepted(TaskCell<R> cell);

    /** The outcome of an accepted task was published. Any thread, must be quick; maybe before {@link #accepted}. */
    void published(TaskCell<R> cell);

    /** The source threw: no more will be accepted. */
    void sourceFailed();

    /** The feed is over: every task it brought has left the books. Called once. */
    void over();
}
