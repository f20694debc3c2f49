package io.github.stint.cli.words;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a word so that a shell reads it back as that one word, and a person can read it on one line. */
public final class ShellQuote {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private ShellQuote() {}

    public static String quote(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        if (CONTROL.matcher(word).find()) {
            return escaped(word);
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    public static String quote(List<String> words) {
        return words.stream().map(ShellQuote::quote).collect(Collectors.joining(" "));
    }

    /** The {@code $'…'} form, which bash, zsh and ksh read: no control character reaches the terminal. */
    private static String escaped(String word) {
        StringBuilder quoted = new StringBuilder("$'");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case '\'' -> quoted.append("\\'");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append("\\%03o".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('\'').toString();
    }
}
