package io.github.stint.cli.steer;

/**
 * What an answer is shown on.
 *
 * @param columns how many fit into a line; no line is cut if that is {@link #ENDLESS}
 * @param color whether colors are wanted
 * @param unicode whether characters beyond ASCII can be seen
 */
public record Page(int columns, boolean color, boolean unicode) {

    /** The width of a file or pipe. */
    public static final int ENDLESS = Integer.MAX_VALUE;

    private static final String NORMAL = "\u001b[m";

    String bold(String text) {
        return painted("1", text);
    }

    String dim(String text) {
        return painted("2", text);
    }

    String bad(String text) {
        return painted("31", text);
    }

    private String painted(String code, String text) {
        return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + NORMAL : text;
    }

    /** The text, or as much of its beginning as fits, and a mark that there is more. */
    String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        String mark = unicode ? "…" : "~";
        return width < 1 ? "" : text.substring(0, width - 1) + mark;
    }
}
