package io.github.stint.soak.load;

/**
 * What one thread of the load does again and again.
 *
 * @param name the name of the thread
 * @param step what it does; short, and leaves nothing to wait for but what its part knows
 */
public record Actor(String name, Step step) {

    /** One turn. */
    @FunctionalInterface
    public interface Step {

        /** Does it. */
        void run() throws Exception;
    }
}
