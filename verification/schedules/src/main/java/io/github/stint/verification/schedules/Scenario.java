package io.github.stint.verification.schedules;

/** What is run under many schedules: it starts threads, and says of what they see what must hold. */
@FunctionalInterface
public interface Scenario {

    /**
     * Runs in a thread of the world named {@code main}. What it throws is a failure.
     *
     * @param world this run
     */
    void run(World world) throws Exception;
}
