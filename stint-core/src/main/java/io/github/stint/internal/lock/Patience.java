package io.github.stint.internal.lock;

import java.util.function.BooleanSupplier;

/**
 * How long those who wait at one place look for what they wait for before they park. Where looking was in vain the next one
 * looks half as long, and soon not at all: whoever is waited for may need this very processor. Where it was not, and now and
 * then to find that out, it looks the full time. The numbers are changed without a lock: they are hints, and a lost change is
 * another one soon.
 */
public final class Patience {

    /** About twenty microseconds. */
    private static final int MOST_LOOKS = Spin.looks(80);

    /** One in so many of those who would not look does. */
    private static final int TRIES_ONE_IN = 32;

    private int looks = MOST_LOOKS;
    private int impatient;

    /** Makes one that looks the full time at first. */
    public Patience() {}

    /** Looks until that is so, or it has been looked long enough; false then. */
    public boolean lookFor(BooleanSupplier it) {
        int most = looksNow();
        for (int look = 0; look < most; look++) {
            if (it.getAsBoolean()) {
                looks = MOST_LOOKS;
                return true;
            }
            Spin.pause(look);
        }
        looks = looks / 2;
        return false;
    }

    private int looksNow() {
        int now = looks;
        if (now > 0) {
            return now;
        }
        int before = impatient;
        impatient = (before + 1) % TRIES_ONE_IN;
        return before == TRIES_ONE_IN - 1 ? MOST_LOOKS : 0;
    }
}
