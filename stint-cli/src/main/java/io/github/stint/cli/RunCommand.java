package io.github.stint.cli;

import io.github.stint.cli.arguments.AllRows;
import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.batch.Control;
import io.github.stint.cli.batch.RunPlan;
import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.command.Places;
import io.github.stint.cli.command.ShellTemplate;
import io.github.stint.cli.command.WordTemplate;
import io.github.stint.cli.job.JobSetting;
import io.github.stint.cli.log.DoneJobs;
import io.github.stint.cli.log.JobLog;
import io.github.stint.cli.log.JobLogFile;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.results.Results;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The plan that the options and words of {@code stint run} make. */
final class RunCommand {

    private final RunOptions options;
    private final Executable executable;

    private RunCommand(RunOptions options, Executable executable) {
        this.options = options;
        this.executable = executable;
    }

    /** Checks everything that can be checked before the first command is started. */
    static RunPlan plan(RunOptions options, Executable executable) throws UsageException {
        return new RunCommand(options, executable).plan();
    }

    private RunPlan plan() throws UsageException {
        RunWords given = RunWords.of(options.words());
        RunInputs inputs = RunInputs.of(options, given.inputs());
        Places places = places(inputs.names());
        CommandTemplate template = template(given.command(), places);
        RunOutputs outputs = RunOutputs.of(options, places);
        JobSetting setting = RunSetting.of(options, places);
        int highest = Math.max(outputs.highestColumn(), setting.highestColumn());
        refuseColumnsThatAreNotThere(Math.max(template.highestColumn(), highest), inputs.columns());
        Control control = RunControl.of(options);
        Results.Opened stored = stored();
        DoneJobs doneBefore = stored != null && resumes() ? stored.done() : doneBefore();
        return new RunPlan(
                template,
                setting,
                rows(inputs.rows(), control),
                inputs.fromStandardInput() && new Terminal(0).exists(),
                control,
                doneBefore,
                jobLog(),
                options.has(RunOptions.KEEP_ORDER),
                outputs.style(),
                outputs.tag(),
                options.has(RunOptions.NO_CONTROL) ? null : ApplicationName.of(given.command()),
                stored == null ? null : stored.results());
    }

    private RowSource rows(RowSource rows, Control control) throws UsageException {
        String seed = options.value(RunOptions.SEED);
        boolean shuffles = options.has(RunOptions.SHUFFLE);
        if (seed != null && !shuffles) {
            throw new UsageException("--seed needs --shuf");
        }
        if (!shuffles && !control.halt().inPercent()) {
            return rows;
        }
        if (options.has(RunOptions.PIPE)) {
            throw new UsageException((shuffles ? "--shuf" : "--halt with N%")
                    + " would keep all of the input in memory, which --pipe is there to avoid");
        }
        if (!shuffles) {
            return new AllRows(rows, null);
        }
        return new AllRows(rows, seed == null ? new Random() : new Random(Numbers.seed("--seed", seed)));
    }

    private void refuseColumnsThatAreNotThere(int highest, int columns) throws UsageException {
        if (highest > 0 && options.has(RunOptions.PIPE)) {
            throw new UsageException("'{" + highest + "}' is there, and a job reads a block and has no values");
        }
        if (columns > 0 && highest > columns) {
            throw new UsageException("'{" + highest + "}' is there, and a job has "
                    + (columns == 1 ? "one value" : columns + " values")
                    + "; if the braces are the command's own, say with"
                    + " -I what stands for the value instead");
        }
    }

    private boolean resumes() {
        return options.has(RunOptions.RESUME) || options.has(RunOptions.RESUME_FAILED);
    }

    /** The folder of the results, from which a run that goes on learns what was done. */
    private Results.@Nullable Opened stored() throws UsageException {
        String folder = options.value(RunOptions.RESULTS);
        if (folder == null || (options.has(RunOptions.DRY_RUN) && !resumes())) {
            return null;
        }
        return resumes()
                ? Results.goOn(folder, options.has(RunOptions.RESUME_FAILED))
                : new Results.Opened(Results.create(folder), new DoneJobs());
    }

    private DoneJobs doneBefore() throws UsageException {
        boolean again = options.has(RunOptions.RESUME_FAILED);
        if (!resumes()) {
            return new DoneJobs();
        }
        String log = options.value(RunOptions.JOB_LOG);
        if (log == null) {
            throw new UsageException((again ? "--resume-failed" : "--resume")
                    + " needs --joblog FILE or --results DIR, those of the run before");
        }
        return JobLogFile.read(log, again);
    }

    private @Nullable JobLog jobLog() throws UsageException {
        String log = options.value(RunOptions.JOB_LOG);
        boolean synchronises = options.has(RunOptions.JOB_LOG_SYNC);
        if (log != null && !options.has(RunOptions.DRY_RUN)) {
            return JobLog.open(log, synchronises);
        }
        if (log == null && synchronises) {
            throw new UsageException("--joblog-sync needs --joblog FILE, the log to write");
        }
        return null;
    }

    private CommandTemplate template(List<String> command, Places places) throws UsageException {
        if (!options.has(RunOptions.SHELL)) {
            return new WordTemplate(command, places);
        }
        return new ShellTemplate(executable.exists("bash") ? "bash" : "sh", String.join(" ", command), places);
    }

    private Places places(List<String> names) throws UsageException {
        String only = options.value(RunOptions.REPLACE);
        if (only == null) {
            return Places.inBraces(names);
        }
        if (only.isEmpty()) {
            throw new UsageException("-I needs a text that stands for the value");
        }
        return Places.only(only);
    }
}
