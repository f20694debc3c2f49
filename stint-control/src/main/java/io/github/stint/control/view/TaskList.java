package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.util.List;

/**
 * Tasks that match a query: the first of them.
 *
 * @param matching how many matched
 * @param tasks the first ones, in the order that was asked for
 */
public record TaskList(int matching, List<TaskInfo> tasks) {

    /** Copies the list. */
    public TaskList {
        tasks = List.copyOf(tasks);
    }
}
