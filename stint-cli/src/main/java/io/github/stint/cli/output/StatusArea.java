package io.github.stint.cli.output;

import java.util.List;

/**
 * Lines that stand at the bottom of a terminal, below all that scrolls: what to write so that they appear, are replaced in
 * their place, and go away.
 *
 * <p>The cursor rests behind the last of them. When the terminal has become narrower since they were written, it has broken
 * those that do not fit any more, as nearly all terminals do; so the way back to the first is counted with its width of now.
 */
final class StatusArea {

    /**
     * A line.
     *
     * @param text with what colors it
     * @param columns it takes; less than the terminal has
     */
    record Line(String text, int columns) {}

    private static final String BACK = "\r";
    private static final String UP = "\u001b[A";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String NO_STYLE = "\u001b[m";

    private List<Line> shown = List.of();

    /** Whether any line is there. */
    boolean isShown() {
        return !shown.isEmpty();
    }

    /**
     * Takes the lines away: the cursor is where the first began. One row after the other, since a terminal may take the clearing
     * of all from the first row on for the end of a page, and keep that.
     */
    String clear(int columns) {
        if (shown.isEmpty()) {
            return "";
        }
        int rows = rows(columns);
        shown = List.of();
        return BACK + CLEAR_LINE + (UP + CLEAR_LINE).repeat(rows - 1);
    }

    /** Shows these lines instead; the cursor is where they are, or at the beginning of a line. */
    String show(List<Line> lines, int columns) {
        StringBuilder written = new StringBuilder(BACK);
        written.append(UP.repeat(Math.max(0, rows(columns) - 1))).append(NO_STYLE);
        for (int i = 0; i < lines.size(); i++) {
            written.append(i == 0 ? "" : "\n").append(lines.get(i).text()).append(CLEAR_LINE);
        }
        written.append(CLEAR_BELOW);
        shown = List.copyOf(lines);
        return written.toString();
    }

    /** Somebody else has written below: what is there stays as it is. */
    void forget() {
        shown = List.of();
    }

    private int rows(int columns) {
        int rows = 0;
        for (Line line : shown) {
            rows += Math.max(1, Math.ceilDiv(line.columns(), Math.max(1, columns)));
        }
        return rows;
    }
}
