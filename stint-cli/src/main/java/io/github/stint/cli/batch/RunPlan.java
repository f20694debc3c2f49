package io.github.stint.cli.batch;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.command.TextTemplate;
import io.github.stint.cli.job.JobSetting;
import io.github.stint.cli.log.DoneJobs;
import io.github.stint.cli.log.JobLog;
import io.github.stint.cli.output.OutputStyle;
import io.github.stint.cli.results.Results;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stint run} was asked to do, checked.
 *
 * @param template what is run
 * @param setting what it is run in
 * @param arguments the values of each job
 * @param typed whether somebody types them
 * @param control how they are controlled
 * @param doneBefore the jobs that are not to be run again
 * @param log where it is written which jobs have ended, if anywhere
 * @param keepOrder whether outputs keep the order of the input
 * @param style in which pieces outputs are shown
 * @param tag what stands before each line of an output, if anything
 * @param listensAs the name under which it is to be found from outside; null if it is not
 * @param results where what each job wrote is stored, if anywhere
 */
public record RunPlan(
        CommandTemplate template,
        JobSetting setting,
        RowSource arguments,
        boolean typed,
        Control control,
        DoneJobs doneBefore,
        @Nullable JobLog log,
        boolean keepOrder,
        OutputStyle style,
        @Nullable TextTemplate tag,
        @Nullable String listensAs,
        @Nullable Results results) {}
