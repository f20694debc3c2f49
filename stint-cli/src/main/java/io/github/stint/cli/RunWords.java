package io.github.stint.cli;

import io.github.stint.cli.words.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words behind the options of {@code stint run}: a command, and what stands behind each {@code :::} and its kin.
 *
 * @param command at least one word
 * @param inputs in their order
 */
record RunWords(List<String> command, List<Input> inputs) {

    /** What may stand before arguments. */
    enum Separator {
        LIST(":::", false, false),
        LINKED_LIST(":::+", false, true),
        FILES("::::", true, false),
        LINKED_FILES("::::+", true, true);

        private final String sign;
        private final boolean ofFiles;
        private final boolean isLinked;

        Separator(String sign, boolean ofFiles, boolean isLinked) {
            this.sign = sign;
            this.ofFiles = ofFiles;
            this.isLinked = isLinked;
        }

        /** What it looks like. */
        String sign() {
            return sign;
        }

        /** Whether the words behind it name files. */
        boolean ofFiles() {
            return ofFiles;
        }

        /** Whether they step on with the input before. */
        boolean isLinked() {
            return isLinked;
        }
    }

    /**
     * One input.
     *
     * @param separator what stands before it
     * @param words arguments, or names of files
     */
    record Input(Separator separator, List<String> words) {}

    static RunWords of(List<String> words) throws UsageException {
        int at = 0;
        while (at < words.size() && separator(words.get(at)) == null) {
            at++;
        }
        if (at == 0) {
            throw new UsageException("no command given: it stands behind the options and before ':::'");
        }
        List<String> command = words.subList(0, at);
        List<Input> inputs = new ArrayList<>();
        while (at < words.size()) {
            Separator separator = separator(words.get(at));
            int end = at + 1;
            while (end < words.size() && separator(words.get(end)) == null) {
                end++;
            }
            inputs.add(new Input(checked(separator, words.subList(at + 1, end), inputs), words.subList(at + 1, end)));
            at = end;
        }
        return new RunWords(command, List.copyOf(inputs));
    }

    private static Separator checked(@Nullable Separator separator, List<String> words, List<Input> before)
            throws UsageException {
        if (separator == null) {
            throw new IllegalStateException("no separator");
        }
        if (separator.isLinked() && before.isEmpty()) {
            throw new UsageException("'" + separator.sign + "' links to the input before it, and there is none");
        }
        if (separator.ofFiles() && words.isEmpty()) {
            throw new UsageException("'" + separator.sign + "' needs the name of a file behind it");
        }
        return separator;
    }

    private static @Nullable Separator separator(String word) {
        for (Separator separator : Separator.values()) {
            if (separator.sign.equals(word)) {
                return separator;
            }
        }
        return null;
    }
}
