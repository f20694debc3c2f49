package io.github.stint.control.internal.lint;

import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.look.Carriers;
import io.github.stint.control.internal.record.Unobserved;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How all stood at one moment.
 *
 * @param at the moment, on a clock of its own
 * @param owners the owners
 * @param suspects the tasks worth a look: those asked to stop, and those that run longest
 * @param groups how many tasks of each group wait and run
 * @param services what is supervised
 * @param times the times of groups, as far as they are known
 * @param unobserved the failures nobody asked about, since somebody began to look
 * @param carriers the carriers
 */
public record Snapshot(
        Duration at,
        List<OwnerView> owners,
        List<TaskInfo> suspects,
        Map<GroupKey, Load> groups,
        List<ServiceView> services,
        List<GroupTimes> times,
        List<Unobserved> unobserved,
        Carriers carriers) {

    private static final int MOST_SUSPECTS = 1_000;

    /**
     * A group.
     *
     * @param owner its owner
     * @param group its name; null for tasks without one
     */
    public record GroupKey(String owner, @Nullable String group) {

        @Override
        public String toString() {
            return group == null ? owner : owner + "/" + group;
        }
    }

    /**
     * What a group has.
     *
     * @param queued tasks that wait
     * @param running tasks that run
     */
    public record Load(int queued, int running) {}

    /** Copies what it is given, and of the tasks what is worth it. */
    public static Snapshot of(
            Duration at,
            List<OwnerView> owners,
            List<TaskInfo> tasks,
            List<ServiceView> services,
            List<GroupTimes> times,
            List<Unobserved> unobserved,
            Carriers carriers) {
        Map<GroupKey, Load> groups = new HashMap<>();
        for (TaskInfo task : tasks) {
            int queued = task.state() == TaskState.QUEUED ? 1 : 0;
            groups.merge(
                    new GroupKey(task.owner(), task.group()),
                    new Load(queued, 1 - queued),
                    (one, other) -> new Load(one.queued() + other.queued(), one.running() + other.running()));
        }
        List<TaskInfo> suspects = tasks.stream()
                .filter(it -> it.state() != TaskState.QUEUED)
                .sorted(Comparator.comparing((TaskInfo it) -> it.state() != TaskState.CANCELLING)
                        .thenComparing(Comparator.comparing(TaskInfo::ranFor).reversed()))
                .limit(MOST_SUSPECTS)
                .toList();
        return new Snapshot(
                at,
                List.copyOf(owners),
                suspects,
                Map.copyOf(groups),
                List.copyOf(services),
                List.copyOf(times),
                List.copyOf(unobserved),
                carriers);
    }
}
