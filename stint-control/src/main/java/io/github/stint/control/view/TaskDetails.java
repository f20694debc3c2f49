package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one task.
 *
 * @param task a look at it
 * @param stack where its thread stands, the innermost frame first; empty if it has none
 * @param cause the failure for which it was asked to stop, in words, or null if there was none
 * @param service what is supervised, if the task is something supervised, else null
 * @param ended how it ended, if it has, else null
 */
public record TaskDetails(
        TaskInfo task,
        List<String> stack,
        @Nullable String cause,
        @Nullable ServiceView service,
        @Nullable EndedTask ended) {

    /** Copies the list. */
    public TaskDetails {
        stack = List.copyOf(stack);
    }
}
