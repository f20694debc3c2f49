package io.github.stint.control.view;

import io.github.stint.Stats;

/**
 * What became of a wish to drain an owner.
 *
 * @param idle whether all its tasks had ended in time
 * @param stats its numbers after that
 */
public record Drained(boolean idle, Stats stats) {}
