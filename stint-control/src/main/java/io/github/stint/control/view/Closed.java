package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.time.Duration;
import java.util.List;

/**
 * How an owner was closed.
 *
 * @param took how long that took
 * @param drained tasks that succeeded meanwhile
 * @param failed tasks that failed meanwhile
 * @param cancelled tasks that ended cancelled meanwhile
 * @param stragglers tasks that had not ended when the time was over
 */
public record Closed(Duration took, long drained, long failed, long cancelled, List<TaskInfo> stragglers) {

    /** Copies the list. */
    public Closed {
        stragglers = List.copyOf(stragglers);
    }
}
