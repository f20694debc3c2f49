package io.github.stint.cli.top;

import java.util.List;
import java.util.Locale;

/** What the table is of. */
enum View {
    OWNERS,
    GROUPS,
    TASKS,
    TREE;

    private static final List<View> ALL = List.of(values());

    /** The one that a number stands for. */
    static View numbered(int number) {
        return ALL.get(number - 1);
    }

    /** The number that stands for it, from 1. */
    int number() {
        return ALL.indexOf(this) + 1;
    }

    /** The one behind it, or before it; the last is followed by the first. */
    View next(int step) {
        return ALL.get(Math.floorMod(ALL.indexOf(this) + step, ALL.size()));
    }

    /** The word for it. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
