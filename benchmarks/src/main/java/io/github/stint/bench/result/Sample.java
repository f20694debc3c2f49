package io.github.stint.bench.result;

import io.github.stint.bench.suite.Contender;

/** What one contender needed in one round, for one of its units: one value for each iteration. */
public final class Sample {

    private final Contender contender;
    private final double[] values;
    private final double[] allocated;

    /**
     * What was measured.
     *
     * @param contender whose it is
     * @param values what it needed
     * @param allocated the bytes that were allocated meanwhile
     */
    public Sample(Contender contender, double[] values, double[] allocated) {
        this.contender = contender;
        this.values = values.clone();
        this.allocated = allocated.clone();
    }

    Contender contender() {
        return contender;
    }

    double[] values() {
        return values.clone();
    }

    /** The middle of the values. */
    double median() {
        return Statistics.median(values);
    }

    /** The middle of the bytes. */
    double medianAllocated() {
        return Statistics.median(allocated);
    }
}
