package io.github.stint.control;

import io.github.stint.control.view.SortBy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are asked for, in which order, and how many. Immutable: every method returns a changed copy.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>owner: all
 *   <li>where: all
 *   <li>sort: by owner, in order of acceptance
 *   <li>limit: 100
 * </ul>
 *
 * @param owner the name of the owner, or null for all
 * @param where a filter, as the description of this package tells; blank for all
 * @param sort which first
 * @param limit how many at most, up to 2 000
 */
public record TaskQuery(@Nullable String owner, String where, SortBy sort, int limit) {

    private static final TaskQuery ALL = new TaskQuery(null, "", SortBy.ID, 100);

    /** Checks that there is a filter and an order. */
    public TaskQuery {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(sort, "sort");
    }

    /**
     * All tasks.
     *
     * @return the defaults
     */
    public static TaskQuery all() {
        return ALL;
    }

    /**
     * Tasks that pass a filter.
     *
     * @param where the filter, such as {@code age>5s state=running}
     * @return the query
     */
    public static TaskQuery where(String where) {
        return new TaskQuery(null, where, SortBy.ID, ALL.limit);
    }

    /**
     * Only those of one owner.
     *
     * @param name its name
     * @return the changed copy
     */
    public TaskQuery of(String name) {
        return new TaskQuery(name, where, sort, limit);
    }

    /**
     * In another order.
     *
     * @param order which first
     * @return the changed copy
     */
    public TaskQuery sortedBy(SortBy order) {
        return new TaskQuery(owner, where, order, limit);
    }

    /**
     * At most so many.
     *
     * @param most how many, up to 2 000
     * @return the changed copy
     */
    public TaskQuery atMost(int most) {
        return new TaskQuery(owner, where, sort, most);
    }
}
