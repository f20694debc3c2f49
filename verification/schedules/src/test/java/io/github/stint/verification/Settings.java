package io.github.stint.verification;

import java.util.OptionalLong;

/**
 * What the build asks for, by system properties.
 *
 * @param seeds how many seeds each scenario runs
 * @param base the first of them
 * @param scenario the only ones to run, a part of their name; empty for all
 * @param seed the one seed to run, whose schedule is printed
 */
record Settings(long seeds, long base, String scenario, OptionalLong seed) {

    static Settings ofTheBuild() {
        String seed = System.getProperty("det.seed", "");
        return new Settings(
                Long.getLong("det.seeds", 1_000),
                Long.getLong("det.base", 0),
                System.getProperty("det.scenario", ""),
                seed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seed)));
    }

    boolean runs(Scenarios.Named named) {
        return named.toString().contains(scenario);
    }
}
