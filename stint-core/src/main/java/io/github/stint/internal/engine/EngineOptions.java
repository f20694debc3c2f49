package io.github.stint.internal.engine;

import io.github.stint.spi.Ticker;

/**
 * What makes the engine of one face differ from that of another.
 *
 * @param kind the type of the owner, for logs
 * @param name the owner's name
 * @param limit how many may run at once
 * @param queueLimit how many may wait as accepted tasks
 * @param onFailure what a failure does
 * @param reuseThreads whether tasks share threads
 * @param keepEnded how many ended tasks are kept
 * @param surroundings the clock, what is carried to the bodies, who is told
 */
public record EngineOptions(
        String kind,
        String name,
        int limit,
        int queueLimit,
        FailurePolicy onFailure,
        boolean reuseThreads,
        int keepEnded,
        Surroundings surroundings) {

    /** No limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The options of an owner that queues without limit behind its own limit and keeps nothing. */
    public static EngineOptions queueing(
            String kind, String name, int limit, FailurePolicy onFailure, Surroundings surroundings) {
        return new EngineOptions(kind, name, limit, UNLIMITED, onFailure, false, 0, surroundings);
    }

    /** The same in the usual surroundings, with that clock. */
    public static EngineOptions queueing(String kind, String name, int limit, FailurePolicy onFailure, Ticker ticker) {
        return queueing(kind, name, limit, onFailure, Surroundings.of(ticker));
    }

    /** The clock. */
    public Ticker ticker() {
        return surroundings.ticker();
    }
}
