package io.github.stint.bench.suite;

/** A contender that is ready: its pool is open, its connections are made. A run does the whole work once. */
@FunctionalInterface
public interface Round extends AutoCloseable {

    /**
     * Does the work, and waits until all of it has ended.
     *
     * @return the sum of the results
     */
    long run() throws Exception;

    /** What the last run measured of itself, for one of its units; not a number if its time is what counts. */
    default double figure() {
        return Double.NaN;
    }

    @Override
    default void close() {}
}
