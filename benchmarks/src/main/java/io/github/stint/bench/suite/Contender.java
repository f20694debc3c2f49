package io.github.stint.bench.suite;

/**
 * One way to do the work of a heat.
 *
 * @param name whose way it is
 * @param units how many tasks, groups or whatever is counted a run has
 * @param answer what a run must give back
 * @param opening makes it ready
 */
public record Contender(String name, long units, long answer, Opening opening) {

    /** Makes a contender ready, which is not measured. */
    @FunctionalInterface
    public interface Opening {

        /** Makes it ready. */
        Round open() throws Exception;
    }
}
