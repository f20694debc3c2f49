package io.github.stint.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that looks the same on a terminal and in Markdown. */
final class Table {

    private final List<List<String>> lines = new ArrayList<>();
    private final int texts;

    /**
     * A table without rows yet.
     *
     * @param texts how many columns, from the left, are text; the others are numbers
     */
    Table(int texts, String... head) {
        this.texts = texts;
        lines.add(List.of(head));
    }

    void row(String... cells) {
        if (cells.length != lines.getFirst().size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of "
                    + lines.getFirst().size() + " columns");
        }
        lines.add(List.of(cells));
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    @Override
    public String toString() {
        int columns = lines.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            table.append(IntStream.range(0, columns)
                    .mapToObj(column -> padded(line.get(column), widths[column], column >= texts))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (line == lines.getFirst()) {
                table.append(IntStream.range(0, columns)
                        .mapToObj(column ->
                                column >= texts ? "-".repeat(widths[column] + 1) + ":" : "-".repeat(widths[column] + 2))
                        .collect(Collectors.joining("|", "|", "|\n")));
            }
        }
        return table.toString();
    }

    private static String padded(String text, int width, boolean right) {
        String room = " ".repeat(width - text.length());
        return right ? room + text : text + room;
    }
}
