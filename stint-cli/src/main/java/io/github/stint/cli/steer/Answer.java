package io.github.stint.cli.steer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an application said.
 *
 * @param fields for machines: what the answer of the protocol holds, by the same names
 * @param text for people, as it fits on a page
 * @param status the exit status
 */
public record Answer(Map<String, @Nullable Object> fields, Function<Page, List<String>> text, int status) {

    /** One with which all is well. */
    static Answer of(Map<String, @Nullable Object> fields, Function<Page, List<String>> text) {
        return new Answer(fields, text, 0);
    }

    /** One line. */
    static Answer line(Map<String, @Nullable Object> fields, String line) {
        return of(fields, _ -> List.of(line));
    }

    Answer withStatus(int other) {
        return new Answer(fields, text, other);
    }
}
