package io.github.stint.verification.schedules;

/** What woven code finds in the place of the JDK's threads and clock. */
public interface Machine {

    /** A possible stop. */
    void point();

    /** As {@link Thread#yield} in a loop that waits for others. */
    void spin();

    /** As {@link Thread#onSpinWait} in such a loop, where several in a row may be one pause. */
    void rest();

    /** A pause that only gives others time. */
    void nap();

    /** As {@link java.util.concurrent.locks.LockSupport#park(Object)}. */
    void park(Object blocker);

    /** As {@link java.util.concurrent.locks.LockSupport#parkNanos(Object, long)}. */
    void parkNanos(Object blocker, long nanos);

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** As {@link Thread#start}. */
    void start(Thread thread);
}
