package io.github.stint.cli;

import java.util.List;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code stint run}, and which of them were given. */
record RunOptions(ParseResult parsed) {

    static final OptionSpec JOBS = text("-j", "--jobs");
    static final OptionSpec KEEP_ORDER = flag("-k", "--keep-order");
    static final OptionSpec SHELL = flag("--shell");
    static final OptionSpec ARGUMENT_FILE = texts("-a", "--arg-file");
    static final OptionSpec NULL = flag("-0", "--null");
    static final OptionSpec DELIMITER = text("-d", "--delimiter");
    static final OptionSpec MAX_ARGUMENTS = text("-n", "--max-args");
    static final OptionSpec COLUMN_SEPARATOR = text("--colsep");
    static final OptionSpec HEADER = OptionSpec.builder("--header")
            .type(boolean.class)
            .preprocessor((words, _, _, _) -> passOver(":", words))
            .build();
    static final OptionSpec REPLACE = text("-I", "--replace");

    static final OptionSpec LINE_BUFFER = flag("--line-buffer", "--lb");
    static final OptionSpec UNGROUP = flag("-u", "--ungroup");
    static final OptionSpec TAG = flag("--tag");
    static final OptionSpec TAG_TEXT = text("--tagstring");
    static final OptionSpec RESULTS = text("--results");

    static final OptionSpec PIPE = flag("--pipe");
    static final OptionSpec BLOCK = text("--block");
    static final OptionSpec RECORDS = text("-N");
    static final OptionSpec RECORD_START = text("--recstart");
    static final OptionSpec RECORD_END = text("--recend");

    static final OptionSpec JOB_LOG = text("--joblog");
    static final OptionSpec JOB_LOG_SYNC = flag("--joblog-sync");
    static final OptionSpec RESUME = flag("--resume");
    static final OptionSpec RESUME_FAILED = flag("--resume-failed");

    static final OptionSpec PROGRESS = flag("--progress");
    static final OptionSpec NO_PROGRESS = flag("--no-progress");
    static final OptionSpec COLOR = text("--color");
    static final OptionSpec JSON = flag("--json");

    static final OptionSpec DELAY = text("--delay");
    static final OptionSpec RATE = text("--rate");
    static final OptionSpec LOAD = text("--load");
    static final OptionSpec MEMORY_FREE = text("--memfree");
    static final OptionSpec DRY_RUN = flag("--dry-run");
    static final OptionSpec WORKING_FOLDER = text("--wd");
    static final OptionSpec ENVIRONMENT = texts("--env");
    static final OptionSpec NICE = text("--nice");
    static final OptionSpec SHUFFLE = flag("--shuf");
    static final OptionSpec SEED = text("--seed");
    static final OptionSpec TIMEOUT = text("--timeout");
    static final OptionSpec RETRIES = text("--retries");
    static final OptionSpec RETRY_DELAY = text("--retry-delay");
    static final OptionSpec HALT = text("--halt");

    private static final List<OptionSpec> ALL = List.of(
            PROGRESS,
            NO_PROGRESS,
            COLOR,
            JSON,
            DELAY,
            RATE,
            LOAD,
            MEMORY_FREE,
            DRY_RUN,
            WORKING_FOLDER,
            ENVIRONMENT,
            NICE,
            SHUFFLE,
            SEED,
            TIMEOUT,
            RETRIES,
            RETRY_DELAY,
            HALT,
            JOB_LOG,
            JOB_LOG_SYNC,
            RESUME,
            RESUME_FAILED,
            JOBS,
            KEEP_ORDER,
            SHELL,
            PIPE,
            BLOCK,
            RECORDS,
            RECORD_START,
            RECORD_END,
            LINE_BUFFER,
            UNGROUP,
            TAG,
            TAG_TEXT,
            RESULTS,
            ARGUMENT_FILE,
            NULL,
            DELIMITER,
            MAX_ARGUMENTS,
            COLUMN_SEPARATOR,
            HEADER,
            REPLACE);

    /** What the command line may hold. */
    static CommandSpec spec() {
        CommandSpec run = CommandSpec.create().name("run");
        ALL.forEach(run::addOption);
        return run.addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..*")
                        .build());
    }

    boolean has(OptionSpec option) {
        return parsed.hasMatchedOption(option);
    }

    /** What was given for an option; the last one counts. */
    @Nullable
    String value(OptionSpec option) {
        return parsed.matchedOptionValue(option.shortestName(), null);
    }

    /** All that was given for an option that may be there several times. */
    List<String> values(OptionSpec option) {
        return parsed.matchedOptionValue(option.shortestName(), List.of());
    }

    /** What is no option. */
    List<String> words() {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
    }

    /** What GNU parallel has behind {@code --header} changes nothing. */
    private static boolean passOver(String word, Stack<String> words) {
        if (!words.isEmpty() && words.peek().equals(word)) {
            words.pop();
        }
        return false;
    }

    private static OptionSpec flag(String... names) {
        return OptionSpec.builder(names[0], rest(names)).type(boolean.class).build();
    }

    private static OptionSpec text(String... names) {
        return OptionSpec.builder(names[0], rest(names)).type(String.class).build();
    }

    private static OptionSpec texts(String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .build();
    }

    private static String[] rest(String[] names) {
        return List.of(names).subList(1, names.length).toArray(String[]::new);
    }
}
