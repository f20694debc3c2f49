package io.github.stint.verification.schedules;

import org.jspecify.annotations.Nullable;

/** A thread of the world as the carrier knows it. */
final class Strand {

    /** Runs the thread until it parks, yields or ends. */
    final Runnable continuation;

    /** Null for a thread that was started past the woven code, which is not allowed. */
    final @Nullable Thread thread;

    final int number;

    /** Used by {@link Priorities}: the highest of those that are ready goes. */
    double priority;

    /** Used by {@link Uniform}: it waits for others in a loop, so that to choose it again at once leads nowhere. */
    boolean spins;

    /** How often it has rested since it last came to a point. */
    int rests;

    Strand(Runnable continuation, @Nullable Thread thread, int number, double priority) {
        this.continuation = continuation;
        this.thread = thread;
        this.number = number;
        this.priority = priority;
    }

    @Override
    public String toString() {
        return thread == null || thread.getName().isEmpty() ? "thread " + number : thread.getName();
    }
}
