package io.github.stint.control.view;

import io.github.stint.TaskInfo;
import java.util.Comparator;
import java.util.Locale;

/** An order of tasks. */
public enum SortBy {
    /** By owner, and there in order of acceptance. */
    ID(Comparator.comparing(TaskInfo::owner).thenComparingLong(TaskInfo::id)),
    /** Those accepted longest ago first. */
    AGE(Comparator.comparing((TaskInfo it) -> it.queuedFor().plus(it.ranFor())).reversed()),
    /** Those that waited longest first. */
    WAITED(Comparator.comparing(TaskInfo::queuedFor).reversed()),
    /** Those that ran longest first. */
    RAN(Comparator.comparing(TaskInfo::ranFor).reversed()),
    /** By full name. */
    NAME(Comparator.comparing(TaskInfo::name)),
    /** Those asked to stop, then those that run, then those that wait. */
    STATE(Comparator.comparing(TaskInfo::state).reversed());

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Comparator<TaskInfo> order;

    SortBy(Comparator<TaskInfo> order) {
        this.order = order;
    }

    /**
     * The order.
     *
     * @return a comparator; tasks that are alike are in order of acceptance
     */
    public Comparator<TaskInfo> order() {
        return this == ID ? order : order.thenComparing(ID.order);
    }

    /**
     * The word on the wire.
     *
     * @return the name in lower case
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
