package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stopping of many tasks: what is decided under the lock, and what is done about it afterwards. */
final class Sweep {

    private final Core core;
    private final long now;
    private final List<TaskCell<?>> dropped = new ArrayList<>();
    private final List<TaskCell<?>> others = new ArrayList<>();
    private List<Feed> feeds = List.of();
    private @Nullable AfterLock after;

    Sweep(Core core) {
        this.core = core;
        this.now = core.now();
    }

    // ---- under the lock

    /** These feeds are to be stopped, before any task. */
    void stop(List<Feed> some) {
        feeds = some;
    }

    /**
     * These tasks are to be stopped, in this order, and are counted as stopping from here, unless they have ended. What is
     * queued is taken out in one step, so that none of it can start meanwhile; it is younger than all that is not, so going
     * from the youngest to the oldest it comes first anyway.
     */
    void choose(List<? extends TaskCell<?>> cells) {
        for (TaskCell<?> cell : cells) {
            cell.chooseToStop();
            if (core.drop(cell)) {
                dropped.add(cell);
            } else {
                core.ledger.countStopping(cell);
                others.add(cell);
            }
        }
        after = core.pump(now);
    }

    // ---- after it

    /** Does it; gives back how many were cancelled by this. */
    int finish(CancelReason why) {
        feeds.forEach(feed -> feed.stop(why));
        dropped.forEach(cell -> cell.publishDropped(why));
        AfterLock.perform(after);
        int asked = 0;
        for (TaskCell<?> cell : others) {
            if (cell.cancelCounted(why) == CancelResult.REQUESTED) {
                asked++;
            }
        }
        if (asked > 0) {
            others.getFirst().engine().watchStopping();
        }
        dropped.forEach(cell -> cell.settleDropped(why));
        return dropped.size() + asked;
    }
}
