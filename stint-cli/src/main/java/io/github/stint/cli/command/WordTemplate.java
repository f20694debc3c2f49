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

    /** A word, taken apart: strings and places. */
    private record Word(List<Object> pieces) {

        static Word of(String word, Places places) {
            List<Object> pieces = new ArrayList<>();
            int literal = 0;
            int at = 0;
            while (at < word.length()) {
                Places.Found found = places.at(word, at);
                if (found == null) {
                    at++;
                } else {
                    if (literal < at) {
                        pieces.add(word.substring(literal, at));
                    }
                    pieces.add(found.place());
                    at = found.end();
                    literal = at;
                }
            }
            if (literal < word.length() || pieces.isEmpty()) {
                pieces.add(word.substring(literal));
            }
            return new Word(List.copyOf(pieces));
        }

        boolean hasPlace() {
            return pieces.stream().anyMatch(Place.class::isInstance);
        }

        void fill(Values values, List<String> words) {
            if (pieces.size() == 1 && pieces.getFirst() instanceof Place place) {
                words.addAll(place.in(values));
                return;
            }
            StringBuilder word = new StringBuilder();
            for (Object piece : pieces) {
                word.append(piece instanceof Place place ? String.join(" ", place.in(values)) : piece);
            }
            words.add(word.toString());
        }
    }

    private final List<Word> words;
    private final @Nullable String program;

    /** @throws IllegalArgumentException if there is no word */
    public WordTemplate(List<String> words, Places places) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command given");
        }
        List<Word> all = new ArrayList<>();
        words.forEach(word -> all.add(Word.of(word, places)));
        this.program = all.getFirst().hasPlace() ? null : words.getFirst();
        if (all.stream().noneMatch(Word::hasPlace)) {
            all.add(new Word(List.of(new Place.All(Part.WHOLE))));
        }
        this.words = List.copyOf(all);
    }

    @Override
    public List<String> wordsFor(Values values) {
        List<String> filled = new ArrayList<>(words.size());
        words.forEach(word -> word.fill(values, filled));
        return filled;
    }

    @Override
    public @Nullable String program() {
        return program;
    }

    @Override
    public int highestColumn() {
        return words.stream()
                .flatMap(word -> word.pieces().stream())
                .mapToInt(Place::columnOf)
                .max()
                .orElse(0);
    }

    @Override
    public String shownFor(Values values) {
        return ShellQuote.quote(wordsFor(values));
    }
}
