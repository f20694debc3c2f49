package io.github.stint.test;

/**
 * Whether everything was found blocked for long enough to be so. A thread that has just been woken looks as if it waited until
 * it gets a processor, and one that was let into a monitor looks blocked at it; on a busy machine either may take a while. How
 * long that is nobody tells, but whoever looks again and again gets a processor late himself: the later, the longer everything
 * must stay blocked.
 *
 * <p>Of one thread, by the clock it is told.
 */
final class Stillness {

    /** Threads can be looked at only one after the other, so one look is not enough. */
    static final int LOOKS = 3;

    /** The pause that is asked for between two looks. */
    static final long PAUSE_NANOS = 1_000_000L;

    /** It lasts so many times as long as the longest time that a look came late. */
    static final int DELAYS = 10;

    /** And no longer than that, where only a look or two were very late. */
    static final long MOST_NANOS = 100_000_000L;

    /** It lasts at least that long where somebody stands before a monitor. */
    static final long AT_A_MONITOR_NANOS = 50_000_000L;

    private int looks;
    private long begun;
    private long lastLook;
    private long longestDelay;
    private boolean atAMonitor;

    /** Somebody runs. */
    void broken() {
        looks = 0;
        longestDelay = 0;
        atAMonitor = false;
    }

    /**
     * Nobody runs, as has just been seen.
     *
     * @param monitor whether somebody stands before one
     * @param now the time at the end of the look
     */
    void seen(boolean monitor, long now) {
        if (looks == 0) {
            begun = now;
        } else {
            longestDelay = Math.max(longestDelay, now - lastLook - PAUSE_NANOS);
        }
        looks++;
        lastLook = now;
        atAMonitor |= monitor;
    }

    /** Whether everything is blocked as far as can be told. */
    boolean isCertain() {
        long wanted = Math.min(DELAYS * longestDelay, MOST_NANOS);
        if (atAMonitor) {
            wanted = Math.max(wanted, AT_A_MONITOR_NANOS);
        }
        return looks >= LOOKS && lastLook - begun >= wanted;
    }
}
