package io.github.stint.soak.check;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is live on the heap, sampled after full collections while the load is at rest, and how fast that grows. The samples
 * stand in arrays that are made before the first one, so that they do not grow themselves. For one thread.
 */
public final class Heap {

    private static final double MIB = 1024 * 1024;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
            .toList();
    private final double[] seconds;
    private final double[] mib;
    private int samples;

    /** Room for so many samples; more are not taken. */
    public Heap(int most) {
        seconds = new double[most];
        mib = new double[most];
    }

    /** Takes one, so long after the start. */
    public void sample(double secondsSinceStart) {
        double live = live();
        if (samples < mib.length) {
            seconds[samples] = secondsSinceStart;
            mib[samples] = live;
            samples++;
        }
    }

    /** The last sample, in MiB; 0 if there was none. */
    public double last() {
        return samples == 0 ? 0 : mib[samples - 1];
    }

    /** Two collections: what the first has found dead may only be let go when its references are dealt with. */
    @SuppressWarnings("SystemGc")
    private double live() {
        System.gc();
        System.gc();
        long bytes = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage afterCollection = pool.getCollectionUsage();
            bytes += afterCollection == null ? 0 : afterCollection.getUsed();
        }
        return bytes / MIB;
    }

    /**
     * The verdict. What was seen in the first part of the time does not count: caches fill, and code is compiled.
     *
     * @param warmUp the length of that first part, in seconds
     * @param bound how many MiB an hour are too many
     * @param strict whether the whole interval must be below the bound; else only one above it is wrong, for a run that is
     *     too short to tell more
     */
    public Check check(double warmUp, double bound, boolean strict) {
        int from = 0;
        while (from < samples && seconds[from] < warmUp) {
            from++;
        }
        String limit = strict
                ? String.format(Locale.ROOT, "interval below %.1f MiB/h", bound)
                : String.format(Locale.ROOT, "interval not above %.1f MiB/h (too short to tell more)", bound);
        if (samples - from < Slope.FEWEST) {
            return Check.of("heap", (samples - from) + " samples", limit, !strict);
        }
        Slope slope = Slope.of(Arrays.copyOfRange(seconds, from, samples), Arrays.copyOfRange(mib, from, samples));
        String seen = String.format(
                Locale.ROOT,
                "%+.2f MiB/h, 95 %%: %+.2f to %+.2f, %d samples, %.2f MiB live",
                slope.perHour(),
                slope.least(),
                slope.most(),
                slope.samples(),
                last());
        return Check.of("heap", seen, limit, strict ? slope.most() < bound : slope.least() < bound);
    }
}
