package io.github.stint;

/**
 * Where a task stands.
 *
 * <pre>{@code
 *  QUEUED ──▶ RUNNING ──────────────▶ SUCCEEDED | FAILED
 *    │           │ cancel, time limit     ▲
 *    │           ▼                        │
 *    │        CANCELLING ─────────────────┴─▶ CANCELLED
 *    └──────────────── cancel ──────────────────▲
 * }</pre>
 *
 * A task moves along these arrows only, each at most once, and never leaves one of the last three.
 */
public enum TaskState {
    /** Accepted, its body has not begun. */
    QUEUED,
    /** Its body runs. */
    RUNNING,
    /** Its body runs and was asked to stop. */
    CANCELLING,
    /** Its body returned. */
    SUCCEEDED,
    /** Its body threw, or ran over its time limit. */
    FAILED,
    /** It was cancelled before it began, or its body ended because it was asked to stop. */
    CANCELLED;

    /**
     * Whether a task in this state has ended.
     *
     * @return true for {@link #SUCCEEDED}, {@link #FAILED} and {@link #CANCELLED}
     */
    public boolean isDone() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
