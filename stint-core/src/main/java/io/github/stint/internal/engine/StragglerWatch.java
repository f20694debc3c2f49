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

    /** The timer that was armed last; to be taken back when the owner is closed, for it holds the owner. */
    private volatile @Nullable Armed armed;

    StragglerWatch(Engine engine, FailurePolicy policy) {
        this.engine = engine;
        this.isBlock = policy != FailurePolicy.COUNT && policy != FailurePolicy.TELL_AT_ONCE;
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
            armed = engine.deadlines().arm(engine.now() + LOOKS_EVERY_NANOS, this::look);
            if (engine.core().locked(this::isToldOtherwise)) {
                disarm();
            }
        } catch (Throwable e) {
            engine.core().locked(() -> {
                timed = false;
            });
            log("'" + engine.name() + "': nobody will tell of tasks that do not stop, for there is no timer", e);
        }
    }

    /**
     * The owner is closed. Who arms writes {@code armed} and then looks at the state, which was changed before this reads
     * {@code armed}: one of the two finds the timer.
     */
    void end() {
        disarm();
    }

    private void disarm() {
        Armed last = armed;
        if (last != null) {
            boolean ignored = last.disarm();
            armed = null;
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
