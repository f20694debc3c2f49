package io.github.stint.cli.command;

import io.github.stint.cli.words.UsageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts variables in the places of a shell line so that each value stays one word.
 *
 * <p>Bare, a variable needs double quotes around it; inside double quotes it needs none; inside single quotes those
 * have to be left and entered again. A stack of contexts follows the line, because a command substitution opens a bare
 * context inside double quotes. Where the line is stranger than that, the worst is a value split at its blanks: the
 * shell that reads the line never reads a value as a command, though what the line hands it to may.
 *
 * <p>A here-document has no quotes to put around a variable, so a place in one or after one, where it would have to be
 * known where it ends, is refused.
 */
final class ShellLine {

    private enum Context {
        BARE,
        /** Between {@code ((} and {@code ))}, one for each, where {@code <<} shifts. */
        ARITHMETIC,
        DOUBLE,
        SINGLE,
        ESCAPED_SINGLE,
        BACKTICK,
        COMMENT
    }

    private final String line;
    private final Places places;
    private final Function<Place, List<String>> variables;
    private final StringBuilder filled = new StringBuilder();
    private final Deque<Context> contexts = new ArrayDeque<>();
    private int at;
    private boolean hereDocumentFollows;
    private boolean hereDocumentBegan;

    private ShellLine(String line, Places places, Function<Place, List<String>> variables) {
        this.line = line;
        this.places = places;
        this.variables = variables;
        contexts.push(Context.BARE);
    }

    /**
     * The line with variables, for example <code>${NAME}</code>, in every place.
     *
     * @param variables those for a place: one a value
     * @throws UsageException if there is a place in a here-document or after it
     */
    static String fill(String line, Places places, Function<Place, List<String>> variables) throws UsageException {
        ShellLine shellLine = new ShellLine(line, places, variables);
        while (shellLine.at < line.length()) {
            shellLine.step();
        }
        return shellLine.filled.toString();
    }

    private void step() throws UsageException {
        Context context = contexts.getFirst();
        Places.Found found = places.inShellAt(line, at);
        if (found != null) {
            String place = line.substring(at, found.end());
            if (hereDocumentBegan) {
                throw new UsageException("'" + place + "' cannot stand in a here-document (<<) or after it; put v="
                        + place + " before it and use $v");
            }
            filled.append(reference(context, variables.apply(found.place())));
            at = found.end();
            return;
        }
        switch (context) {
            case SINGLE -> leaveAt('\'');
            case ESCAPED_SINGLE -> {
                if (!takeEscape()) {
                    leaveAt('\'');
                }
            }
            case COMMENT -> {
                endLine();
                leaveAt('\n');
            }
            case DOUBLE -> {
                if (!takeEscape() && !enterSubstitution()) {
                    leaveAt('"');
                }
            }
            case BARE, BACKTICK -> {
                endLine();
                if (!takeEscape() && !takeRedirection() && !enterSubstitution() && !enterQuotes()) {
                    leaveAt(context == Context.BARE ? ')' : '`');
                }
            }
            case ARITHMETIC -> {
                if (!takeEscape() && !enterSubstitution() && !enterQuotes()) {
                    leaveAt(')');
                }
            }
        }
    }

    /** Bare, each is a word of its own; elsewhere they are one text. */
    private static String reference(Context context, List<String> names) {
        String text = String.join(" ", names);
        return switch (context) {
            case BARE, BACKTICK, ARITHMETIC ->
                names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" "));
            case DOUBLE, COMMENT -> text;
            case SINGLE -> "'\"" + text + "\"'";
            case ESCAPED_SINGLE -> "'\"" + text + "\"$'";
        };
    }

    /** Takes one char and leaves the context if it is its end; the outermost is never left. */
    private void leaveAt(char end) {
        if (line.charAt(at) == end && contexts.size() > 1) {
            contexts.pop();
        }
        take(1);
    }

    private boolean takeEscape() {
        if (line.charAt(at) != '\\') {
            return false;
        }
        take(Math.min(2, line.length() - at));
        return true;
    }

    /** A here-document begins with the next line, a here-string is a word like others. */
    private boolean takeRedirection() {
        if (line.startsWith("<<<", at)) {
            take(3);
            return true;
        }
        if (line.startsWith("<<", at)) {
            hereDocumentFollows = true;
            take(2);
            return true;
        }
        return false;
    }

    private void endLine() {
        if (line.charAt(at) == '\n') {
            hereDocumentBegan |= hereDocumentFollows;
        }
    }

    private boolean enterSubstitution() {
        if (line.startsWith("$((", at)) {
            contexts.push(Context.ARITHMETIC);
            return enter(Context.ARITHMETIC, 3);
        }
        if (line.startsWith("$(", at)) {
            return enter(Context.BARE, 2);
        }
        if (line.charAt(at) == '`' && !contexts.contains(Context.BACKTICK)) {
            return enter(Context.BACKTICK, 1);
        }
        return false;
    }

    private boolean enterQuotes() {
        if (line.startsWith("$'", at)) {
            return enter(Context.ESCAPED_SINGLE, 2);
        }
        return switch (line.charAt(at)) {
            case '\'' -> enter(Context.SINGLE, 1);
            case '"' -> enter(Context.DOUBLE, 1);
            case '(' -> enterParentheses();
            case '#' -> startsWord() && enter(Context.COMMENT, 1);
            default -> false;
        };
    }

    private boolean enterParentheses() {
        if (contexts.getFirst() == Context.ARITHMETIC) {
            return enter(Context.ARITHMETIC, 1);
        }
        if (line.startsWith("((", at)) {
            contexts.push(Context.ARITHMETIC);
            return enter(Context.ARITHMETIC, 2);
        }
        return enter(Context.BARE, 1);
    }

    private boolean startsWord() {
        return at == 0 || " \t\n;&|(".indexOf(line.charAt(at - 1)) >= 0;
    }

    private boolean enter(Context context, int length) {
        contexts.push(context);
        take(length);
        return true;
    }

    private void take(int length) {
        filled.append(line, at, at + length);
        at += length;
    }
}
