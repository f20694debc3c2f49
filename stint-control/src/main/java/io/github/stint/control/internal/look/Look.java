package io.github.stint.control.internal.look;

import io.github.stint.CancelReason;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskService;
import io.github.stint.control.internal.filter.TaskFilter;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerTree.Branch;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What owners and tasks look like at this moment. */
public final class Look {

    private static final int MOST_FRAMES = 100;

    private final Predicate<TaskOwner> isPaused;

    /** Looks; whether an owner is paused is known to others. */
    public Look(Predicate<TaskOwner> isPaused) {
        this.isPaused = isPaused;
    }

    /** An owner. */
    public OwnerView owner(Owned owned) {
        TaskOwner owner = owned.owner();
        TaskManager parent = owned.parent();
        return new OwnerView(
                owner.name(),
                OwnerKind.of(owner),
                parent == null ? null : parent.name(),
                isPaused.test(owner),
                owner.stats());
    }

    /** The tasks of owners that pass a filter: the first ones in an order, and how many there are. */
    public TaskList tasks(List<Owned> owners, TaskFilter filter, SortBy sort, int limit) {
        Comparator<TaskInfo> order = sort.order();
        PriorityQueue<TaskInfo> first = new PriorityQueue<>(order.reversed());
        int matching = 0;
        for (Owned owned : owners) {
            for (TaskInfo task : owned.owner().tasks()) {
                if (!filter.test(task)) {
                    continue;
                }
                matching++;
                if (first.size() < limit) {
                    first.add(task);
                } else if (limit > 0 && order.compare(task, first.element()) < 0) {
                    first.remove();
                    first.add(task);
                }
            }
        }
        List<TaskInfo> sorted = new ArrayList<>(first);
        sorted.sort(order);
        return new TaskList(matching, sorted);
    }

    /** All of one task that is on the books, and how it ended, if that is known. */
    public TaskDetails details(TaskOwner owner, Task<?> task, @Nullable EndedTask ended) {
        List<String> stack = task.stackTrace().stream()
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .toList();
        Throwable cause = task.cancelReason().map(CancelReason::cause).orElse(null);
        ServiceView service = owner instanceof TaskService it ? service(it, task) : null;
        return new TaskDetails(task.info(), stack, cause == null ? null : Words.of(cause), service, ended);
    }

    // ---- services

    private static @Nullable ServiceView service(TaskService service, Task<?> task) {
        for (Supervised one : service.supervised()) {
            if (one.task() == task) {
                return service(service.name(), one);
            }
        }
        return null;
    }

    /** Something supervised. */
    public static ServiceView service(String owner, Supervised it) {
        return new ServiceView(
                owner,
                it.task().id(),
                it.name(),
                it.state(),
                it.inState(),
                it.runs(),
                it.restarts(),
                it.lastFailure().map(Words::of).orElse(null),
                it.nextIn().orElse(null));
    }

    /** What is supervised by those of these owners that do. */
    public static List<ServiceView> services(List<Owned> owners) {
        List<ServiceView> all = new ArrayList<>();
        for (Owned owned : owners) {
            if (owned.owner() instanceof TaskService service) {
                service.supervised().forEach(it -> all.add(service(service.name(), it)));
            }
        }
        return all;
    }

    // ---- the tree

    /** Those of these owners that none of them has adopted, with what is below them, and so many tasks in all. */
    public List<OwnerTree> tree(List<Owned> owners, int limit) {
        List<OwnerTree> roots = new ArrayList<>();
        int[] left = {limit};
        for (Owned owned : owners) {
            boolean isBelow = owners.stream().anyMatch(it -> it.owner() == owned.parent());
            if (!isBelow) {
                roots.add(tree(owned, left));
            }
        }
        return roots;
    }

    private OwnerTree tree(Owned owned, int[] left) {
        Map<@Nullable String, List<TaskInfo>> groups = new LinkedHashMap<>();
        groups.put(null, new ArrayList<>());
        for (TaskInfo task : owned.owner().tasks()) {
            groups.computeIfAbsent(task.group(), _ -> new ArrayList<>()).add(task);
        }
        List<Branch> branches = new ArrayList<>();
        groups.forEach((group, tasks) -> {
            if (!tasks.isEmpty()) {
                int shown = Math.min(left[0], tasks.size());
                left[0] -= shown;
                branches.add(new Branch(group, tasks.size(), tasks.subList(0, shown)));
            }
        });
        List<OwnerTree> adopted = new ArrayList<>();
        if (owned.owner() instanceof TaskManager manager) {
            manager.adopted().forEach(it -> adopted.add(tree(new Owned(it, manager), left)));
        }
        return new OwnerTree(owner(owned), adopted, branches);
    }
}
