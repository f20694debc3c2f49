package io.github.stint.control.view;

/**
 * What became of a wish to cancel many.
 *
 * @param matching how many tasks were meant
 * @param requested how many of them were cancelled by this; 0 if it was only to count
 */
public record Cancelled(int matching, int requested) {}
