package io.github.stint.internal.lock;

import java.util.function.BooleanSupplier;

/**
 * How long those who wait at one place look for what they wait for before they park. Where the last wait was long, the next
 * one looks half as long; where a thread was parked for less than it costs to wake it, the next one looks the full time. The
 * number is changed without a lock: it is a hint, and a lost change is another one soon.
 */
public final class Patience {

    /** About twenty microseconds. */
    private static final int MOST_LOOKS = Spin.looks(80);

    private static final long SHORT_NANOS = 100_000L;

    private int looks = MOST_LOOKS;

    /** Makes one that looks the full time at first. */
    public Patience() {}

    /** Looks until that is so, or it has been looked long enough; false then. */
    public boolean lookFor(BooleanSupplier it) {
        int most = looks;
        for (int look = 0; look < most; look++) {
            if (it.getAsBoolean()) {
                return true;
            }
            Spin.pause(look);
        }
        return false;
    }

    /** Somebody was parked for so long. */
    public void parked(long nanos) {
        looks = nanos < SHORT_NANOS ? MOST_LOOKS : looks / 2;
    }
}
