package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.ArgumentSource;
import io.github.stint.cli.command.CommandTemplate;

/**
 * What {@code stint run} was asked to do, checked.
 *
 * @param template what is run
 * @param arguments for what
 * @param typed whether somebody types them
 * @param jobs how many at a time
 * @param keepOrder whether outputs keep the order of the input
 */
public record RunPlan(CommandTemplate template, ArgumentSource arguments, boolean typed, int jobs, boolean keepOrder) {}
