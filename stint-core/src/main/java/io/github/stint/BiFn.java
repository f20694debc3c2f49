package io.github.stint;

import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that may throw.
 *
 * @param <A> the first argument
 * @param <B> the second argument
 * @param <R> the result
 */
@FunctionalInterface
public interface BiFn<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Applies the function.
     *
     * @param first the first argument
     * @param second the second argument
     * @return the result
     * @throws Exception if it failed
     */
    R apply(A first, B second) throws Exception;
}
