package io.github.stint.control.internal.wire;

/** Words of users, made fit for the wire and for a line of a log. */
public final class Words {

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LINE = 200;

    private static final String FROM_OUTSIDE = ", from outside)";

    private Words() {}

    /** The words of the reason for a cancel that somebody asked for from outside. */
    public static String asked(String why, String who) {
        return why + " (" + who + FROM_OUTSIDE;
    }

    /** Whether these are such. */
    public static boolean wereAsked(String words) {
        return words.endsWith(FROM_OUTSIDE);
    }

    /** What an error says, cut if it is long; its own methods may throw. */
    public static String of(Throwable error) {
        String text;
        try {
            text = String.valueOf(error);
        } catch (Throwable e) {
            text = error.getClass().getName();
        }
        return cut(text, LONGEST_TEXT);
    }

    /** A text with its control characters escaped, cut if it is long: no line of a log that shows it can be forged. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        String cut = cut(text, LONGEST_LINE);
        cut.codePoints().forEach(it -> {
            if (isHarmless(it)) {
                shown.appendCodePoint(it);
            } else {
                shown.append(String.format("\\u%04x", it));
            }
        });
        return shown.toString();
    }

    private static boolean isHarmless(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
