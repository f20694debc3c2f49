package io.github.stint.cli;

import io.github.stint.cli.command.Places;
import io.github.stint.cli.command.TextTemplate;
import io.github.stint.cli.output.OutputStyle;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How outputs are shown, as the options say it.
 *
 * @param style in which pieces
 * @param tag what stands before each line, if anything
 */
record RunOutputs(OutputStyle style, @Nullable TextTemplate tag) {

    private static final List<OptionSpec> NEED_OUTPUTS = List.of(
            RunOptions.KEEP_ORDER, RunOptions.LINE_BUFFER, RunOptions.TAG, RunOptions.TAG_TEXT, RunOptions.RESULTS);
    private static final List<OptionSpec> WRITE_OUTPUTS =
            List.of(RunOptions.UNGROUP, RunOptions.LINE_BUFFER, RunOptions.TAG, RunOptions.TAG_TEXT);

    static RunOutputs of(RunOptions options, Places places) throws UsageException {
        return new RunOutputs(style(options), tag(options, places));
    }

    private static OutputStyle style(RunOptions options) throws UsageException {
        if (options.has(RunOptions.JSON)) {
            refuse(options, RunOptions.JSON, WRITE_OUTPUTS, "what commands write is in the objects");
            return OutputStyle.OBJECTS;
        }
        if (!options.has(RunOptions.UNGROUP)) {
            return options.has(RunOptions.LINE_BUFFER) ? OutputStyle.LINES : OutputStyle.GROUPED;
        }
        refuse(options, RunOptions.UNGROUP, NEED_OUTPUTS, "commands write to standard output themselves");
        return OutputStyle.DIRECT;
    }

    private static void refuse(RunOptions options, OptionSpec given, List<OptionSpec> others, String reason)
            throws UsageException {
        for (OptionSpec other : others) {
            if (options.has(other)) {
                String name = given.names()[0];
                throw new UsageException(
                        name + " and " + other.names()[0] + " contradict each other: with " + name + " " + reason);
            }
        }
    }

    private static @Nullable TextTemplate tag(RunOptions options, Places places) throws UsageException {
        String text = options.value(RunOptions.TAG_TEXT);
        if (!options.has(RunOptions.TAG)) {
            return text == null ? null : new TextTemplate(text, places);
        }
        if (text != null) {
            throw new UsageException("--tag and --tagstring both say what stands before a line");
        }
        return new TextTemplate(options.has(RunOptions.PIPE) ? "{#}" : "{}", Places.inBraces(List.of()));
    }

    /** The highest number of a column that is a place in the tag; 0 if none is. */
    int highestColumn() {
        return tag == null ? 0 : tag.highestColumn();
    }
}
