package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskRejectedException.Why;
import java.util.List;

/** What can be changed of one owner while its tasks run. Nothing here waits. */
public final class Steering {

    private final Core core;
    private final View view;

    Steering(Core core, View view) {
        this.core = core;
        this.view = view;
    }

    /** Sets the limit: starts at once whom it lets in, touches nobody who runs. */
    public void resize(int limit) {
        int before;
        AfterLock after;
        List<Feed> feeds = List.of();
        long now = core.now();
        core.lock.lock();
        try {
            before = core.admission.limit();
            core.admission.resize(limit);
            after = core.pump(now);
            if (limit > before) {
                feeds = core.ledger.feeds();
            }
        } finally {
            core.lock.unlock();
        }
        core.listeners.tell(listener -> listener.resized(core.options.name(), before, limit));
        AfterLock.perform(after);
        feeds.forEach(Feed::capacityGrew);
    }

    /** Refuses tasks from outside until it is unlocked. */
    public void lock() {
        core.locked(core.lifecycle::lock);
    }

    /** Accepts tasks again. */
    public void unlock() {
        core.locked(core.lifecycle::unlock);
    }

    /** Takes the ended tasks that were kept. */
    public List<TaskCell<?>> takeKept() {
        return core.locked(core.ledger::takeKept);
    }

    // ---- cancelling

    /** Cancels the task of that id. */
    public CancelResult cancel(long id, CancelReason why) {
        TaskCell<?> cell = view.cell(id);
        if (cell != null) {
            return cell.cancel(why);
        }
        return view.hasLeft(id) ? CancelResult.ALREADY_ENDED : CancelResult.UNKNOWN_ID;
    }

    /** Stops every feed and cancels every task, the youngest first; gives back how many were cancelled by this. */
    public int cancelAll(CancelReason why) {
        Sweep sweep = new Sweep(core);
        core.locked(() -> {
            sweep.stop(core.ledger.feeds());
            core.ledger.dissolveAll();
            chooseAll(core.ledger.cells(), sweep);
        });
        return sweep.finish(why);
    }

    /** Cancels the group of that name, if there is one. */
    public int cancelGroup(String name, CancelReason why) {
        Sweep sweep = new Sweep(core);
        core.locked(() -> {
            Group group = core.ledger.group(name);
            if (group != null) {
                dissolve(group, sweep);
            }
        });
        return sweep.finish(why);
    }

    /** Dissolves a group, stops its feeds, cancels its tasks, the youngest first; gives back how many by this. */
    public int cancel(Group group, CancelReason why) {
        Sweep sweep = new Sweep(core);
        core.locked(() -> dissolve(group, sweep));
        return sweep.finish(why);
    }

    /** Under the lock. */
    private void dissolve(Group group, Sweep sweep) {
        core.ledger.dissolve(group);
        sweep.stop(List.copyOf(group.feeds));
        chooseAll(group.members(), sweep);
    }

    /** Under the lock: all these are to stop, the youngest first, for a task may rely on one that was there before it. */
    private static void chooseAll(List<TaskCell<?>> oldestFirst, Sweep sweep) {
        sweep.choose(oldestFirst.reversed());
    }

    /** Interrupts once more what was asked to stop. */
    void nudge() {
        view.cells().forEach(TaskCell::nudge);
    }

    /** Interrupts once more what was asked to stop in a group. */
    public void nudge(Group group) {
        view.cells(group).forEach(TaskCell::nudge);
    }

    // ---- feeds

    /**
     * Registers a feed with a group of its own. From here the feed may be stopped.
     *
     * @throws TaskRejectedException if no tasks are accepted
     * @throws IllegalArgumentException if there is a group of that name
     */
    public void register(Feed feed, Group group) {
        try {
            registerUntold(feed, group);
        } catch (TaskRejectedException e) {
            throw core.told(e);
        }
    }

    private void registerUntold(Feed feed, Group group) {
        core.locked(() -> {
            Why why = core.refuses();
            if (why != null) {
                throw core.rejection(why);
            }
            String name = group.name();
            if (name != null) {
                if (core.ledger.group(name) != null) {
                    throw new IllegalArgumentException(
                            "'" + core.options.name() + "' already has a group '" + name + "'");
                }
                core.ledger.addGroup(name, group);
            }
            core.ledger.addFeed(feed, group);
        });
    }

    /** A feed has no more, and all it brought has left the books: the name of its group is free. */
    public void retire(Feed feed, Group group) {
        core.locked(() -> core.ledger.retireFeed(feed, group));
    }

    /** A retired feed is over: whoever waits for quiet need not wait for it. */
    public void deregister(Feed feed) {
        List<Signal> idle = core.locked(() -> {
            core.ledger.removeFeed(feed);
            return core.takeIdle();
        });
        idle.forEach(Signal::fire);
    }
}
