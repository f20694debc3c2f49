package io.github.stint.soak.check;

import java.util.Arrays;

/**
 * The median of the slopes between all pairs of samples (Theil and Sen), with the interval that holds the true one in 95 of
 * 100 cases if the noise of the samples is independent (Sen 1968, by Kendall's variance). A few samples far off move neither.
 *
 * @param perHour the slope, in units an hour
 * @param least the lower end of the interval
 * @param most its upper end
 * @param samples of how many samples
 */
public record Slope(double perHour, double least, double most, int samples) {

    /** The fewest samples an interval can be given for. */
    public static final int FEWEST = 8;

    private static final double OF_95_PERCENT = 1.96;
    private static final double SECONDS_AN_HOUR = 3600;

    /** Half the width of the interval. */
    public double error() {
        return (most - least) / 2;
    }

    /**
     * Fits it.
     *
     * @param seconds when each sample was taken, ascending
     * @param values the samples
     * @throws IllegalArgumentException if there are fewer than {@link #FEWEST}
     */
    public static Slope of(double[] seconds, double[] values) {
        int n = seconds.length;
        if (n < FEWEST || n != values.length) {
            throw new IllegalArgumentException("needs " + FEWEST + " samples or more, has " + n);
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next] = (values[j] - values[i]) / (seconds[j] - seconds[i]) * SECONDS_AN_HOUR;
                next++;
            }
        }
        Arrays.sort(slopes);
        double away = OF_95_PERCENT * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int low = (int) Math.floor((slopes.length - away) / 2);
        int high = (int) Math.ceil((slopes.length + away) / 2);
        return new Slope(median(slopes), at(slopes, low), at(slopes, high), n);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double at(double[] sorted, int index) {
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }
}
