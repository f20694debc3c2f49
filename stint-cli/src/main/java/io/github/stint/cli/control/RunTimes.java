package io.github.stint.cli.control;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, counted by size so that any number of them takes the same memory. Sizes are told apart by their first
 * seven binary digits: what comes out is less than 1 % from what went in.
 */
final class RunTimes {

    private static final int DIGITS = 7;
    private static final int STEPS = 1 << (DIGITS - 1);

    private final AtomicLongArray counts = new AtomicLongArray((Long.SIZE - DIGITS + 2) * STEPS);
    private final AtomicLong count = new AtomicLong();

    void add(long nanos) {
        counts.incrementAndGet(place(Math.max(0, nanos)));
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }

    /** The one in the middle, the longer of two; 0 if there is none. */
    long medianNanos() {
        long half = count() / 2;
        long seen = 0;
        for (int place = 0; place < counts.length(); place++) {
            seen += counts.get(place);
            if (seen > half) {
                return middleOf(place);
            }
        }
        return 0;
    }

    private static int place(long nanos) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - DIGITS);
        return shift * STEPS + (int) (nanos >> shift);
    }

    private static long middleOf(int place) {
        int shift = Math.max(0, place / STEPS - 1);
        return ((long) (place - shift * STEPS) << shift) + ((1L << shift) >> 1);
    }
}
