package io.github.stint.cli.output;

import io.github.stint.cli.job.RunningJob;
import io.github.stint.cli.words.RawWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs that run, one a line: number, how long so far, command, and the last line it wrote. */
final class JobLines {

    private static final String GAP = "  ";
    private static final int LEAST_FOR_OUTPUT = 44;
    private static final int LEAST_OUTPUT = 12;

    private JobLines() {}

    /** The lines for a terminal of so many columns, the last of which stays free. */
    static List<StatusArea.Line> of(List<RunningJob> jobs, long now, Look look, int columns) {
        List<String> numbers = jobs.stream().map(job -> "#" + job.place()).toList();
        List<String> times = jobs.stream()
                .map(job -> time(job.nanosUntil(now) / 1_000_000_000L))
                .toList();
        List<String> commands = jobs.stream()
                .map(job -> LastLine.shown(RawWords.bytes(job.command()), look))
                .toList();
        int numberColumns = widest(numbers);
        int timeColumns = widest(times);
        int room = columns - 1 - numberColumns - timeColumns - 2 * GAP.length() - GAP.length();
        boolean withOutput = room >= LEAST_FOR_OUTPUT;
        int commandColumns = withOutput ? Math.min(widest(commands), room / 2) : room;
        int outputColumns = room - commandColumns - GAP.length();
        List<StatusArea.Line> lines = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            String head = GAP + atRight(numbers.get(i), numberColumns) + GAP + atRight(times.get(i), timeColumns);
            if (room <= 0) {
                String fits = Columns.endCut(head, columns - 1, look);
                lines.add(new StatusArea.Line(fits, fits.length()));
                continue;
            }
            String command = Columns.middleCut(commands.get(i), commandColumns, look);
            String output = withOutput && outputColumns >= LEAST_OUTPUT
                    ? Columns.endCut(LastLine.of(jobs.get(i).lastOutput(), look), outputColumns, look)
                    : "";
            String before = head + GAP + command;
            if (output.isEmpty()) {
                lines.add(new StatusArea.Line(before, Columns.of(before)));
            } else {
                String filled = before + " ".repeat(commandColumns - Columns.of(command)) + GAP;
                lines.add(new StatusArea.Line(
                        filled + Style.DIM.of(output, look), Columns.of(filled) + Columns.of(output)));
            }
        }
        return lines;
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(Columns::of).max().orElse(0);
    }

    private static String atRight(String text, int columns) {
        return " ".repeat(columns - text.length()) + text;
    }

    /** {@code 0:07}, {@code 1:05}, {@code 2:03:07}. */
    static String time(long seconds) {
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
