package io.github.stint.cli.top;

import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.SortBy;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the application at each look: no more than is seen.
 *
 * @param view what the table is of
 * @param query the tasks of {@link View#TASKS}
 * @param limit how many rows
 * @param details what is shown with all there is of it, or null
 */
record Wanted(
        View view, TaskQuery query, int limit, @Nullable Target details) {

    /** An application lists no more at once. */
    static final int MOST = 2_000;

    static Wanted of(Model model) {
        Place place = model.place();
        int limit = Math.clamp((long) place.first() + Layout.of(model).table(), 1, MOST);
        SortBy sort = place.sort();
        Target details = model.mode() instanceof Mode.Details it ? it.target() : null;
        return new Wanted(place.view(), new TaskQuery(null, place.filter(), sort, limit), limit, details);
    }

    /** Whether the times of groups are seen. */
    boolean times() {
        return view == View.GROUPS || details != null;
    }
}
