package io.github.stint.bench.run;

/** The mean of some numbers. Used by one thread after the other. */
final class Mean {

    private double sum;
    private int count;

    void reset() {
        sum = 0;
        count = 0;
    }

    void add(double value) {
        sum += value;
        count++;
    }

    double value() {
        return count == 0 ? Double.NaN : sum / count;
    }
}
