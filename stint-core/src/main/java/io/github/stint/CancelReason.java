package io.github.stint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a task was asked to stop. The first reason stands; later ones are not recorded.
 *
 * @param source what kind of event it was
 * @param why the words of whoever asked
 * @param by the full name of the task that asked or failed, or null if it was no task
 * @param cause the failure behind it, or null if there was none
 */
public record CancelReason(
        Source source,
        String why,
        @Nullable String by,
        @Nullable Throwable cause) {

    /** What kind of event asked a task to stop. */
    public enum Source {
        /** A call of {@code cancel}. */
        REQUEST,
        /** A time limit of the task or of its group. */
        TIME_LIMIT,
        /** A sibling failed in a group that cancels the others. */
        SIBLING_FAILED,
        /** The owner was closed or left. */
        OWNER_CLOSED,
        /** The thread that waits for a structured owner was interrupted. */
        OWNER_INTERRUPTED,
        /** The body itself threw a {@link java.util.concurrent.CancellationException} nobody had asked for. */
        BODY
    }

    /** Checks the components. */
    public CancelReason {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(why, "why");
    }

    /** The words, and who said them if that was a task. */
    @Override
    public String toString() {
        return by == null ? why : why + " (by '" + by + "')";
    }
}
