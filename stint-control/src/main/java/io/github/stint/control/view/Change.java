package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.util.List;

/**
 * What is different from what was told before. The first one tells all there is.
 *
 * @param owners owners that are new or have changed
 * @param goneOwners the names of owners that are not open any more
 * @param tasks tasks that are new among those watched, or have changed
 * @param goneTasks the full names of tasks that are not among those watched any more
 * @param matching how many tasks match; only the first of them are watched
 * @param ended tasks that have ended
 * @param warnings all that looks wrong now, if that is watched
 * @param dropped how many changes were not told, because the client did not read or because there were too many: looks that
 *     were left out, and ended tasks that were forgotten before they were told
 */
public record Change(
        List<OwnerView> owners,
        List<String> goneOwners,
        List<TaskInfo> tasks,
        List<String> goneTasks,
        int matching,
        List<EndedTask> ended,
        List<Warning> warnings,
        long dropped) {

    /** Copies the lists. */
    public Change {
        owners = List.copyOf(owners);
        goneOwners = List.copyOf(goneOwners);
        tasks = List.copyOf(tasks);
        goneTasks = List.copyOf(goneTasks);
        ended = List.copyOf(ended);
        warnings = List.copyOf(warnings);
    }
}
