package io.github.stint.cli;

import io.github.stint.cli.words.RawWords;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options of the commands that look at an application or steer it, and which of them were given. */
record SteerOptions(ParseResult parsed) {

    static final OptionSpec SOCKET = text("-s", "--socket");
    static final OptionSpec TOKEN_FILE = text("--token-file");
    static final OptionSpec JSON = flag("--json");
    static final OptionSpec WATCH = flag("-w", "--watch");
    static final OptionSpec OWNER = text("-o", "--owner");
    static final OptionSpec WHERE = text("--where");
    static final OptionSpec SORT = text("--sort");
    static final OptionSpec LIMIT = text("-n", "--limit");
    static final OptionSpec ALL_THREADS = flag("--all-threads");

    static final OptionSpec WHY = text("--why");
    static final OptionSpec GROUP = text("--group");
    static final OptionSpec DRY_RUN = flag("--dry-run");
    static final OptionSpec YES = flag("-y", "--yes");
    static final OptionSpec WITHIN = text("--within");

    /** What the command line of a command may hold. */
    static CommandSpec spec(String name, List<OptionSpec> options) {
        CommandSpec command = CommandSpec.create().name(name);
        options.forEach(command::addOption);
        return command.addOption(OptionSpec.builder("-h", "--help")
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
        return parsed.hasMatchedOption(option.longestName());
    }

    /** What was given for an option, as text; the last one counts. */
    @Nullable
    String value(OptionSpec option) {
        String raw = parsed.matchedOptionValue(option.longestName(), null);
        return raw == null ? null : RawWords.decoded(raw);
    }

    /** What is no option, as text. */
    List<String> words() {
        return parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .map(RawWords::decoded)
                .toList();
    }

    private static OptionSpec flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).build();
    }

    private static OptionSpec text(String... names) {
        return OptionSpec.builder(names).type(String.class).build();
    }
}
