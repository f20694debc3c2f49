package io.github.stint.cli.top;

/** What the keys do at the moment. */
sealed interface Mode {

    /** They move in the table, and act on its rows. */
    record Browsing() implements Mode {}

    /** They are listed, and any of them ends that. */
    record Help() implements Mode {}

    /**
     * All about something is shown.
     *
     * @param target what it is about
     * @param first the uppermost line that is seen
     */
    record Details(Target target, int first) implements Mode {}

    /**
     * They type a filter.
     *
     * @param text so far
     */
    record Typing(String text) implements Mode {}

    /**
     * One of them agrees to what would do harm.
     *
     * @param question what is asked
     * @param change what is done if it is agreed to
     */
    record Asking(String question, Change change) implements Mode {}
}
