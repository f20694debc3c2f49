package io.github.stint;

/** What a call of {@code cancel} found. Racing with the end of a task is normal, so none of these is an error. */
public enum CancelResult {
    /** This call cancelled the task: it has ended if it had not begun, else it was asked to stop. */
    REQUESTED,
    /** Somebody asked before; nothing changed. */
    ALREADY_CANCELLING,
    /** The task had ended; nothing changed. */
    ALREADY_ENDED,
    /** This owner never had a task of that id. */
    UNKNOWN_ID
}
