package io.github.stint.cli.output;

/** A bar that fills from left to right: in steps of an eighth of a column, or of a whole one where that cannot be shown. */
final class Bar {

    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final String FULL = "█";

    private Bar() {}

    /** One that takes so many columns, its two ends included. */
    static String of(double fraction, int columns, Look look) {
        int inside = Math.max(0, columns - 2);
        double within = Math.clamp(fraction, 0, 1);
        if (!look.unicode()) {
            int full = (int) (within * inside);
            return "[" + Style.GOOD.of("#".repeat(full), look) + "-".repeat(inside - full) + "]";
        }
        int eighths = (int) (within * inside * 8);
        int full = eighths / 8;
        String filled = FULL.repeat(full) + (full < inside ? EIGHTHS.charAt(eighths % 8) : "");
        return "▕" + Style.GOOD.of(filled, look) + " ".repeat(Math.max(0, inside - full - 1)) + "▏";
    }
}
