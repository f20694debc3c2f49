package io.github.stint.control.view;

import io.github.stint.Stats;
import org.jspecify.annotations.Nullable;

/**
 * A look at one owner.
 *
 * @param name its name
 * @param kind what kind of owner it is
 * @param parent the manager that has adopted it, or null if none has
 * @param paused whether it was paused from outside and not resumed since; its limit is 0 then
 * @param stats its numbers, all of one moment
 */
public record OwnerView(
        String name, OwnerKind kind, @Nullable String parent, boolean paused, Stats stats) {

    /**
     * Whether so many may run at once, and no more.
     *
     * @return false if it has no limit
     */
    public boolean isLimited() {
        return stats.limit() != Integer.MAX_VALUE;
    }
}
