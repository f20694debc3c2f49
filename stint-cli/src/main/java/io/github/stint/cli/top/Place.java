package io.github.stint.cli.top;

import io.github.stint.control.view.SortBy;

/**
 * What is looked at, and where in it.
 *
 * @param view what the table is of
 * @param filter which tasks; blank for all
 * @param sort in which order they are
 * @param cursor the selected row, from 0
 * @param first the uppermost row that is seen
 */
record Place(View view, String filter, SortBy sort, int cursor, int first) {

    static Place of(String filter, SortBy sort) {
        return new Place(View.TASKS, filter, sort, 0, 0);
    }

    /** Its first row in another view. */
    Place in(View other) {
        return new Place(other, filter, sort, 0, 0);
    }

    /** The tasks that pass a filter. */
    Place where(String other) {
        return new Place(View.TASKS, other, sort, 0, 0);
    }

    /** In another order. */
    Place sortedBy(SortBy other) {
        return new Place(view, filter, other, 0, 0);
    }

    /** Another row, and those around it, of so many rows of which so many are seen. */
    Place at(int row, int rows, int seen) {
        int at = Math.clamp(row, 0, Math.max(0, rows - 1));
        int lowest = Math.max(0, at - Math.max(1, seen) + 1);
        int begin = Math.clamp(first, lowest, Math.max(lowest, at));
        return new Place(view, filter, sort, at, Math.min(begin, Math.max(lowest, Math.max(0, rows - seen))));
    }
}
