package io.github.stint.cli.output;

/**
 * What may be written to a terminal beside plain ASCII.
 *
 * @param unicode whether its locale is UTF-8
 * @param color whether colors are wanted
 */
public record Look(boolean unicode, boolean color) {

    /** Nothing. */
    public static final Look PLAIN = new Look(false, false);
}
