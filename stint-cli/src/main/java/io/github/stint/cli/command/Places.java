package io.github.stint.cli.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of a command. What stands in braces and is none of them stays as it is, for {@code awk} and shells have
 * braces of their own.
 */
public final class Places {

    private static final int MOST_DIGITS = 6;
    private static final Pattern IN_BRACES = Pattern.compile("\\{(?:(-?[1-9][0-9]*)|([^{}/.#%]+))?(//|/\\.|/|\\.)?}");

    private final List<String> names;
    private final @Nullable String only;

    private Places(List<String> names, @Nullable String only) {
        this.names = List.copyOf(names);
        this.only = only;
    }

    /** Those in braces; columns also by these names, the first of which is that of column 1. */
    public static Places inBraces(List<String> names) {
        return new Places(names, null);
    }

    /** Nothing but that text, for all values; braces are the command's own. */
    public static Places only(String text) {
        return new Places(List.of(), text);
    }

    /** A place, and where the text goes on behind it. */
    record Found(Place place, int end) {}

    /** The place that begins there. */
    @Nullable
    Found at(String text, int from) {
        if (only != null) {
            return text.startsWith(only, from) ? new Found(new Place.All(Part.WHOLE), from + only.length()) : null;
        }
        if (from >= text.length() || text.charAt(from) != '{') {
            return null;
        }
        if (text.startsWith("{#}", from)) {
            return new Found(new Place.JobNumber(), from + 3);
        }
        if (text.startsWith("{%}", from)) {
            return new Found(new Place.SlotNumber(), from + 3);
        }
        Matcher matcher = IN_BRACES.matcher(text).region(from, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        String sign = matcher.group(3);
        Part part = sign == null ? Part.WHOLE : Part.of(sign);
        if (part == null) {
            return null;
        }
        if (matcher.group(1) != null) {
            return matcher.group(1).length() > MOST_DIGITS
                    ? null
                    : new Found(new Place.Column(Integer.parseInt(matcher.group(1)), part), matcher.end());
        }
        if (matcher.group(2) == null) {
            return new Found(new Place.All(part), matcher.end());
        }
        int named = names.indexOf(matcher.group(2));
        return named < 0 ? null : new Found(new Place.Column(named + 1, part), matcher.end());
    }

    /** The same in a line for a shell, whose own expansions have a dollar before the brace. */
    @Nullable
    Found inShellAt(String line, int from) {
        return only == null && from > 0 && line.charAt(from - 1) == '$' ? null : at(line, from);
    }

    /** Whether there is any in that line for a shell. */
    boolean areInShell(String line) {
        for (int at = 0; at < line.length(); at++) {
            if (inShellAt(line, at) != null) {
                return true;
            }
        }
        return false;
    }
}
