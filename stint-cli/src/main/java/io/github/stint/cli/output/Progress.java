package io.github.stint.cli.output;

/** How progress is shown. */
public enum Progress {
    /** Not at all. */
    NONE,

    /** A line from time to time, which stays. */
    LINES,

    /** One line on a terminal, replaced in its place. */
    BAR,

    /** Such a line, and under it the jobs that have run for the longest time. */
    BAR_AND_JOBS;

    /** What was asked for. */
    public enum Wish {
        NONE,
        IF_TERMINAL,
        ANYWHERE
    }

    /**
     * What is right there.
     *
     * @param terminal whether standard error is a terminal
     * @param moves whether its cursor can be moved
     * @param shared whether others write there meanwhile: somebody who types, or the commands themselves
     */
    public static Progress of(Wish wish, boolean terminal, boolean moves, boolean shared, OutputPlace out) {
        boolean wanted = wish == Wish.ANYWHERE || (wish == Wish.IF_TERMINAL && terminal && !shared);
        if (!wanted) {
            return NONE;
        }
        if (!terminal || !moves || shared) {
            return LINES;
        }
        return out == OutputPlace.PASSED_ON ? BAR : BAR_AND_JOBS;
    }

    /** Whether it has a place of its own on the terminal. */
    boolean isDrawn() {
        return this == BAR || this == BAR_AND_JOBS;
    }
}
