package io.github.stint.cli.steer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows with columns of the same width, numbers to the right. What does not fit is cut off the column that can best bear it. */
final class Table {

    private static final String BETWEEN = "  ";
    private static final int NARROWEST = 8;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    private record Column(String title, boolean number, boolean flexible) {

        /** A title that begins with {@code >} is that of numbers; {@code ~} one of texts that may be cut. */
        static Column of(String described) {
            boolean number = described.startsWith(">");
            boolean flexible = described.startsWith("~");
            return new Column(number || flexible ? described.substring(1) : described, number, flexible);
        }
    }

    /** With these titles: {@code >} before one means numbers, {@code ~} texts that may be cut. */
    static Table of(String... titles) {
        return new Table(Arrays.stream(titles).map(Column::of).toList());
    }

    /** One more row. */
    void row(Object... cells) {
        rows.add(
                Arrays.stream(cells).map(it -> Printable.of(String.valueOf(it))).toList());
    }

    /** The titles and the rows. */
    List<String> lines(Page page) {
        int[] widths = widths(page.columns());
        List<String> lines = new ArrayList<>();
        lines.add(page.bold(line(columns.stream().map(Column::title).toList(), widths, page)));
        rows.forEach(row -> lines.add(line(row, widths, page)));
        return lines;
    }

    private int[] widths(int room) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    columns.get(i).title().length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        long over = Arrays.stream(widths).asLongStream().sum() + (long) BETWEEN.length() * (widths.length - 1) - room;
        while (over > 0) {
            int widest = widestFlexible(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private int widestFlexible(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean canBeCut = columns.get(i).flexible() && widths[i] > NARROWEST;
            if (canBeCut && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths, Page page) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = page.cut(cells.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : BETWEEN).append(columns.get(i).number() ? padding + cell : cell + padding);
        }
        return page.cut(line.toString().stripTrailing(), page.columns());
    }
}
