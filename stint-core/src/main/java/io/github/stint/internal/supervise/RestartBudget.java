package io.github.stint.internal.supervise;

import java.util.ArrayDeque;

/**
 * How many restarts are left within a window that ends now. Keeps the moments of the restarts within the window, so at
 * most as many as are allowed. For one thread.
 */
final class RestartBudget {

    private final int allowed;
    private final long window;
    private final ArrayDeque<Long> made = new ArrayDeque<>(0);

    /** So many within that many nanoseconds; {@link Integer#MAX_VALUE} is no limit. */
    RestartBudget(int allowed, long window) {
        this.allowed = allowed;
        this.window = window;
    }

    /** Takes one restart at that moment, not before the last one; false if none is left. */
    boolean take(long now) {
        if (allowed == Integer.MAX_VALUE) {
            return true;
        }
        while (!made.isEmpty() && now - made.getFirst() >= window) {
            made.removeFirst();
        }
        if (made.size() >= allowed) {
            return false;
        }
        made.addLast(now);
        return true;
    }
}
