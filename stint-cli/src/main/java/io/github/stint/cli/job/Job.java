package io.github.stint.cli.job;

/**
 * One argument's turn.
 *
 * @param number its place in the input, from 0
 * @param argument raw
 */
public record Job(long number, String argument) {}
