package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.TaskRejectedException.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an owner accepts tasks. Pure data under the engine's lock.
 *
 * <pre>{@code
 *  OPEN ⇄ LOCKED ──▶ CLOSING ──▶ STOPPING ──▶ CLOSED
 * }</pre>
 *
 * From inside, that is from a task of the same owner, tasks are accepted up to STOPPING: what was accepted may bring what
 * it needs. A structured owner that was cancelled stops without being closed yet.
 */
final class Lifecycle {

    private OwnerState state = OwnerState.OPEN;
    private boolean isClosing;
    private @Nullable CancelReason firstStop;
    private @Nullable CancelReason stopReason;
    private @Nullable CloseReport report;
    private List<Signal> closed = new ArrayList<>();
    private List<Runnable> afterwards = new ArrayList<>();

    OwnerState state() {
        return state;
    }

    /** Why a task is refused, or null if it is not. */
    @Nullable
    Why refuses(boolean fromInside) {
        return switch (state) {
            case OPEN -> null;
            case LOCKED -> fromInside ? null : Why.LOCKED;
            case CLOSING -> fromInside ? null : Why.CLOSED;
            case STOPPING, CLOSED -> Why.CLOSED;
        };
    }

    void lock() {
        if (state == OwnerState.OPEN) {
            state = OwnerState.LOCKED;
        }
    }

    void unlock() {
        if (state == OwnerState.LOCKED) {
            state = OwnerState.OPEN;
        }
    }

    /** Whether somebody closes or has closed it. */
    boolean isClosing() {
        return isClosing;
    }

    /** Claims the closing; false if somebody closes or has closed already. */
    boolean beginClosing() {
        if (isClosing) {
            return false;
        }
        isClosing = true;
        if (state != OwnerState.STOPPING) {
            state = OwnerState.CLOSING;
        }
        return true;
    }

    /**
     * Gives the claim back: somebody else is to close it, one of those who wait for that if there are any, who are given
     * back. It accepts nothing from outside all the same.
     */
    List<Signal> giveUpClosing() {
        isClosing = false;
        List<Signal> told = closed;
        closed = new ArrayList<>();
        return told;
    }

    /** Accepts nothing from here, for that reason; false if it did not before either. */
    boolean stop(CancelReason why) {
        if (state == OwnerState.STOPPING || state == OwnerState.CLOSED) {
            return false;
        }
        state = OwnerState.STOPPING;
        firstStop = why;
        return true;
    }

    /** Why it accepts nothing any more. */
    @Nullable
    CancelReason firstStop() {
        return firstStop;
    }

    /** It was stopped while it had tasks, for that reason. The first one stands, and is given back. */
    CancelReason stoppedAtWork(CancelReason why) {
        if (stopReason == null) {
            stopReason = why;
        }
        return stopReason;
    }

    /** Why it was stopped while it had tasks. */
    @Nullable
    CancelReason stopReason() {
        return stopReason;
    }

    /** It is closed; gives back who waited for that. */
    List<Signal> close(CloseReport newReport) {
        state = OwnerState.CLOSED;
        report = newReport;
        List<Signal> told = closed;
        closed = List.of();
        return told;
    }

    /** The report, once it is closed. */
    @Nullable
    CloseReport report() {
        return report;
    }

    /** Fires that signal when it is closed, or whoever closes it gives up. */
    void whenClosed(Signal signal) {
        closed.add(signal);
    }

    /** Has that done when it is closed; false if it is. */
    boolean whenClosed(Runnable action) {
        return report == null && afterwards.add(action);
    }

    /** Takes what is to be done now that it is closed. */
    List<Runnable> takeAfterwards() {
        List<Runnable> taken = afterwards;
        afterwards = List.of();
        return taken;
    }

    void forget(Signal signal) {
        if (report == null) {
            closed.remove(signal);
        }
    }
}
