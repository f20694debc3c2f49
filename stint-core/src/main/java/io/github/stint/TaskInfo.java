package io.github.stint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A look at one task.
 *
 * @param id its number at its owner, from 1 in order of acceptance
 * @param name its full name, {@code owner/group/name#id}
 * @param owner the name of its owner
 * @param group the name of its group, or null if it has none
 * @param state where it stands
 * @param queuedFor how long it waited for a slot, so far if it still does
 * @param ranFor how long its body ran, so far if it still does; zero if it never began
 * @param cancelReason why it was asked to stop, or null if it was not
 */
public record TaskInfo(
        long id,
        String name,
        String owner,
        @Nullable String group,
        TaskState state,
        Duration queuedFor,
        Duration ranFor,
        @Nullable CancelReason cancelReason) {}
