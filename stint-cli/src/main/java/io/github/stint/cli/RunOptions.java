package io.github.stint.cli;

import java.util.List;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code stint run}, and which of them were given. */
record RunOptions(ParseResult parsed) {

    static final OptionSpec JOBS = CommandLines.text("-j", "--jobs");
    static final OptionSpec KEEP_ORDER = CommandLines.flag("-k", "--keep-order");
    static final OptionSpec SHELL = CommandLines.flag("--shell");
    static final OptionSpec ARGUMENT_FILE = CommandLines.texts("-a", "--arg-file");
    static final OptionSpec NULL = CommandLines.flag("-0", "--null");
    static final OptionSpec DELIMITER = CommandLines.text("-d", "--delimiter");
    static final OptionSpec MAX_ARGUMENTS = CommandLines.text("-n", "--max-args");
    static final OptionSpec COLUMN_SEPARATOR = CommandLines.text("--colsep");
    static final OptionSpec HEADER = OptionSpec.builder("--header")
            .type(boolean.class)
            .preprocessor((words, _, _, _) -> passOver(":", words))
            .build();
    static final OptionSpec REPLACE = CommandLines.text("-I", "--replace");

    static final OptionSpec LINE_BUFFER = CommandLines.flag("--line-buffer", "--lb");
    static final OptionSpec UNGROUP = CommandLines.flag("-u", "--ungroup");
    static final OptionSpec TAG = CommandLines.flag("--tag");
    static final OptionSpec TAG_TEXT = CommandLines.text("--tagstring");
    static final OptionSpec RESULTS = CommandLines.text("--results");

    static final OptionSpec PIPE = CommandLines.flag("--pipe");
    static final OptionSpec BLOCK = CommandLines.text("--block");
    static final OptionSpec RECORDS = CommandLines.text("-N");
    static final OptionSpec RECORD_START = CommandLines.text("--recstart");
    static final OptionSpec RECORD_END = CommandLines.text("--recend");

    static final OptionSpec JOB_LOG = CommandLines.text("--joblog");
    static final OptionSpec JOB_LOG_SYNC = CommandLines.flag("--joblog-sync");
    static final OptionSpec RESUME = CommandLines.flag("--resume");
    static final OptionSpec RESUME_FAILED = CommandLines.flag("--resume-failed");

    static final OptionSpec PROGRESS = CommandLines.flag("--progress");
    static final OptionSpec NO_PROGRESS = CommandLines.flag("--no-progress");
    static final OptionSpec COLOR = CommandLines.text("--color");
    static final OptionSpec JSON = CommandLines.flag("--json");
    static final OptionSpec NO_CONTROL = CommandLines.flag("--no-control");

    static final OptionSpec DELAY = CommandLines.text("--delay");
    static final OptionSpec RATE = CommandLines.text("--rate");
    static final OptionSpec LOAD = CommandLines.text("--load");
    static final OptionSpec MEMORY_FREE = CommandLines.text("--memfree");
    static final OptionSpec DRY_RUN = CommandLines.flag("--dry-run");
    static final OptionSpec WORKING_FOLDER = CommandLines.text("--wd");
    static final OptionSpec ENVIRONMENT = CommandLines.texts("--env");
    static final OptionSpec NICE = CommandLines.text("--nice");
    static final OptionSpec SHUFFLE = CommandLines.flag("--shuf");
    static final OptionSpec SEED = CommandLines.text("--seed");
    static final OptionSpec TIMEOUT = CommandLines.text("--timeout");
    static final OptionSpec RETRIES = CommandLines.text("--retries");
    static final OptionSpec RETRY_DELAY = CommandLines.text("--retry-delay");
    static final OptionSpec HALT = CommandLines.text("--halt");

    private static final List<OptionSpec> ALL = List.of(
            PROGRESS,
            NO_PROGRESS,
            COLOR,
            JSON,
            NO_CONTROL,
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
        return CommandLines.command("run", ALL);
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
        return CommandLines.words(parsed);
    }

    /** What GNU parallel has behind {@code --header} changes nothing. */
    private static boolean passOver(String word, Stack<String> words) {
        if (!words.isEmpty() && words.peek().equals(word)) {
            words.pop();
        }
        return false;
    }
}
