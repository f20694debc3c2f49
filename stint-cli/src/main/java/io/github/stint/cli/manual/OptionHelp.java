package io.github.stint.cli.manual;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An option as a page of help describes it: {@code -j, --jobs N  run N at a time}.
 *
 * @param names the short one first, if there is one
 * @param value what its value is called; empty if it has none. {@code FILE} and {@code DIR} are completed as such, and
 *     {@code this|that} is a choice
 * @param text what it does
 */
public record OptionHelp(List<String> names, String value, String text) implements HelpPart {

    private static final Pattern HEAD = Pattern.compile("((?:-\\w|--[a-z][a-z-]*)(?:, --[a-z][a-z-]*)*)(?: (\\S+))?");

    public OptionHelp {
        names = List.copyOf(names);
    }

    /** Reads the names and the value; null if the head is not that of an option. */
    static @Nullable OptionHelp of(String head, String text) {
        Matcher matcher = HEAD.matcher(head);
        if (!matcher.matches()) {
            return null;
        }
        String value = matcher.group(2);
        return new OptionHelp(List.of(matcher.group(1).split(", ")), value == null ? "" : value, text);
    }

    OptionHelp and(String more) {
        return new OptionHelp(names, value, text.isEmpty() ? more : text + " " + more);
    }

    public boolean hasValue() {
        return !value.isEmpty();
    }

    boolean isFile() {
        return value.equals("FILE");
    }

    boolean isFolder() {
        return value.equals("DIR");
    }

    /** What the value can be, if that is a choice. */
    List<String> choices() {
        return value.contains("|") ? List.of(value.split("\\|")) : List.of();
    }
}
