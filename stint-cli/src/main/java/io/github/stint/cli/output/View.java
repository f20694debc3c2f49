package io.github.stint.cli.output;

/**
 * What standard error shows of a run.
 *
 * @param terminal whether somebody looks at it now, who is told more than a file
 */
public record View(boolean terminal, Progress progress, Look look) {}
