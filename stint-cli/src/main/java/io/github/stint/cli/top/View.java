package io.github.stint.cli.top;

import java.util.Locale;

/** What the table is of. */
enum View {
    OWNERS,
    GROUPS,
    TASKS,
    TREE;

    /** The one behind it, or before it; the last is followed by the first. */
    View next(int step) {
        return values()[Math.floorMod(ordinal() + step, values().length)];
    }

    /** The word for it. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
