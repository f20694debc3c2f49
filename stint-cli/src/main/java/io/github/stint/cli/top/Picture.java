package io.github.stint.cli.top;

import io.github.stint.cli.output.Look;
import io.github.stint.cli.steer.Printable;
import java.util.ArrayList;
import java.util.List;

/** Draws a model: a pure function that gives exactly as many lines as the screen has rows, none wider than it is. */
final class Picture {

    private Picture() {}

    static List<Line> of(Model model, Look look) {
        int columns = model.size().columns();
        int rows = model.size().rows();
        Layout layout = Layout.of(model);
        Head head = new Head(model, look);
        List<Line> lines = new ArrayList<>();
        lines.add(head.application());
        lines.addAll(head.owners(layout.owners()));
        if (layout.warning()) {
            lines.add(head.warning());
        }
        switch (model.mode()) {
            case Mode.Help _ -> lines.addAll(KeyLine.help());
            case Mode.Details details -> lines.addAll(part(Closer.lines(model), details.first(), layout.details()));
            default -> {
                Grid grid = new Grid(model.place().view(), columns, look);
                lines.add(head.tabs());
                lines.add(grid.titles());
                lines.addAll(grid.rows(model, layout.table()));
            }
        }
        List<Line> screen = new ArrayList<>(lines.subList(0, Math.min(lines.size(), Math.max(0, rows - 2))));
        while (screen.size() < rows - 2) {
            screen.add(Line.EMPTY);
        }
        screen.add(said(model));
        screen.add(KeyLine.of(model, columns));
        return screen.subList(Math.max(0, screen.size() - rows), screen.size()).stream()
                .map(line -> line.cut(columns, look))
                .toList();
    }

    private static List<Line> part(List<Line> lines, int first, int most) {
        int begin = Math.clamp(lines.size() - most, 0, first); // they may have become fewer
        return lines.subList(begin, Math.min(lines.size(), begin + most));
    }

    private static Line said(Model model) {
        return switch (model.mode()) {
            case Mode.Typing typing -> Line.of("show tasks where: ", Ink.BOLD).and(typing.text() + "_");
            case Mode.Asking asking -> Line.of(Printable.of(asking.question()) + " y/n", Ink.WARNING);
            default -> Line.of(Printable.of(model.said()));
        };
    }
}
