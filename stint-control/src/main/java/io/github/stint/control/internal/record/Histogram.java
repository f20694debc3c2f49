package io.github.stint.control.internal.record;

import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.Distribution.Octave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How often which time was taken, in buckets of which each is at most a sixteenth wider than the one before. Any thread may add;
 * nobody waits. Eight kilobytes.
 */
final class Histogram {

    private static final int BITS = 4;
    private static final int PER_POWER = 1 << BITS;
    private static final int BUCKETS = (64 - BITS) * PER_POWER;

    /** So that an answer with the times of many groups is not too long; what is shorter counts with the shortest. */
    private static final int MOST_OCTAVES = 24;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void add(Duration time) {
        long nanos;
        try {
            nanos = Math.max(0, time.toNanos());
        } catch (ArithmeticException e) {
            nanos = Long.MAX_VALUE;
        }
        counts.incrementAndGet(bucket(nanos));
        longest.accumulate(nanos);
    }

    /** Below sixteen each number has its own bucket; above, the five highest bits of a number say which. */
    static int bucket(long nanos) {
        if (nanos < PER_POWER) {
            return (int) nanos;
        }
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int within = (int) (nanos >>> (power - BITS)) - PER_POWER;
        return (power - BITS + 1) * PER_POWER + within;
    }

    /** The highest number in a bucket. */
    static long highest(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int power = bucket / PER_POWER + BITS - 1;
        long within = (long) bucket % PER_POWER + PER_POWER;
        return ((within + 1) << (power - BITS)) - 1;
    }

    Distribution distribution() {
        long[] now = new long[BUCKETS];
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            now[i] = counts.get(i);
            total += now[i];
        }
        long most = longest.get();
        return new Distribution(
                total,
                quantile(now, total, 0.5, most),
                quantile(now, total, 0.9, most),
                quantile(now, total, 0.99, most),
                Duration.ofNanos(most),
                octaves(now));
    }

    /** Numbers with the same highest bit, from the first that there are to the last. */
    private static List<Octave> octaves(long[] counts) {
        long[] powers = new long[Long.SIZE];
        int first = -1;
        int last = -1;
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                int power = Long.SIZE - Long.numberOfLeadingZeros(highest(i));
                powers[power] += counts[i];
                first = first < 0 ? power : first;
                last = power;
            }
        }
        List<Octave> octaves = new ArrayList<>();
        long shorter = 0;
        for (int power = Math.max(0, first); power <= last; power++) {
            shorter += powers[power];
            if (power > last - MOST_OCTAVES) {
                octaves.add(
                        new Octave(Duration.ofNanos(power < Long.SIZE - 1 ? 1L << power : Long.MAX_VALUE), shorter));
                shorter = 0;
            }
        }
        return octaves;
    }

    private static Duration quantile(long[] counts, long total, double part, long most) {
        long rank = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank && rank > 0) {
                return Duration.ofNanos(Math.min(highest(i), most));
            }
        }
        return Duration.ZERO;
    }
}
