package io.github.stint.cli.top;

import io.github.stint.cli.output.Columns;
import io.github.stint.cli.output.Look;
import io.github.stint.cli.top.Line.Piece;
import java.util.ArrayList;
import java.util.List;

/** Draws the table: titles, and as many rows as are seen. */
final class Grid {

    private static final int MARKS = 2;
    private static final int LEAST_REST = 8;

    private final List<Column> all;
    private final int columns;
    private final int between;
    private final Look look;

    Grid(View view, int columns, Look look) {
        this.all = Column.of(view);
        this.columns = columns;
        this.between = columns < 60 ? 1 : 2;
        this.look = look;
    }

    Line titles() {
        return line(all.stream().map(it -> new Piece(it.title(), Ink.PLAIN)).toList(), "  ")
                .padded(columns)
                .all(Ink.BOLD);
    }

    /** The rows that are seen; the selected one and tagged ones have marks before them. */
    List<Line> rows(Model model, int seen) {
        List<Line> lines = new ArrayList<>();
        List<Row> rows = model.rows();
        Place place = model.place();
        for (int i = place.first(); i < Math.min(rows.size(), place.first() + seen); i++) {
            Row row = rows.get(i);
            boolean selected = i == place.cursor();
            Target target = row.target();
            boolean tagged = target != null && model.tagged().contains(target);
            Line line = line(row.cells(), (selected ? ">" : " ") + (tagged ? "*" : " "));
            lines.add(selected ? line.padded(columns).all(Ink.SELECTED) : line);
        }
        if (lines.isEmpty() && model.total() > 0) {
            lines.add(Line.of("  looking ...", Ink.DIM)); // further down than what was asked for until now
        }
        return lines;
    }

    private Line line(List<Piece> cells, String marks) {
        Line line = Line.of(marks);
        int rest = rest();
        for (int i = 0; i < all.size(); i++) {
            Column column = all.get(i);
            if (column.from() > columns) {
                continue;
            }
            int width = column.width() == 0 ? rest : column.width();
            Piece cell = cells.get(i);
            Line shown = Line.of(Columns.middleCut(cell.text(), width, look), cell.ink());
            line = line.and(column.number() ? shown.paddedLeft(width) : shown.padded(width))
                    .and(" ".repeat(between));
        }
        return line.cut(columns, look);
    }

    private int rest() {
        int taken = MARKS;
        for (Column column : all) {
            if (column.from() <= columns) {
                taken += column.width() + between;
            }
        }
        return Math.max(LEAST_REST, columns - taken + between);
    }
}
