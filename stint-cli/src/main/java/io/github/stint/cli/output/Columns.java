package io.github.stint.cli.output;

/** How many columns of a terminal a text takes, and how one is made to fit. */
public final class Columns {

    /** First and last of the characters that take two columns, by and large: CJK, Hangul, full-width forms and emoji. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x2705, 0x2705,
        0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2755, 0x2795, 0x2797, 0x2b1b, 0x2b1c, 0x2e80, 0x303e, 0x3041, 0xa4cf,
        0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f004,
        0x1f004, 0x1f18e, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f64f, 0x1f680, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f900,
        0x1faff, 0x20000, 0x3fffd
    };

    private Columns() {}

    /** How many. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (character >= WIDE[i] && character <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text, or its beginning and a mark that something is missing. */
    public static String endCut(String text, int columns, Look look) {
        if (of(text) <= columns) {
            return text;
        }
        String mark = mark(columns, look);
        return beginning(text, columns - mark.length()) + mark;
    }

    /** The text, or its beginning and its end, which often tell one command from the other. */
    public static String middleCut(String text, int columns, Look look) {
        if (of(text) <= columns) {
            return text;
        }
        String mark = mark(columns, look);
        int room = columns - mark.length();
        String beginning = beginning(text, (room + 1) / 2);
        return beginning + mark + end(text, room - of(beginning));
    }

    private static String mark(int columns, Look look) {
        String mark = look.unicode() ? "…" : "...";
        return mark.length() <= columns ? mark : ".".repeat(Math.max(0, columns));
    }

    private static String beginning(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            if (taken + of(character) > columns) {
                break;
            }
            taken += of(character);
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static String end(String text, int columns) {
        int begin = text.length();
        int taken = 0;
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            if (taken + of(character) > columns) {
                break;
            }
            taken += of(character);
            begin -= Character.charCount(character);
        }
        return text.substring(begin);
    }
}
