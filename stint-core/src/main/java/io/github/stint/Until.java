package io.github.stint;

/** What {@link Tasks#await(java.util.Collection, Until)} waits for. */
public enum Until {
    /** Every task has ended. */
    ALL_DONE,
    /** At least one task has ended. */
    ANY_DONE,
    /** At least one task has failed, or all have ended. A cancelled task is not a failed one. */
    ANY_FAILED
}
