package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be seen of one owner. Each answer is of one moment. */
public final class View {

    private static final int MOST_TRIES = 10_000;

    private final Core core;

    View(Core core) {
        this.core = core;
    }

    /** Its numbers. */
    public Stats stats() {
        return core.locked(() -> new Stats(
                core.lifecycle.state(),
                core.admission.limit(),
                core.ledger.submitted(),
                core.admission.queued(),
                core.admission.running(),
                core.ledger.stopping(),
                core.ledger.succeeded(),
                core.ledger.failed(),
                core.ledger.cancelled(),
                core.admission.waiting(),
                core.ledger.rejected()));
    }

    /** The numbers of a group, as of an owner in that state with that limit. */
    public Stats stats(Group group, OwnerState state, int limit) {
        return core.locked(() -> group.stats(state, limit));
    }

    /** Whether a newcomer would have to wait. */
    public boolean isFull() {
        return core.locked(() -> !core.admission.hasRoom());
    }

    /** The live tasks, the oldest first. */
    public List<TaskCell<?>> cells() {
        return core.locked(core.ledger::cells);
    }

    /**
     * The live tasks, for a platform thread that must not wait for virtual ones; none if the lock is held all the time. It
     * does not queue for the lock: those before it in the queue may be virtual threads that get no carrier.
     */
    public List<TaskCell<?>> cellsAtOnce() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (core.lock.tryLock()) {
                try {
                    return core.ledger.cells();
                } finally {
                    core.lock.unlock();
                }
            }
            Thread.onSpinWait();
        }
        return List.of();
    }

    /** The live tasks of a group, the oldest first. */
    public List<TaskCell<?>> cells(Group group) {
        return core.locked(() -> group.members());
    }

    /** A look at each of those tasks of this owner, with ages of one moment: so the one that began later is the younger one. */
    public List<TaskInfo> infos(List<TaskCell<?>> cells) {
        long now = core.now();
        List<TaskInfo> infos = new ArrayList<>(cells.size());
        for (TaskCell<?> cell : cells) {
            infos.add(cell.info(now));
        }
        return List.copyOf(infos);
    }

    /** The live task of that id. */
    public @Nullable TaskCell<?> cell(long id) {
        core.lock.lock();
        try {
            return core.ledger.cell(id);
        } finally {
            core.lock.unlock();
        }
    }

    /** Where the task of that id stands; null if it is not on the books. */
    public @Nullable TaskState state(long id) {
        TaskCell<?> cell = cell(id);
        return cell == null ? null : cell.state();
    }

    /** Whether a task of that id was accepted and is off the books. One look: one that comes in meanwhile is not. */
    public boolean hasLeft(long id) {
        return core.locked(() -> core.ledger.knew(id) && core.ledger.cell(id) == null);
    }

    /** Whether a task is in that group. */
    public boolean isMember(TaskCell<?> cell, Group group) {
        return core.locked(() -> cell.group == group);
    }

    /** Whether there is a group of that name. */
    public boolean hasGroup(String name) {
        return core.locked(() -> core.ledger.group(name) != null);
    }

    /** The ids of the live tasks of those groups. */
    public Set<Long> ids(List<String> groups) {
        Set<Long> ids = new LinkedHashSet<>();
        core.locked(() -> {
            for (String name : groups) {
                Group group = core.ledger.group(name);
                if (group != null) {
                    group.members().forEach(cell -> ids.add(cell.id()));
                }
            }
        });
        return ids;
    }

    /** The failures so far, the first one first, if they are remembered. */
    public List<FailedTask> failures() {
        return core.locked(() -> List.copyOf(core.failures));
    }

    /** How many of the failures there were before it was stopped. */
    public int failuresBeforeStop() {
        return core.locked(() -> core.failuresBeforeStop);
    }

    /** The first failure in its life. */
    public @Nullable TaskFailedException firstFailure() {
        core.lock.lock();
        try {
            return core.ledger.firstFailure();
        } finally {
            core.lock.unlock();
        }
    }

    /** The first failure in a group. */
    public @Nullable TaskFailedException firstFailure(Group group) {
        core.lock.lock();
        try {
            return group.firstFailure();
        } finally {
            core.lock.unlock();
        }
    }

    /** Why it was stopped while it had tasks, if it was. */
    public @Nullable CancelReason stopReason() {
        core.lock.lock();
        try {
            return core.lifecycle.stopReason();
        } finally {
            core.lock.unlock();
        }
    }

    /** How it was closed, once it is. */
    @Nullable
    CloseReport report() {
        core.lock.lock();
        try {
            return core.lifecycle.report();
        } finally {
            core.lock.unlock();
        }
    }

    /** The tasks that have not ended, and where they stand. */
    public List<Straggler> stragglers() {
        return stragglers(core.locked(core.ledger::cellsNotEnded));
    }

    /** The tasks of a group that have not ended, and where they stand. */
    public List<Straggler> stragglers(Group group) {
        return stragglers(core.locked(group::membersNotEnded));
    }

    /** What is still under way though no task is. */
    List<String> lingering() {
        return core.locked(() -> lingering(core.ledger.cells(), core.ledger.feeds()));
    }

    /** What is still under way in a group though no task is. */
    public List<String> lingering(Group group) {
        return core.locked(() -> lingering(group.members(), group.feeds));
    }

    private static List<String> lingering(Collection<TaskCell<?>> cells, Collection<Feed> feeds) {
        List<String> lingering = new ArrayList<>();
        for (TaskCell<?> cell : cells) {
            if (cell.isCountedAsEnded()) {
                lingering.add("callbacks of '" + cell.name() + "'");
            }
        }
        feeds.forEach(feed -> lingering.add(feed.toString()));
        return lingering;
    }

    private static List<Straggler> stragglers(List<TaskCell<?>> cells) {
        List<Straggler> stragglers = new ArrayList<>(cells.size());
        for (TaskCell<?> cell : cells) {
            stragglers.add(new Straggler(cell.info(), cell.stack()));
        }
        return stragglers;
    }
}
