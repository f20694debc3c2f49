package io.github.stint.bench.result;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Robust numbers about few values. */
final class Statistics {

    private Statistics() {}

    /** The value in the middle, or the mean of the two there. */
    static double median(double... values) {
        return quantile(0.5, values);
    }

    /** The value that such a share lies below, between two values in proportion. */
    static double quantile(double share, double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** As many of the values, drawn with replacement. */
    static double[] drawn(double[] values, SplittableRandom random) {
        double[] drawn = new double[values.length];
        Arrays.setAll(drawn, _ -> values[random.nextInt(values.length)]);
        return drawn;
    }
}
