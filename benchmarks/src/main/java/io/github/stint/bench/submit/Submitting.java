package io.github.stint.bench.submit;

import java.util.concurrent.Callable;

/**
 * A way to have tasks run that are handed over one by one. Whoever hands over keeps what it is given for each and asks each for
 * its result, in all ways alike. Several threads may call it at once.
 */
@FunctionalInterface
public interface Submitting extends AutoCloseable {

    /** Hands over so many tasks, waits for all, and adds up their results. */
    long run(Callable<Integer> body, int tasks) throws Exception;

    @Override
    default void close() {}
}
