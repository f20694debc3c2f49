package io.github.stint.verification.schedules;

/**
 * What came of many runs of a scenario.
 *
 * @param name of the scenario
 * @param runs how many there were
 * @param failures how many of them failed
 * @param described the failures, one of each kind, with the schedule
 */
public record Exploration(String name, long runs, long failures, String described) {}
