package io.github.stint.cli.control;

/** Says when the next job may start. Asked under a lock of whoever starts jobs. */
public interface StartGate {

    /** How many nanoseconds from now until it may, or until this is to be asked again; 0 or less if it may. */
    long closedFor(long nowNanos);

    /** A job starts. */
    default void started(long nowNanos) {
        // nothing depends on it
    }
}
