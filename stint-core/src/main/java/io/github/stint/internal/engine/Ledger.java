package io.github.stint.internal.engine;

import io.github.stint.TaskFailedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books of one owner: its live tasks in order of acceptance and by id, its groups and feeds, its counters. Pure data
 * under the engine's lock.
 *
 * <p>Invariants: {@code submitted == succeeded + failed + cancelled + } the tasks that have not been counted as ended; a
 * task is on the books from {@link #accept} to {@link #leave}, and its group knows it as long.
 */
final class Ledger {

    private final int keep;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<Feed, Group> feeds = new LinkedHashMap<>();
    private final ArrayDeque<TaskCell<?>> kept = new ArrayDeque<>(0);
    private List<Signal> idle = new ArrayList<>();
    private final Register register;

    private final Tally tally;
    private long failed;
    private long cancelled;
    private long rejected;
    private int stopping;
    private @Nullable TaskFailedException firstFailure;

    Ledger(int keep, Register register, Tally tally) {
        this.keep = keep;
        this.tally = tally;
        this.register = register;
    }

    // ---- tasks

    /** Enters a task: gives it its id and its place in its group. */
    void accept(TaskCell<?> cell, long now) {
        tally.submitted++;
        cell.accepted(tally.submitted, now);
        Group group = cell.group;
        String named = cell.options().group();
        if (group == null && named != null) {
            group = groups.computeIfAbsent(named, Group::new);
            cell.group = group;
        }
        if (group != null) {
            group.accepted(cell);
        }
        register.add(cell);
    }

    /** Strikes a task off. */
    void leave(TaskCell<?> cell) {
        register.remove(cell);
        Group group = cell.group;
        if (group != null) {
            group.left(cell);
            forgetIfEmpty(group);
        }
        if (keep > 0) {
            if (kept.size() == keep) {
                kept.removeFirst();
            }
            kept.addLast(cell);
        }
    }

    int live() {
        return register.size();
    }

    /** The live tasks, the oldest first. */
    List<TaskCell<?>> cells() {
        return register.where(cell -> true);
    }

    /** The youngest of the active tasks, so many at most, the youngest first. Each word is read once at most. */
    List<TaskCell<?>> youngestActive(int atMost) {
        return register.youngestWhere(TaskCell::isActive, atMost);
    }

    /** The live task of that id. */
    @Nullable
    TaskCell<?> cell(long id) {
        return register.get(id);
    }

    /** Whether a task of that id was ever accepted. */
    boolean knew(long id) {
        return id >= 1 && id <= tally.submitted;
    }

    /** Takes the ended tasks that were kept. */
    List<TaskCell<?>> takeKept() {
        List<TaskCell<?>> taken = List.copyOf(kept);
        kept.clear();
        return taken;
    }

    // ---- groups and feeds

    @Nullable
    Group group(String name) {
        return groups.get(name);
    }

    void addGroup(String name, Group group) {
        groups.put(name, group);
    }

    /** Makes the name of a group free again; who is in it stays. */
    void dissolve(Group group) {
        group.gone = true;
        if (group.name() != null) {
            groups.remove(group.name(), group);
        }
    }

    void addFeed(Feed feed, Group group) {
        feeds.put(feed, group);
        group.feeds.add(feed);
    }

    /** The feed brings no more to its group, whose name may be free then; it is still known. */
    void retireFeed(Feed feed, Group group) {
        group.feeds.remove(feed);
        forgetIfEmpty(group);
    }

    void removeFeed(Feed feed) {
        feeds.remove(feed);
    }

    List<Feed> feeds() {
        return List.copyOf(feeds.keySet());
    }

    /** Makes the names of all groups free again, and their feeds bring no more. */
    void dissolveAll() {
        feeds.values().forEach(group -> group.gone = true);
        groups.values().forEach(group -> group.gone = true);
        groups.clear();
    }

    /** The live tasks that were not counted as ended, the oldest first. */
    List<TaskCell<?>> cellsNotEnded() {
        return register.where(cell -> !cell.isCountedAsEnded());
    }

    private void forgetIfEmpty(Group group) {
        if (group.isEmpty() && group.feeds.isEmpty()) {
            dissolve(group);
        }
    }

    // ---- quiet

    /** Whether no task is on the books and no feed brings more. */
    boolean hasNothing() {
        return register.size() == 0 && feeds.isEmpty();
    }

    /** Fires that signal the next time it is idle. */
    void whenIdle(Signal signal) {
        idle.add(signal);
    }

    void forget(Signal signal) {
        idle.remove(signal);
    }

    /** Takes who is to be told. */
    List<Signal> takeIdle() {
        if (idle.isEmpty()) {
            return List.of();
        }
        List<Signal> taken = idle;
        idle = new ArrayList<>();
        return taken;
    }

    // ---- counters

    /** Counts the end of a task that is on the books. */
    void ended(TaskCell<?> cell, int phase) {
        switch (phase) {
            case StateWord.SUCCEEDED -> tally.succeeded++;
            case StateWord.FAILED -> failed++;
            case StateWord.CANCELLED -> cancelled++;
            default -> throw new IllegalArgumentException("not an end: " + phase);
        }
        if (cell.isCountedAsStopping()) {
            stopping--;
        }
        cell.countAsEnded();
        if (cell.group != null) {
            cell.group.ended(phase);
        }
    }

    /** Counts a task that was asked to stop, or is about to be, unless it has been counted, as that or as ended. */
    void countStopping(TaskCell<?> cell) {
        if (!cell.isCountedAsStopping() && !cell.isCountedAsEnded()) {
            cell.countAsStopping();
            stopping++;
        }
    }

    /** The stopping tasks that this was asked of before; each is given back once. */
    List<TaskCell<?>> stoppingForSecondTime() {
        return register.where(TaskCell::isSeenStoppingAgain);
    }

    void countRejected() {
        rejected++;
    }

    void rememberFailure(TaskCell<?> cell, TaskFailedException failure) {
        if (firstFailure == null) {
            firstFailure = failure;
        }
        if (cell.group != null) {
            cell.group.rememberFailure(failure);
        }
    }

    @Nullable
    TaskFailedException firstFailure() {
        return firstFailure;
    }

    long submitted() {
        return tally.submitted;
    }

    long succeeded() {
        return tally.succeeded;
    }

    long failed() {
        return failed;
    }

    long cancelled() {
        return cancelled;
    }

    long rejected() {
        return rejected;
    }

    int stopping() {
        return stopping;
    }
}
