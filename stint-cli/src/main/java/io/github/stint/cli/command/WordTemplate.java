package io.github.stint.cli.command;

import io.github.stint.cli.words.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command given as words, run without a shell. A word that is nothing but {@code {}} becomes as many words as the job has
 * values; where a place is a part of a word, several values are joined by a blank. Without any place the values are the last
 * words.
 */
public final class WordTemplate implements CommandTemplate {

    private final List<TextTemplate> words;
    private final @Nullable String program;

    /** @throws IllegalArgumentException if there is no word */
    public WordTemplate(List<String> words, Places places) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command given");
        }
        List<TextTemplate> all = new ArrayList<>();
        words.forEach(word -> all.add(new TextTemplate(word, places)));
        this.program = all.getFirst().hasPlace() ? null : words.getFirst();
        if (all.stream().noneMatch(TextTemplate::hasPlace)) {
            all.add(new TextTemplate("{}", Places.inBraces(List.of())));
        }
        this.words = List.copyOf(all);
    }

    @Override
    public List<String> wordsFor(Values values) {
        List<String> filled = new ArrayList<>(words.size());
        words.forEach(word -> filled.addAll(word.wordsFor(values)));
        return filled;
    }

    @Override
    public @Nullable String program() {
        return program;
    }

    @Override
    public int highestColumn() {
        return words.stream().mapToInt(TextTemplate::highestColumn).max().orElse(0);
    }

    @Override
    public String shownFor(Values values) {
        return ShellQuote.quote(wordsFor(values));
    }
}
