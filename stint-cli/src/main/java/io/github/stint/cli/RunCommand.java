package io.github.stint.cli;

import io.github.stint.cli.arguments.ArgumentFile;
import io.github.stint.cli.arguments.ArgumentSource;
import io.github.stint.cli.arguments.ListedArguments;
import io.github.stint.cli.batch.RunPlan;
import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.command.ShellTemplate;
import io.github.stint.cli.command.WordTemplate;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Posix;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code stint run}, and the plan they make. */
final class RunCommand {

    private static final int MOST_JOBS = 10_000;

    private static final OptionSpec JOBS =
            OptionSpec.builder("-j", "--jobs").type(String.class).build();
    private static final OptionSpec KEEP_ORDER =
            OptionSpec.builder("-k", "--keep-order").type(boolean.class).build();
    private static final OptionSpec ARGUMENT_FILE =
            OptionSpec.builder("-a", "--arg-file").type(String.class).build();
    private static final OptionSpec SHELL =
            OptionSpec.builder("--shell").type(boolean.class).build();

    private final ParseResult parsed;
    private final Executable executable;

    private RunCommand(ParseResult parsed, Executable executable) {
        this.parsed = parsed;
        this.executable = executable;
    }

    /** What the command line may hold. */
    static CommandSpec spec() {
        return CommandSpec.create()
                .name("run")
                .addOption(JOBS)
                .addOption(KEEP_ORDER)
                .addOption(ARGUMENT_FILE)
                .addOption(SHELL)
                .addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .build());
    }

    /** Checks everything that can be checked before the first command is started. */
    static RunPlan plan(ParseResult parsed, Executable executable) throws UsageException {
        return new RunCommand(parsed, executable).plan();
    }

    private RunPlan plan() throws UsageException {
        String jobs = value(JOBS);
        int atATime = jobs == null ? Runtime.getRuntime().availableProcessors() : parseJobs(jobs);
        RunWords given = RunWords.of(words());
        if (given.arguments().isPresent() && value(ARGUMENT_FILE) != null) {
            throw new UsageException("arguments are given twice: by -a and by ':::'");
        }
        ArgumentSource arguments = arguments(given.arguments());
        return new RunPlan(
                template(given.command()),
                arguments,
                given.arguments().isEmpty() && value(ARGUMENT_FILE) == null && Posix.isTerminal(0),
                atATime,
                parsed.hasMatchedOption(KEEP_ORDER));
    }

    private @Nullable String value(OptionSpec option) {
        return parsed.matchedOptionValue(option.shortestName(), null);
    }

    private List<String> words() {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
    }

    private CommandTemplate template(List<String> command) throws UsageException {
        if (!parsed.hasMatchedOption(SHELL)) {
            return new WordTemplate(command);
        }
        return new ShellTemplate(executable.exists("bash") ? "bash" : "sh", String.join(" ", command));
    }

    private ArgumentSource arguments(Optional<List<String>> listed) throws UsageException {
        if (listed.isPresent()) {
            return new ListedArguments(listed.get());
        }
        String argumentFile = value(ARGUMENT_FILE);
        return argumentFile == null ? ArgumentFile.standardInput() : ArgumentFile.open(argumentFile);
    }

    static int parseJobs(String given) throws UsageException {
        try {
            int jobs = Integer.parseInt(given);
            if (jobs >= 1 && jobs <= MOST_JOBS) {
                return jobs;
            }
        } catch (NumberFormatException notANumber) {
            // told below like a number out of bounds
        }
        throw new UsageException("-j must be a number from 1 to " + MOST_JOBS + ": " + ShellQuote.quote(given));
    }
}
