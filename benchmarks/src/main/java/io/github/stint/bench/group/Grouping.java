package io.github.stint.bench.group;

import java.util.concurrent.Callable;

/** A way to run three tasks and wait for them. */
@FunctionalInterface
public interface Grouping extends AutoCloseable {

    /** Runs the body three times at once, and adds up the results. */
    long three(Callable<Integer> body) throws Exception;

    @Override
    default void close() {}
}
