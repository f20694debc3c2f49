package io.github.stint;

/** A body without a value that may throw. */
@FunctionalInterface
public interface Action {

    /**
     * Does the work.
     *
     * @throws Exception if the work failed
     */
    void run() throws Exception;
}
