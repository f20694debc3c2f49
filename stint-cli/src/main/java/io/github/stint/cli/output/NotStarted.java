package io.github.stint.cli.output;

import java.util.OptionalLong;

/**
 * The jobs that a run which has ended early has not started.
 *
 * @param isLeft whether there are any
 * @param count how many; empty if the input was not read so far
 */
public record NotStarted(boolean isLeft, OptionalLong count) {

    /** There are none. */
    public static final NotStarted NONE = new NotStarted(false, OptionalLong.empty());

    /** That there are, as a part of a line; nothing if there are none. */
    String shown() {
        if (!isLeft) {
            return "";
        }
        return ", the rest not started" + (count.isPresent() ? " (" + count.getAsLong() + ")" : "");
    }
}
