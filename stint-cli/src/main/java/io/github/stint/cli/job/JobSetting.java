package io.github.stint.cli.job;

import io.github.stint.cli.command.TextTemplate;
import io.github.stint.cli.command.Values;
import io.github.stint.cli.process.InheritedEnvironment;
import io.github.stint.cli.process.Niceness;
import io.github.stint.cli.process.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the command of each job is started in.
 *
 * @param folder its working folder; null if that is ours
 * @param variables those that its environment has and ours has not
 * @param niceness that of the threads that start commands; null if it is ours
 */
public record JobSetting(
        @Nullable TextTemplate folder,
        List<Variable> variables,
        @Nullable Niceness niceness) {

    /** The number of the job and its slot; under our names, and under those that scripts for GNU parallel know. */
    public static final List<String> OWN_NAMES = List.of("STINT_JOB", "STINT_SLOT", "PARALLEL_SEQ", "PARALLEL_JOBSLOT");

    /** A variable of the environment, both raw. */
    public record Variable(String name, TextTemplate value) {}

    /** Nothing but the number of the job and its slot. */
    public static final JobSetting PLAIN = new JobSetting(null, List.of(), null);

    public JobSetting {
        variables = List.copyOf(variables);
    }

    /** The variables of this process that jobs have too. */
    InheritedEnvironment inherited() {
        List<String> names = new ArrayList<>(OWN_NAMES);
        variables.forEach(variable -> names.add(variable.name()));
        return InheritedEnvironment.without(names);
    }

    /** Threads that start commands with the niceness they are to have. */
    ThreadFactory threads(ThreadFactory plain) {
        return niceness == null
                ? plain
                : body -> plain.newThread(() -> {
                    boolean ignored = niceness.set(); // it was tried before
                    body.run();
                });
    }

    /** That of one job. */
    Setting of(Values values, InheritedEnvironment inherited) {
        List<String> own = new ArrayList<>(List.of(
                "STINT_JOB=" + values.job(),
                "STINT_SLOT=" + values.slot(),
                "PARALLEL_SEQ=" + values.job(),
                "PARALLEL_JOBSLOT=" + values.slot()));
        variables.forEach(
                variable -> own.add(variable.name() + "=" + variable.value().textFor(values)));
        return new Setting(folder == null ? null : folder.textFor(values), inherited, own);
    }

    /** The highest number of a column that is a place in it; 0 if none is. */
    public int highestColumn() {
        int highest = folder == null ? 0 : folder.highestColumn();
        for (Variable variable : variables) {
            highest = Math.max(highest, variable.value().highestColumn());
        }
        return highest;
    }
}
