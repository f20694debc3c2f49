package io.github.stint.bench.work;

import java.util.concurrent.Callable;
import java.util.function.Function;

/** What each task does. It gives back what it was given, so that whoever adds up the results knows that each was there. */
@FunctionalInterface
public interface Body extends AutoCloseable {

    /** Does it. */
    Integer apply(Integer element) throws Exception;

    /** For rivals whose functions throw nothing checked. */
    default Integer applyUnchecked(Integer element) {
        try {
            return apply(element);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same as a function. */
    default Function<Integer, Integer> function() {
        return this::applyUnchecked;
    }

    /** The same as a task that gives 1: one object for all tasks, so that its bytes are nobody's. */
    default Callable<Integer> task() {
        Integer one = 1;
        return () -> apply(one);
    }

    @Override
    default void close() {}
}
