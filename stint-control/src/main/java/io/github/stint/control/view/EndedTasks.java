package io.github.stint.control.view;

import java.util.List;

/**
 * A part of the history.
 *
 * @param tasks the ended tasks, the latest last
 * @param dropped how many were asked for that the history has no more
 */
public record EndedTasks(List<EndedTask> tasks, long dropped) {

    /** Copies the list. */
    public EndedTasks {
        tasks = List.copyOf(tasks);
    }
}
