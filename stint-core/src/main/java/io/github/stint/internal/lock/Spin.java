package io.github.stint.internal.lock;

/**
 * Looking again and again for some microseconds, before a thread parks: to park it and to wake it costs more than that, for
 * itself and for whoever wakes it. Bounded by a number of looks, so that it ends on any clock and under any scheduler.
 */
public final class Spin {

    /** Where the one that is waited for cannot run meanwhile, there is nothing to look for. */
    private static final boolean PAYS = Runtime.getRuntime().availableProcessors() > 1;

    private static final int PAUSES = 8;
    private static final int LOOKS_A_TURN = 16;

    private Spin() {}

    /** So many looks, or one where more do not pay. */
    public static int looks(int most) {
        return PAYS ? most : Math.min(most, 1);
    }

    /**
     * The pause between two looks, about a quarter of a microsecond. Other virtual threads get their turn from time to time. A
     * platform thread does not yield: on a busy machine its processor would go to whoever computes there, for milliseconds.
     */
    @SuppressWarnings("ThreadPriorityCheck") // whoever is waited for may be next on this very carrier
    public static void pause(int look) {
        if (look % LOOKS_A_TURN == 0 && Thread.currentThread().isVirtual()) {
            Thread.yield();
            return;
        }
        rest();
    }

    /** The same without a turn for others. */
    static void rest() {
        for (int i = 0; i < PAUSES; i++) {
            Thread.onSpinWait();
        }
    }
}
