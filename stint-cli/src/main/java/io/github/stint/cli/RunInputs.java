package io.github.stint.cli;

import io.github.stint.cli.RunWords.Input;
import io.github.stint.cli.arguments.ArgumentFile;
import io.github.stint.cli.arguments.ArgumentSource;
import io.github.stint.cli.arguments.ColumnSeparator;
import io.github.stint.cli.arguments.Combinations;
import io.github.stint.cli.arguments.ListedArguments;
import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.arguments.Rows;
import io.github.stint.cli.arguments.WithoutFirst;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of the jobs come from, as the options and the words say it.
 *
 * @param rows the values, one job after the other
 * @param columns how many a job has; 0 if that differs
 * @param names what the columns are called, if they are
 * @param fromStandardInput whether they are read there because nothing else was given
 */
record RunInputs(RowSource rows, int columns, List<String> names, boolean fromStandardInput) {

    private static final byte LINE_END = '\n';
    private static final int MOST_ARGUMENTS = 100_000;

    static RunInputs of(RunOptions options, List<Input> inputs) throws UsageException {
        if (options.has(RunOptions.PIPE)) {
            return RunPipe.inputs(options, inputs);
        }
        RunPipe.refuseIfGiven(options);
        return new Maker(options, inputs).make();
    }

    private static final class Maker {

        private final RunOptions options;
        private final List<Input> inputs;
        private final byte end;
        private final List<String> names = new ArrayList<>();

        Maker(RunOptions options, List<Input> inputs) throws UsageException {
            this.options = options;
            this.inputs = inputs;
            this.end = end();
        }

        RunInputs make() throws UsageException {
            int each = maxArguments();
            ColumnSeparator separator = columnSeparator();
            List<List<ArgumentSource>> groups = new ArrayList<>();
            for (String file : options.values(RunOptions.ARGUMENT_FILE)) {
                groups.add(new ArrayList<>(List.of(ArgumentFile.open(file, end))));
            }
            for (Input input : inputs) {
                add(input, groups);
            }
            boolean nothingGiven = groups.isEmpty();
            if (nothingGiven) {
                groups.add(new ArrayList<>(List.of(ArgumentFile.standardInput(end))));
            }
            long sources = groups.stream().mapToLong(List::size).sum();
            if (sources > 1 && (separator != null || each > 1)) {
                throw new UsageException((separator != null ? "--colsep" : "-n")
                        + " is for one source of arguments, and there" + " are " + sources);
            }
            if (options.has(RunOptions.HEADER)) {
                takeHeaders(groups, separator);
            }
            if (sources > 1) {
                return new RunInputs(new Combinations(groups), Math.toIntExact(sources), names, false);
            }
            ArgumentSource only = groups.getFirst().getFirst();
            return separator == null
                    ? new RunInputs(Rows.of(only, each), each == 1 ? 1 : 0, names, nothingGiven)
                    : new RunInputs(Rows.columns(only, separator), 0, names, nothingGiven);
        }

        private void add(Input input, List<List<ArgumentSource>> groups) throws UsageException {
            List<ArgumentSource> sources = new ArrayList<>();
            if (input.separator().ofFiles()) {
                for (String file : input.words()) {
                    sources.add(ArgumentFile.open(file, end));
                }
            } else {
                sources.add(new ListedArguments(input.words()));
            }
            if (input.separator().isLinked()) {
                groups.getLast().addAll(sources);
            } else {
                sources.forEach(source -> groups.add(new ArrayList<>(List.of(source))));
            }
        }

        /** Waits for the first argument of each. */
        private void takeHeaders(List<List<ArgumentSource>> groups, @Nullable ColumnSeparator separator)
                throws UsageException {
            for (List<ArgumentSource> group : groups) {
                for (int i = 0; i < group.size(); i++) {
                    WithoutFirst headed = headed(group.get(i));
                    if (headed == null) {
                        throw new UsageException("--header: there is no first argument that names a column");
                    }
                    group.set(i, headed);
                    names.addAll(separator == null ? List.of(headed.first()) : separator.split(headed.first()));
                }
            }
        }

        private static @Nullable WithoutFirst headed(ArgumentSource source) throws UsageException {
            try {
                return WithoutFirst.of(source);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UsageException("interrupted before the header was read");
            }
        }

        private byte end() throws UsageException {
            String delimiter = options.value(RunOptions.DELIMITER);
            if (options.has(RunOptions.NULL)) {
                if (delimiter != null) {
                    throw new UsageException("-0 and -d both say where an argument ends");
                }
                return 0;
            }
            if (delimiter == null) {
                return LINE_END;
            }
            return switch (delimiter) {
                case "\\n" -> LINE_END;
                case "\\t" -> '\t';
                case "\\0" -> 0;
                default -> {
                    if (delimiter.length() != 1) {
                        throw new UsageException(
                                "-d must be one byte, '\\n', '\\t' or '\\0': " + ShellQuote.quote(delimiter));
                    }
                    yield (byte) delimiter.charAt(0);
                }
            };
        }

        private int maxArguments() throws UsageException {
            String given = options.value(RunOptions.MAX_ARGUMENTS);
            int each = given == null ? 1 : Numbers.within("-n", 1, MOST_ARGUMENTS, given);
            if (given != null && options.has(RunOptions.COLUMN_SEPARATOR)) {
                throw new UsageException("-n and --colsep both say what the values of a job are");
            }
            return each;
        }

        private @Nullable ColumnSeparator columnSeparator() throws UsageException {
            String given = options.value(RunOptions.COLUMN_SEPARATOR);
            return given == null ? null : ColumnSeparator.of(given);
        }
    }
}
