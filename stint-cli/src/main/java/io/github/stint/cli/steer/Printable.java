package io.github.stint.cli.steer;

/** Makes text of an application safe to be shown: nothing in it may steer a terminal or forge a line. */
public final class Printable {

    private Printable() {}

    /** The text, its control characters written out. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(it -> {
            if (steers(it)) {
                shown.append(String.format("\\u%04x", it));
            } else {
                shown.appendCodePoint(it);
            }
        });
        return shown.toString();
    }

    private static boolean steers(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
