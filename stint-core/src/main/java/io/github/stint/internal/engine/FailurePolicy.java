package io.github.stint.internal.engine;

/** What an engine does about a failure. */
public enum FailurePolicy {
    /** Counts it, and logs it if nobody asked for the outcome. */
    COUNT,
    /** Counts it, and logs it at once unless somebody has asked already: nobody is expected to. */
    TELL_AT_ONCE,
    /** Remembers it for whoever joins. */
    REMEMBER,
    /** Remembers it, and cancels the other tasks. */
    CANCEL_OTHERS,
    /** Leaves it to whoever reads the outcomes, who will. */
    READ
}
