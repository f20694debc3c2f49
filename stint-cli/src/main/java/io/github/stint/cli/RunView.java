package io.github.stint.cli;

import io.github.stint.cli.output.Look;
import io.github.stint.cli.output.OutputPlace;
import io.github.stint.cli.output.Progress;
import io.github.stint.cli.output.StandardStream;
import io.github.stint.cli.output.View;
import io.github.stint.cli.process.Terminal;
import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be seen of a run, as the options, the environment and the terminal say.
 *
 * @param terminal whether standard error is one
 * @param moves whether its cursor can be moved
 */
record RunView(Progress.Wish wish, boolean terminal, boolean moves, OutputPlace place, Look look) {

    static RunView of(RunOptions options, Map<String, String> environment) throws UsageException {
        boolean terminal = new Terminal(2).exists();
        String type = environment.getOrDefault("TERM", "");
        boolean moves = !type.isEmpty() && !type.equals("dumb");
        return new RunView(
                wish(options),
                terminal,
                moves,
                place(terminal),
                new Look(isUnicode(), color(options, environment, terminal && moves)));
    }

    /** What is shown, if others write there meanwhile or not. */
    View view(boolean shared) {
        return new View(terminal, Progress.of(wish, terminal, moves, shared, place), look);
    }

    private static Progress.Wish wish(RunOptions options) throws UsageException {
        boolean wanted = options.has(RunOptions.PROGRESS);
        boolean forbidden = options.has(RunOptions.NO_PROGRESS);
        if (wanted && forbidden) {
            throw new UsageException("--progress and --no-progress exclude each other: leave one of them out");
        }
        return wanted ? Progress.Wish.ANYWHERE : forbidden ? Progress.Wish.NONE : Progress.Wish.IF_TERMINAL;
    }

    private static boolean color(RunOptions options, Map<String, String> environment, boolean possible)
            throws UsageException {
        String given = Objects.requireNonNullElse(options.value(RunOptions.COLOR), "auto");
        return switch (given) {
            case "auto" -> possible && environment.getOrDefault("NO_COLOR", "").isEmpty();
            case "always" -> true;
            case "never" -> false;
            default -> throw new UsageException("--color must be auto, always or never: " + ShellQuote.quote(given));
        };
    }

    private static OutputPlace place(boolean terminal) {
        if (!terminal || new Terminal(1).exists()) {
            return OutputPlace.SAME;
        }
        return StandardStream.out().isFile() ? OutputPlace.ELSEWHERE : OutputPlace.PASSED_ON;
    }

    private static boolean isUnicode() {
        return System.getProperty("native.encoding", "").equals("UTF-8");
    }
}
