package io.github.stint;

import java.util.Set;

/**
 * What a wait found: the tasks split in two, in the order in which they were given.
 *
 * @param done those that have ended
 * @param pending those that have not; they were neither cancelled nor touched
 * @param <T> the type of the tasks
 */
public record Waited<T extends Task<?>>(Set<T> done, Set<T> pending) {}
