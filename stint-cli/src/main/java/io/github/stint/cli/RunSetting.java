package io.github.stint.cli;

import io.github.stint.cli.command.Places;
import io.github.stint.cli.command.TextTemplate;
import io.github.stint.cli.job.JobSetting;
import io.github.stint.cli.job.JobSetting.Variable;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Niceness;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What commands are started in, as the options say it. */
record RunSetting(RunOptions options, Places places) {

    private static final int LEAST_NICE = -20;
    private static final int MOST_NICE = 19;

    static JobSetting of(RunOptions options, Places places) throws UsageException {
        RunSetting given = new RunSetting(options, places);
        return new JobSetting(given.folder(), given.variables(), given.niceness());
    }

    private @Nullable TextTemplate folder() throws UsageException {
        String given = options.value(RunOptions.WORKING_FOLDER);
        if (given == null) {
            return null;
        }
        TextTemplate folder = new TextTemplate(given, places);
        if (!folder.hasPlace() && !Executable.isFolder(given)) {
            throw new UsageException("--wd: no such folder: " + ShellQuote.quote(given));
        }
        return folder;
    }

    private List<Variable> variables() throws UsageException {
        List<Variable> variables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String given : options.values(RunOptions.ENVIRONMENT)) {
            int sign = given.indexOf('=');
            if (sign < 1) {
                throw new UsageException("--env must be NAME=VALUE: " + ShellQuote.quote(given));
            }
            String name = given.substring(0, sign);
            if (JobSetting.OWN_NAMES.contains(name)) {
                throw new UsageException("--env cannot set " + name + ", for stint does");
            }
            if (!names.add(name)) {
                throw new UsageException("--env sets " + ShellQuote.quote(name) + " twice");
            }
            variables.add(new Variable(name, new TextTemplate(given.substring(sign + 1), places)));
        }
        return variables;
    }

    private @Nullable Niceness niceness() throws UsageException {
        String given = options.value(RunOptions.NICE);
        if (given == null) {
            return null;
        }
        Niceness niceness = Niceness.ofThisThreadAnd(Numbers.within("--nice", LEAST_NICE, MOST_NICE, given));
        try {
            if (niceness.isAllowed()) {
                return niceness;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UsageException("--nice " + given + ": this user may not let commands go before others");
    }
}
