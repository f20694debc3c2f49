package io.github.stint.internal.engine;

import io.github.stint.TaskState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a task stands: one word, changed by compare-and-set only.
 *
 * <pre>{@code
 *  QUEUED ──admit──▶ STARTING ──begin──▶ RUNNING ──endBody──▶ ENDING ──publish──▶ SUCCEEDED
 *    │                  │                  │                  ▲   ▲              FAILED
 *    │                  │          claimCancel, toCancelling  │   │              CANCELLED
 *    │                  │                  ▼                  │   │
 *    │                  │               CANCELLING ──endBody──┘   │
 *    └──────drop────────┴──────────────────drop───────────────────┘
 * }</pre>
 *
 * Two marks stand beside the phase. {@code BUSY}: somebody is about to interrupt the thread; whoever wants to change the
 * word waits for the few instructions that takes. {@code SHIELDED}: the thread is not interrupted now.
 *
 * <p>Invariants: each arrow is taken at most once; of {@code admit} and {@code drop}, of {@code begin} and {@code drop},
 * and of two {@code claimCancel} exactly one wins; the phase does not leave RUNNING or CANCELLING while the word is BUSY,
 * so the thread is never interrupted from ENDING on.
 */
abstract class StateWord {

    static final int QUEUED = 0;
    static final int STARTING = 1;
    static final int RUNNING = 2;
    static final int CANCELLING = 3;
    static final int ENDING = 4;
    static final int SUCCEEDED = 5;
    static final int FAILED = 6;
    static final int CANCELLED = 7;

    private static final int PHASE = 7;
    private static final int BUSY = 8;
    private static final int SHIELDED = 16;

    /** Stands beside ENDING, and beside the end, if the task began. */
    private static final int BEGUN = 32;

    /** Stands beside ENDING if the task was asked to stop: what is shown outside until the end. */
    private static final int ASKED = 64;

    private static final int YIELDS = 16;
    private static final long PAUSE_NANOS = 50_000L;

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(StateWord.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int word;

    final int phase() {
        return word & PHASE;
    }

    /** The state as it is shown outside: an inner phase shows as the one before it. */
    final TaskState shown() {
        int now = word;
        return switch (now & PHASE) {
            case QUEUED, STARTING -> TaskState.QUEUED;
            case RUNNING -> TaskState.RUNNING;
            case CANCELLING -> TaskState.CANCELLING;
            case ENDING ->
                (now & ASKED) != 0 ? TaskState.CANCELLING : (now & BEGUN) != 0 ? TaskState.RUNNING : TaskState.QUEUED;
            case SUCCEEDED -> TaskState.SUCCEEDED;
            case FAILED -> TaskState.FAILED;
            default -> TaskState.CANCELLED;
        };
    }

    final boolean hasEnded() {
        return phase() >= SUCCEEDED;
    }

    /** Whether the body began. */
    final boolean hasBegun() {
        int now = word;
        return switch (now & PHASE) {
            case QUEUED, STARTING -> false;
            case RUNNING, CANCELLING -> true;
            default -> (now & BEGUN) != 0;
        };
    }

    /** The task got a slot. */
    final boolean admit() {
        return change(QUEUED, STARTING);
    }

    /** Its thread runs. */
    final boolean begin() {
        return change(STARTING, RUNNING);
    }

    /** It will never begin, from whichever of the two phases. */
    final boolean drop(int from) {
        return change(from, ENDING);
    }

    /**
     * Claims the right to ask the running body to stop. Whoever gets it calls {@link #toCancelling} and
     * {@link #release}.
     *
     * @return false if somebody asked before, or the body does not run
     */
    final boolean claimCancel() {
        while (true) {
            int now = awaitNotBusy();
            if ((now & PHASE) != RUNNING) {
                return false;
            }
            if (WORD.compareAndSet(this, now, now | BUSY)) {
                return true;
            }
        }
    }

    /** After {@link #claimCancel}: what was written before is visible to whoever sees CANCELLING. */
    final void toCancelling() {
        int now = word;
        word = (now & ~PHASE) | CANCELLING;
    }

    /**
     * Claims the right to interrupt a body that was asked to stop once more.
     *
     * @return false if it was not asked, is shielded, or has ended
     */
    final boolean claimNudge() {
        while (true) {
            int now = awaitNotBusy();
            if (now != CANCELLING) {
                return false;
            }
            if (WORD.compareAndSet(this, now, now | BUSY)) {
                return true;
            }
        }
    }

    /** Gives the claim back. Nobody else changes a busy word, so this is a plain write. */
    final void release() {
        word = word & ~BUSY;
    }

    final boolean isShielded() {
        return (word & SHIELDED) != 0;
    }

    /** From here the thread is not interrupted; on that thread only. True if the task was asked to stop before. */
    final boolean shield() {
        return (mark(SHIELDED, 0) & PHASE) == CANCELLING;
    }

    /** The thread can be interrupted again; true if the task was asked to stop by now. */
    final boolean unshield() {
        return (mark(0, SHIELDED) & PHASE) == CANCELLING;
    }

    /** The body is over: from here nobody interrupts the thread. True if the task was asked to stop before. */
    final boolean endBody() {
        while (true) {
            int now = awaitNotBusy();
            boolean asked = (now & PHASE) == CANCELLING;
            if (WORD.compareAndSet(this, now, ENDING | BEGUN | (asked ? ASKED : 0))) {
                return asked;
            }
        }
    }

    /** The end: what was written before is visible to whoever sees it. Nobody else changes the word of a task that ends. */
    final void publish(int end) {
        word = end | (word & BEGUN);
    }

    /** The end of a task that was dropped: it can be seen, but is not to be settled before {@link #release}. */
    final void publishUnsettled(int end) {
        word = end | BUSY;
    }

    /** Whether a task that was dropped can be settled: its end is published and its observers were told. */
    final boolean isSettleable() {
        int now = word;
        return (now & PHASE) >= SUCCEEDED && (now & BUSY) == 0;
    }

    private boolean change(int from, int to) {
        return WORD.compareAndSet(this, from, to);
    }

    private int mark(int set, int clear) {
        while (true) {
            int now = awaitNotBusy();
            int then = (now | set) & ~clear;
            if (WORD.compareAndSet(this, now, then)) {
                return then;
            }
        }
    }

    /**
     * Lets whoever is busy go on. Yielding is not enough: as many virtual threads as there are carriers, yielding to each
     * other, keep away for ever whom a platform thread has woken. So a few yields, then short sleeps. An interrupt, which may
     * well be what the other is busy with, is kept until the last of them: to set the flag again lets the next sleep return
     * at once.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing to park on: the other thread is a few instructions away, mostly
    private int awaitNotBusy() {
        boolean interrupted = false;
        int now = word;
        for (int attempt = 0; (now & BUSY) != 0; attempt++) {
            if (attempt < YIELDS) {
                Thread.yield();
            } else {
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            now = word;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return now;
    }
}
