package io.github.stint;

/** What a {@link TaskGroup} does when one of its tasks fails. A cancelled task is not a failed one. */
public enum OnFailure {
    /** Cancel the others and accept no more; the group fails. The default. */
    CANCEL_SIBLINGS,
    /** Let the others go on; the group fails when all have ended. */
    CONTINUE
}
