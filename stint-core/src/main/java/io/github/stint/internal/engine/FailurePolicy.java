package io.github.stint.internal.engine;

/** What an engine does about a failure. */
public enum FailurePolicy {
    /** Counts it, and logs it if nobody asked for the outcome. */
    COUNT,
    /** Remembers it for whoever joins. */
    REMEMBER,
    /** Remembers it, and cancels the other tasks. */
    CANCEL_OTHERS,
    /** Leaves it to whoever reads the outcomes, who will. */
    READ
}
