package io.github.stint.cli.top;

import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application said at one look.
 *
 * @param application its name and process; empty before the first answer
 * @param owners the open owners
 * @param pace how many tasks of each have ended a second, of late
 * @param tasks the tasks, if those were asked for
 * @param tree what belongs to what, if that was asked for
 * @param times of the groups, if those were asked for and are kept
 * @param warnings what looks wrong
 * @param details what was asked for more closely, if something was
 */
record Seen(
        String application,
        List<OwnerView> owners,
        Map<String, Double> pace,
        @Nullable TaskList tasks,
        @Nullable List<OwnerTree> tree,
        List<GroupTimes> times,
        List<Warning> warnings,
        @Nullable Detail details) {

    static final Seen NOTHING = new Seen("", List.of(), Map.of(), null, null, List.of(), List.of(), null);

    /**
     * Something seen more closely.
     *
     * @param of what it is
     * @param task all of it, if it is a task
     * @param problem why there is nothing more to be seen of it, or empty
     */
    record Detail(Target of, @Nullable TaskDetails task, String problem) {}

    /** With what this one did not ask for as it was seen before. */
    Seen over(Seen before) {
        return new Seen(
                application,
                owners,
                pace,
                tasks == null ? before.tasks : tasks,
                tree == null ? before.tree : tree,
                times,
                warnings,
                details);
    }
}
