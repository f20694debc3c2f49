package io.github.stint.cli.top;

import io.github.stint.cli.output.Columns;
import io.github.stint.cli.output.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of the screen, in pieces that look different. */
record Line(List<Piece> pieces) {

    static final Line EMPTY = new Line(List.of());

    /** Text that looks the same all over. */
    record Piece(String text, Ink ink) {}

    Line {
        pieces = List.copyOf(pieces);
    }

    static Line of(String text) {
        return of(text, Ink.PLAIN);
    }

    static Line of(String text, Ink ink) {
        return new Line(List.of(new Piece(text, ink)));
    }

    Line and(String text) {
        return and(text, Ink.PLAIN);
    }

    Line and(String text, Ink ink) {
        return and(of(text, ink));
    }

    Line and(Line other) {
        List<Piece> both = new ArrayList<>(pieces);
        both.addAll(other.pieces);
        return new Line(both);
    }

    /** The same text, all of it in one look. */
    Line all(Ink ink) {
        return of(text(), ink);
    }

    String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    int columns() {
        return pieces.stream().mapToInt(piece -> Columns.of(piece.text())).sum();
    }

    /** With blanks behind it, until it is so wide. */
    Line padded(int columns) {
        int missing = columns - columns();
        return missing > 0 ? and(" ".repeat(missing)) : this;
    }

    /** With blanks before it, until it is so wide. */
    Line paddedLeft(int columns) {
        int missing = columns - columns();
        return missing > 0 ? of(" ".repeat(missing)).and(this) : this;
    }

    /** As much of its beginning as fits, with a mark that there is more. */
    Line cut(int columns, Look look) {
        int left = columns;
        List<Piece> kept = new ArrayList<>();
        for (int i = 0; i < pieces.size() && left > 0; i++) {
            Piece piece = pieces.get(i);
            boolean more = pieces.subList(i + 1, pieces.size()).stream()
                    .anyMatch(it -> !it.text().isBlank());
            int width = Columns.of(piece.text());
            if (width < left || (width == left && !more)) {
                kept.add(piece);
                left -= width;
            } else {
                String whole = more ? piece.text() + "....." : piece.text();
                kept.add(new Piece(Columns.endCut(whole, left, look), piece.ink()));
                left = 0;
            }
        }
        return new Line(kept);
    }

    /** What makes a terminal show it. */
    String written(boolean color) {
        return pieces.stream()
                .map(piece -> color ? piece.ink().of(piece.text()) : piece.text())
                .collect(Collectors.joining());
    }
}
