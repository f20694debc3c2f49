package io.github.stint;

import org.jspecify.annotations.Nullable;

/**
 * A function of one argument that may throw.
 *
 * @param <A> the argument
 * @param <R> the result
 */
@FunctionalInterface
public interface Fn<A extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Applies the function.
     *
     * @param argument the argument
     * @return the result
     * @throws Exception if it failed
     */
    R apply(A argument) throws Exception;
}
