package io.github.stint.internal.lock;

import java.util.function.BooleanSupplier;

/**
 * How long those who wait at one place look for what they wait for before they park. Where looking was in vain, or took longer
 * than to park and to be woken, the next one looks half as long, and soon not at all: whoever is waited for may need this very
 * processor. Where it was soon there, and now and then to find that out, it looks the full time. The numbers are changed without
 * a lock: they are hints, and a lost change is another one soon.
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

    /** Looks until that is so, or it has been looked long enough; false then. It has paid whenever it was found. */
    public boolean lookFor(BooleanSupplier it) {
        return lookFor(it, MOST_LOOKS);
    }

    /**
     * The same for somebody whom looking has paid only if it was found soon.
     *
     * @param most after so many looks at most, of which each takes about a quarter of a microsecond
     */
    public boolean lookFor(BooleanSupplier it, int most) {
        int now = looksNow();
        for (int look = 0; look < now; look++) {
            if (it.getAsBoolean()) {
                looks = look <= most ? MOST_LOOKS : looks / 2;
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
