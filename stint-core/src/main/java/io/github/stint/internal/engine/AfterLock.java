package io.github.stint.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done once the engine's lock is released: start tasks, wake submitters and whoever waits for quiet. */
final class AfterLock {

    private @Nullable TaskCell<?> firstLaunch;
    private @Nullable List<TaskCell<?>> moreLaunches;
    private @Nullable SharedThreads calls;
    private @Nullable Submission decided;
    private @Nullable List<Signal> signals;

    /** What doing an earlier one has brought. */
    private @Nullable AfterLock brought;

    void launch(TaskCell<?> cell) {
        if (firstLaunch == null) {
            firstLaunch = cell;
            return;
        }
        if (moreLaunches == null) {
            moreLaunches = new ArrayList<>();
        }
        moreLaunches.add(cell);
    }

    /** Has one of those threads started. */
    void call(SharedThreads threads) {
        calls = threads;
    }

    void wake(Submission submission) {
        submission.nextDecided = decided;
        decided = submission;
    }

    void fire(Signal signal) {
        fire(List.of(signal));
    }

    void fire(List<Signal> more) {
        if (signals == null) {
            signals = new ArrayList<>(more.size());
        }
        signals.addAll(more);
    }

    /** Does it, and what that brings in turn: one after the other, for it may be much when threads cannot be started. */
    static void perform(@Nullable AfterLock after) {
        AfterLock last = after;
        for (AfterLock now = after; now != null && last != null; now = now.brought) {
            last = now.performBefore(last);
        }
    }

    /** Does it; what that brings is put behind the last one, and the last one then is given back. */
    private AfterLock performBefore(AfterLock last) {
        for (Submission at = decided; at != null; at = at.nextDecided) {
            if (at.isAccepted()) {
                at.cell.tellSubmitted();
            }
        }
        AfterLock end = firstLaunch == null ? last : behind(last, firstLaunch.launch());
        if (moreLaunches != null) {
            for (TaskCell<?> cell : moreLaunches) {
                end = behind(end, cell.launch());
            }
        }
        if (calls != null) {
            end = behind(end, calls.start());
        }
        for (Submission at = decided; at != null; at = at.nextDecided) {
            if (!at.isLeftAsleep()) {
                at.signal.fire();
            }
        }
        if (signals != null) {
            signals.forEach(Signal::fire);
        }
        return end;
    }

    private static AfterLock behind(AfterLock last, @Nullable AfterLock more) {
        if (more == null) {
            return last;
        }
        last.brought = more;
        return more;
    }
}
