package io.github.stint.cli;

import io.github.stint.cli.words.RawWords;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of the commands that look at an application or steer it, and which of them were given. */
record SteerOptions(ParseResult parsed) {

    static final OptionSpec SOCKET = CommandLines.text("-s", "--socket");
    static final OptionSpec TOKEN_FILE = CommandLines.text("--token-file");
    static final OptionSpec JSON = CommandLines.flag("--json");
    static final OptionSpec WATCH = CommandLines.flag("-w", "--watch");
    static final OptionSpec OWNER = CommandLines.text("-o", "--owner");
    static final OptionSpec WHERE = CommandLines.text("--where");
    static final OptionSpec SORT = CommandLines.text("--sort");
    static final OptionSpec LIMIT = CommandLines.text("-n", "--limit");
    static final OptionSpec ALL_THREADS = CommandLines.flag("--all-threads");

    static final OptionSpec WHY = CommandLines.text("--why");
    static final OptionSpec GROUP = CommandLines.text("--group");
    static final OptionSpec DRY_RUN = CommandLines.flag("--dry-run");
    static final OptionSpec YES = CommandLines.flag("-y", "--yes");
    static final OptionSpec WITHIN = CommandLines.text("--within");

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
        return CommandLines.words(parsed).stream().map(RawWords::decoded).toList();
    }
}
