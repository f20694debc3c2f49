package io.github.stint.cli.output;

import java.nio.charset.StandardCharsets;

/**
 * The last line of what a command wrote, without anything that a terminal would obey. A line that a command writes again and
 * again after a carriage return counts as it is now; one without a visible character does not count.
 */
final class LastLine {

    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final int WIDER_EMOJI = 0xfe0f;

    private final String text;
    private final StringBuilder line = new StringBuilder();
    private String last = "";
    private boolean returned;
    private int at;

    private LastLine(String text) {
        this.text = text;
    }

    /** The last line of text that ends with those bytes. */
    static String of(byte[] bytes, Look look) {
        return new LastLine(text(bytes, look)).find();
    }

    /** The text of a raw word, without anything that a terminal would obey. */
    static String shown(byte[] bytes, Look look) {
        StringBuilder shown = new StringBuilder();
        text(bytes, look).codePoints().map(it -> isVisible(it) ? it : '?').forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static String text(byte[] bytes, Look look) {
        return new String(bytes, look.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII)
                .replace('\ufffd', '?');
    }

    private String find() {
        while (at < text.length()) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            switch (character) {
                case '\n' -> endLine();
                case '\r' -> returned = true;
                case '\t' -> add(' ');
                case ESCAPE -> skipSequence();
                default -> {
                    if (isVisible(character)) {
                        add(character);
                    }
                }
            }
        }
        endLine();
        return last;
    }

    private void add(int character) {
        if (returned) {
            endLine();
        }
        line.appendCodePoint(character);
    }

    private void endLine() {
        returned = false;
        if (!line.toString().isBlank()) {
            last = line.toString().strip();
        }
        line.setLength(0);
    }

    /** What follows an escape character: a control sequence, a string up to its end, or one character. */
    private void skipSequence() {
        if (at == text.length()) {
            return;
        }
        char kind = text.charAt(at++);
        switch (kind) {
            case '[' -> {
                while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
                    at++;
                }
                at = Math.min(text.length(), at + 1);
            }
            case ']', 'P', 'X', '^', '_' -> {
                while (at < text.length() && text.charAt(at) != BELL && text.charAt(at) != ESCAPE) {
                    at++;
                }
            }
            default -> {
                while (kind >= ' ' && kind < '0' && at < text.length()) {
                    kind = text.charAt(at++);
                }
            }
        }
    }

    /** Neither a control nor one that turns the direction of the text, or whose width depends on the terminal. */
    private static boolean isVisible(int character) {
        return character != WIDER_EMOJI
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
