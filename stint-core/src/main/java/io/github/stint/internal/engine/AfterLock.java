package io.github.stint.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done once the engine's lock is released: start tasks, wake submitters and whoever waits for quiet. */
final class AfterLock {

    private @Nullable TaskCell<?> firstLaunch;
    private @Nullable TaskCell<?> lastLaunch;
    private @Nullable Submission decided;
    private @Nullable List<Signal> signals;

    void launch(TaskCell<?> cell) {
        if (lastLaunch == null) {
            firstLaunch = cell;
        } else {
            lastLaunch.nextLaunch = cell;
        }
        lastLaunch = cell;
    }

    void wake(Submission submission) {
        submission.nextDecided = decided;
        decided = submission;
    }

    void fire(List<Signal> more) {
        if (signals == null) {
            signals = new ArrayList<>(more.size());
        }
        signals.addAll(more);
    }

    /** Takes one task for the thread that asks, if the engine shares threads among its tasks. */
    @Nullable
    TaskCell<?> takeForReuse(Engine engine) {
        TaskCell<?> first = firstLaunch;
        if (first == null || !engine.reusesThreads() || first.runner != null) {
            return null;
        }
        firstLaunch = first.nextLaunch;
        first.nextLaunch = null;
        if (firstLaunch == null) {
            lastLaunch = null;
        }
        return first;
    }

    /** Does it, and what that brings in turn: one after the other, for it may be much when threads cannot be started. */
    static void perform(@Nullable AfterLock after) {
        if (after == null) {
            return;
        }
        ArrayDeque<AfterLock> more = new ArrayDeque<>(0);
        for (AfterLock now = after; now != null; now = more.poll()) {
            now.perform(more);
        }
    }

    private void perform(ArrayDeque<AfterLock> more) {
        for (Submission at = decided; at != null; at = at.nextDecided) {
            if (at.isAccepted()) {
                at.cell.tellSubmitted();
            }
        }
        TaskCell<?> cell = firstLaunch;
        while (cell != null) {
            TaskCell<?> next = cell.nextLaunch;
            cell.nextLaunch = null;
            AfterLock brought = cell.launch();
            if (brought != null) {
                more.add(brought);
            }
            cell = next;
        }
        for (Submission at = decided; at != null; at = at.nextDecided) {
            at.signal.fire();
        }
        if (signals != null) {
            signals.forEach(Signal::fire);
        }
    }
}
