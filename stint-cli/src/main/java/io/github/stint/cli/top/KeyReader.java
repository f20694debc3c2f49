package io.github.stint.cli.top;

import io.github.stint.cli.top.Key.Name;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes keys of the characters that a terminal sends for them. */
final class KeyReader {

    /** What comes from the terminal. */
    @FunctionalInterface
    interface Source {

        /** There was nothing in time. */
        int NOTHING = -2;

        /** The next character, {@link #NOTHING}, or -1 when no more will come. */
        int read(long millis) throws IOException;
    }

    private static final char ESCAPE = '\u001b';

    /** What belongs to a key comes at once; whoever presses Escape and then another key is slower. */
    private static final long WITHIN_A_KEY = 40;

    private static final int LONGEST = 16;

    private static final Map<String, Name> SEQUENCES = Map.ofEntries(
            Map.entry("A", Name.UP),
            Map.entry("B", Name.DOWN),
            Map.entry("C", Name.RIGHT),
            Map.entry("D", Name.LEFT),
            Map.entry("H", Name.HOME),
            Map.entry("F", Name.END),
            Map.entry("Z", Name.BACK_TAB),
            Map.entry("1~", Name.HOME),
            Map.entry("7~", Name.HOME),
            Map.entry("4~", Name.END),
            Map.entry("8~", Name.END),
            Map.entry("5~", Name.PAGE_UP),
            Map.entry("6~", Name.PAGE_DOWN));

    private final Source source;

    /** What was read behind an Escape and is a key of its own. */
    private int behind = Source.NOTHING;

    KeyReader(Source source) {
        this.source = source;
    }

    /** The next key, or null if none was pressed in time; an end of the terminal is an interrupt. */
    @Nullable
    Key next(long millis) throws IOException {
        int c = behind == Source.NOTHING ? source.read(millis) : behind;
        behind = Source.NOTHING;
        return switch (c) {
            case Source.NOTHING -> null;
            case -1, 3 -> Key.of(Name.INTERRUPT);
            case '\r', '\n' -> Key.of(Name.ENTER);
            case '\t' -> Key.of(Name.TAB);
            case 8, 127 -> Key.of(Name.BACKSPACE);
            case 12 -> Key.of(Name.REDRAW);
            case 21 -> Key.of(Name.CLEAR);
            case ESCAPE -> Key.of(escaped());
            default -> c < ' ' ? Key.of(Name.OTHER) : Key.of(codePoint((char) c));
        };
    }

    private int codePoint(char first) throws IOException {
        if (!Character.isHighSurrogate(first)) {
            return first;
        }
        int second = source.read(WITHIN_A_KEY);
        return second >= 0 ? Character.toCodePoint(first, (char) second) : '?';
    }

    /** The key of which that was the first character. */
    private Name escaped() throws IOException {
        int c = source.read(WITHIN_A_KEY);
        if (c != '[' && c != 'O') {
            behind = c;
            return Name.ESCAPE;
        }
        StringBuilder sequence = new StringBuilder();
        while (sequence.length() < LONGEST) {
            c = source.read(WITHIN_A_KEY);
            if (c < 0) {
                break;
            }
            sequence.append((char) c);
            if (c >= '@' && c <= '~') {
                break;
            }
        }
        return SEQUENCES.getOrDefault(sequence.toString(), Name.OTHER);
    }
}
