package io.github.stint.bench.map;

import io.github.stint.bench.work.Body;
import java.util.List;

/** A way to apply one function to many elements, so many at a time. */
@FunctionalInterface
public interface Mapping extends AutoCloseable {

    /** Applies the function to all, and adds up the results. */
    long run(List<Integer> source, Body body) throws Exception;

    @Override
    default void close() {}
}
