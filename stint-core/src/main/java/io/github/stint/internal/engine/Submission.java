package io.github.stint.internal.engine;

import io.github.stint.TaskRejectedException.Why;
import org.jspecify.annotations.Nullable;

/**
 * A task that is not accepted yet, and the thread that waits for that. Decided once, under the engine's lock: accepted,
 * or refused. One that is not decided can be withdrawn under the same lock; so a slot is never granted to somebody who
 * has gone.
 */
public final class Submission extends Linked {

    final TaskCell<?> cell;
    final Signal signal = new Signal();

    /** Made by a running task of the same engine, without a time limit: it may wait for itself. */
    final boolean insideForEver;

    /** Brought by a feed. */
    final boolean fed;

    /**
     * Whoever made it parks for a moment and then looks itself: if it was accepted by then it need not be woken. Until that
     * moment is over.
     */
    private boolean patient;

    private boolean leftAsleep;

    private boolean accepted;
    private @Nullable Why refused;
    private boolean selfWait;
    private volatile boolean givenUp;

    @Nullable
    Submission nextDecided;

    Submission(TaskCell<?> cell, boolean insideForEver, boolean fed) {
        this.cell = cell;
        this.insideForEver = insideForEver;
        this.fed = fed;
    }

    /** The task is not wanted any more: whoever waits for its acceptance waits no longer. It may be accepted meanwhile. */
    public void giveUp() {
        givenUp = true;
        signal.fire();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    boolean isDecided() {
        return accepted || refused != null || selfWait;
    }

    boolean isAccepted() {
        return accepted;
    }

    /** Why it was refused; null if it was not, or because all tasks of the owner would wait for themselves. */
    @Nullable
    Why refused() {
        return refused;
    }

    void bePatient() {
        patient = true;
    }

    boolean isPatient() {
        return patient;
    }

    /** It is decided, and woken by somebody else than who decides it. */
    void leaveAsleep() {
        leftAsleep = true;
    }

    boolean isLeftAsleep() {
        return leftAsleep;
    }

    /** The moment is over. Gives back whether it is decided; else it is to be woken. */
    boolean endPatience() {
        patient = false;
        return isDecided();
    }

    void accept() {
        accepted = true;
    }

    void refuse(Why why) {
        refused = why;
    }

    void refuseSelfWait() {
        selfWait = true;
    }
}
