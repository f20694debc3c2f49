package io.github.stint.internal.engine;

import io.github.stint.CloseReport.Straggler;
import io.github.stint.OwnerState;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.watch.Log;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the log, once each, of tasks that were asked to stop and do not: their slots are gone, and nobody may be waiting
 * who would say so. While any task is stopping, it looks every ten seconds, and tells of those it finds the second time.
 * An owner that is being cancelled as a whole tells of its stragglers itself, and so does one that is left as a block.
 */
final class StragglerWatch {

    private static final long LOOKS_EVERY_NANOS = 10_000_000_000L;

    private final Engine engine;
    private final boolean isBlock;

    /** A timer is armed, or about to be. Under the engine's lock. */
    private boolean timed;

    /** The last timer. Under the engine's lock. */
    private @Nullable Armed timer;

    StragglerWatch(Engine engine, FailurePolicy policy) {
        this.engine = engine;
        this.isBlock = policy != FailurePolicy.COUNT && policy != FailurePolicy.TELL_AT_ONCE;
    }

    /** Ends the watch when the owner is closed. For blocks there is none. */
    void endsWith(Ending ending) {
        if (!isBlock) {
            ending.onClosed(this::disarm);
        }
    }

    /** Under the lock, when a task was asked to stop: whether {@link #arm} is to be called. */
    boolean begins() {
        if (timed || isBlock || isToldOtherwise()) {
            return false;
        }
        timed = true;
        return true;
    }

    private boolean isToldOtherwise() {
        OwnerState state = engine.core().lifecycle.state();
        return state == OwnerState.STOPPING || state == OwnerState.CLOSED;
    }

    /** Without the lock. If no timer can be had, the next task that is asked to stop tries again. */
    void arm() {
        try {
            Armed armed = engine.deadlines().arm(engine.now() + LOOKS_EVERY_NANOS, this::look);
            if (!keeps(armed)) {
                armed.disarm();
            }
        } catch (Throwable e) {
            engine.core().locked(() -> {
                timed = false;
            });
            log("'" + engine.name() + "': nobody will tell of tasks that do not stop, for there is no timer", e);
        }
    }

    /**
     * Notes a timer, so that the close disarms it; false if the owner is closed. The close sets the state before it looks for a
     * timer, and both are under the lock, so one of the two sees the other.
     */
    private boolean keeps(Armed armed) {
        return engine.core().locked(() -> {
            timer = armed;
            return engine.core().lifecycle.state() != OwnerState.CLOSED;
        });
    }

    /** The owner is closed. A timer would hold it and all it holds until it went off. */
    private void disarm() {
        Armed last = engine.core().locked(() -> timer);
        if (last != null) {
            last.disarm();
        }
    }

    /** On the timer's thread, which is not to wait for a log. */
    private void look() {
        List<TaskCell<?>> found = new ArrayList<>();
        boolean again = engine.core().locked(() -> {
            timed = engine.core().ledger.stopping() > 0 && !isToldOtherwise();
            if (timed) {
                found.addAll(engine.core().ledger.stoppingForSecondTime());
            }
            return timed;
        });
        if (!found.isEmpty()) {
            Launcher.log(engine.name(), () -> tell(found));
        }
        if (again) {
            arm();
        }
    }

    private void tell(List<TaskCell<?>> tasks) {
        for (TaskCell<?> task : tasks) {
            if (!task.isDone()) {
                String why = task.cancelReason().map(Object::toString).orElse("");
                log(
                        "task '" + task.name() + "' has not ended 10 s after it was asked to stop: " + why + "\n  "
                                + new Straggler(task.info(), task.stack()),
                        null);
            }
        }
    }

    private void log(String message, @Nullable Throwable error) {
        Log.warning(engine.core().options.kind(), message, error);
    }
}
