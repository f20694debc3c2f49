package io.github.stint;

/** Whether an owner accepts tasks. */
public enum OwnerState {
    /** It does. */
    OPEN,
    /** Only from its own tasks, until it is unlocked. */
    LOCKED,
    /** Only from its own tasks, until they have ended. */
    CLOSING,
    /** It accepts none; what runs was asked to stop. */
    STOPPING,
    /** It accepts none, for good. */
    CLOSED
}
