package io.github.stint.cli;

/**
 * One argument's turn.
 *
 * @param number its place in the input, from 0
 * @param argument raw
 */
record Job(long number, String argument) {}
