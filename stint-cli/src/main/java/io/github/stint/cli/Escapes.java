package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;

/** Reads texts in which bytes that are hard to type stand as {@code \n}, {@code \t}, {@code \r}, {@code \0} and {@code \\}. */
final class Escapes {

    private Escapes() {}

    /** The raw text that was given for an option. */
    static String read(String option, String given) throws UsageException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c == '\\') {
                i++;
                c = escaped(option, given, i);
            }
            text.append(c);
        }
        return text.toString();
    }

    private static char escaped(String option, String given, int at) throws UsageException {
        return switch (at < given.length() ? given.charAt(at) : ' ') {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            case '\\' -> '\\';
            default ->
                throw new UsageException(option + " knows '\\n', '\\t', '\\r', '\\0' and '\\\\' behind a backslash: "
                        + ShellQuote.quote(given));
        };
    }
}
