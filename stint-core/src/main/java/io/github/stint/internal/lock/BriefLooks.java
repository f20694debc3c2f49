package io.github.stint.internal.lock;

import java.util.function.BooleanSupplier;

/**
 * How long one virtual thread looks for results of others before it parks. While it looks it holds a carrier on which those
 * others could run, so it looks on only where results come so fast that to park and be woken for them would cost more: it looks
 * twice as long the next time, else a quarter as long, and soon not at all, but for a try now and then. Of one thread at a time.
 */
public final class BriefLooks {

    private static final int FIRST_LOOKS = 24;
    private static final int MOST_LOOKS = 64;

    /** To look has paid if it took so many looks a result, about one and a half microseconds. */
    private static final int LOOKS_A_RESULT = 6;

    /** One in so many of those who would not look does. */
    private static final int TRIES_ONE_IN = 32;

    private int looks = FIRST_LOOKS;
    private int impatient;
    private int looked;

    /** Makes one that has not looked yet. */
    public BriefLooks() {}

    /**
     * Looks until that is so, or it has been looked long enough. Never yields: what would run then holds the carrier for longer.
     *
     * @return whether it has looked at all, and is to be told of what was {@link #found}
     */
    public boolean lookFor(BooleanSupplier it) {
        int now = Spin.looks(looksNow());
        looked = 0;
        while (looked < now && !it.getAsBoolean()) {
            Spin.rest();
            looked++;
        }
        return now > 0;
    }

    private int looksNow() {
        if (looks > 0) {
            return looks;
        }
        impatient = (impatient + 1) % TRIES_ONE_IN;
        return impatient == 0 ? FIRST_LOOKS : 0;
    }

    /** So many results were there after the look. */
    public void found(int results) {
        boolean hasPaid = looked <= LOOKS_A_RESULT * results;
        if (hasPaid) {
            looks = Math.clamp(looks * 2L, FIRST_LOOKS, MOST_LOOKS);
        } else {
            looks = looks > FIRST_LOOKS ? looks / 4 : 0;
        }
    }
}
