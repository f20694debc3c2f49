package io.github.stint.test;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Waits for a moment in which something does not move, so long and no longer. Where it once moved all that time it is believed
 * to go on so, and only glanced at, until it is found calm again.
 *
 * <p>Safe for many threads: what one of them found is no more than a hint to the others.
 */
final class Calm {

    static final long PATIENCE_NANOS = 2_000_000_000L;
    static final long GLANCE_NANOS = 5_000_000L;
    private static final long PAUSE_NANOS = 50_000L;

    private final BooleanSupplier isCalm;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private volatile boolean movesOn;

    /**
     * Asks by that clock.
     *
     * @param isCalm whether nothing moves now
     * @param pause waits for so many nanoseconds
     */
    Calm(BooleanSupplier isCalm, LongSupplier nanoTime, LongConsumer pause) {
        this.isCalm = isCalm;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Whether there was such a moment. */
    boolean await() {
        long begun = nanoTime.getAsLong();
        long patience = movesOn ? GLANCE_NANOS : PATIENCE_NANOS;
        boolean calm = isCalm.getAsBoolean();
        while (!calm && nanoTime.getAsLong() - begun < patience) {
            pause.accept(PAUSE_NANOS);
            calm = isCalm.getAsBoolean();
        }
        movesOn = !calm;
        return calm;
    }
}
