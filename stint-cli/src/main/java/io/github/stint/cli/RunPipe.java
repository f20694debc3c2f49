package io.github.stint.cli;

import io.github.stint.cli.RunWords.Input;
import io.github.stint.cli.arguments.BlockSize;
import io.github.stint.cli.arguments.Blocks;
import io.github.stint.cli.arguments.RecordEnds;
import io.github.stint.cli.words.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --pipe} and the options that go with it say: standard input in blocks. */
final class RunPipe {

    private static final long USUAL_BLOCK = 1 << 20;
    private static final long LARGEST_BLOCK = Blocks.LONGEST / 2;
    private static final int MOST_RECORDS = 1_000_000_000;

    private static final List<OptionSpec> ONLY_WITH_PIPE =
            List.of(RunOptions.BLOCK, RunOptions.RECORDS, RunOptions.RECORD_START, RunOptions.RECORD_END);
    private static final List<OptionSpec> OF_ARGUMENTS = List.of(
            RunOptions.ARGUMENT_FILE,
            RunOptions.NULL,
            RunOptions.DELIMITER,
            RunOptions.MAX_ARGUMENTS,
            RunOptions.COLUMN_SEPARATOR,
            RunOptions.HEADER);
    private static final List<OptionSpec> BY_VALUES = List.of(RunOptions.RESUME, RunOptions.RESUME_FAILED);

    private RunPipe() {}

    /** Refuses what means nothing without {@code --pipe}. */
    static void refuseIfGiven(RunOptions options) throws UsageException {
        OptionSpec given = firstOf(ONLY_WITH_PIPE, options);
        if (given != null) {
            throw new UsageException(given.names()[0] + " needs --pipe");
        }
    }

    static RunInputs inputs(RunOptions options, List<Input> inputs) throws UsageException {
        OptionSpec ofArguments = firstOf(OF_ARGUMENTS, options);
        if (ofArguments != null || !inputs.isEmpty()) {
            String name = ofArguments == null
                    ? "'" + inputs.getFirst().separator().sign() + "'"
                    : ofArguments.names()[0];
            throw new UsageException("--pipe and " + name
                    + " contradict each other: with --pipe jobs have no arguments, they read blocks");
        }
        OptionSpec byValues = firstOf(BY_VALUES, options);
        if (byValues != null) {
            throw new UsageException("--pipe and " + byValues.names()[0]
                    + " contradict each other: a block has no arguments to be known again by");
        }
        return new RunInputs(Blocks.ofStandardInput(ends(options), size(options)), 0, List.of(), false);
    }

    private static BlockSize size(RunOptions options) throws UsageException {
        String block = options.value(RunOptions.BLOCK);
        String records = options.value(RunOptions.RECORDS);
        if (records == null) {
            long bytes = block == null ? USUAL_BLOCK : Sizes.within("--block", 1, LARGEST_BLOCK, block);
            return BlockSize.ofBytes(Math.toIntExact(bytes));
        }
        if (block != null) {
            throw new UsageException("--block and -N both say how much a job reads");
        }
        return BlockSize.ofRecords(Numbers.within("-N", 1, MOST_RECORDS, records));
    }

    private static RecordEnds ends(RunOptions options) throws UsageException {
        String start = options.value(RunOptions.RECORD_START);
        String end = options.value(RunOptions.RECORD_END);
        String usual = start == null ? "\n" : "";
        return new RecordEnds(
                end == null ? usual : Escapes.read("--recend", end),
                start == null ? "" : Escapes.read("--recstart", start));
    }

    private static @Nullable OptionSpec firstOf(List<OptionSpec> several, RunOptions options) {
        return several.stream().filter(options::has).findFirst().orElse(null);
    }
}
