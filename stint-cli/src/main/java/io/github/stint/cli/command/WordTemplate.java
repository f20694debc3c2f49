package io.github.stint.cli.command;

import io.github.stint.cli.words.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command given as words, run without a shell: the argument replaces {@code {}} wherever it stands in a word, and is
 * the last word if it stands nowhere.
 */
public record WordTemplate(List<String> words) implements CommandTemplate {

    public WordTemplate {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command given");
        }
        boolean placed = words.stream().anyMatch(word -> word.contains(PLACE));
        List<String> all = new ArrayList<>(words);
        if (!placed) {
            all.add(PLACE);
        }
        words = List.copyOf(all);
    }

    @Override
    public List<String> wordsFor(String argument) {
        List<String> filled = new ArrayList<>(words.size());
        for (String word : words) {
            filled.add(word.replace(PLACE, argument));
        }
        return filled;
    }

    @Override
    public @Nullable String program() {
        String first = words.getFirst();
        return first.contains(PLACE) ? null : first;
    }

    @Override
    public String shownFor(String argument) {
        return ShellQuote.quote(wordsFor(argument));
    }
}
