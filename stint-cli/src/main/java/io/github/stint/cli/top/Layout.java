package io.github.stint.cli.top;

/**
 * How many rows of the screen are for what.
 *
 * @param owners for owners above the table
 * @param warning whether there is one for what looks wrong
 * @param table for rows of the table
 */
record Layout(int owners, boolean warning, int table) {

    /** The line of the application, the tabs, the titles, what was said, and the keys. */
    private static final int ALWAYS = 5;

    private static final int LEAST_TABLE = 3;

    /** How many rows details have: those of the tabs and titles too. */
    int details() {
        return table + 2;
    }

    static Layout of(Model model) {
        int rows = model.size().rows();
        boolean warning = !model.seen().warnings().isEmpty() && rows > ALWAYS + LEAST_TABLE;
        int left = rows - ALWAYS - (warning ? 1 : 0);
        int owners = model.place().view() == View.OWNERS
                ? 0
                : Math.clamp(left / 4, 0, Math.min(8, model.seen().owners().size()));
        if (left - owners < LEAST_TABLE) {
            owners = 0;
        }
        return new Layout(owners, warning, Math.max(1, left - owners));
    }
}
