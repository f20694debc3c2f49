package io.github.stint.cli.command;

import java.util.ArrayList;
import java.util.List;

/** A text with places for what differs from job to job; where a place has several values they are joined by a blank. */
public final class TextTemplate {

    private final List<Object> pieces;

    /**
     * @param text raw
     * @param places how places are told from other braces
     */
    public TextTemplate(String text, Places places) {
        this.pieces = pieces(text, places);
    }

    /** The text for one job, raw. */
    public String textFor(Values values) {
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            text.append(piece instanceof Place place ? String.join(" ", place.in(values)) : piece);
        }
        return text.toString();
    }

    /** The highest number of a column that is a place in it; 0 if none is. */
    public int highestColumn() {
        return pieces.stream().mapToInt(Place::columnOf).max().orElse(0);
    }

    /** Whether it differs from job to job. */
    public boolean hasPlace() {
        return pieces.stream().anyMatch(Place.class::isInstance);
    }

    /** The words it becomes when it is one of a command: if it is nothing but a place, as many as that has values. */
    List<String> wordsFor(Values values) {
        return pieces.size() == 1 && pieces.getFirst() instanceof Place place
                ? place.in(values)
                : List.of(textFor(values));
    }

    private static List<Object> pieces(String text, Places places) {
        List<Object> pieces = new ArrayList<>();
        int literal = 0;
        int at = 0;
        while (at < text.length()) {
            Places.Found found = places.at(text, at);
            if (found == null) {
                at++;
            } else {
                if (literal < at) {
                    pieces.add(text.substring(literal, at));
                }
                pieces.add(found.place());
                at = found.end();
                literal = at;
            }
        }
        if (literal < text.length() || pieces.isEmpty()) {
            pieces.add(text.substring(literal));
        }
        return List.copyOf(pieces);
    }
}
