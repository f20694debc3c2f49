package io.github.stint.cli.control;

import java.util.concurrent.TimeUnit;

/** A multiple of the median of how long commands ran that succeeded; none before a few of them have. */
public final class MedianLimit implements TimeLimit {

    /** How many have to succeed before there is a limit. */
    public static final int ENOUGH = 3;

    /** The median moves while a command runs, so a command is looked at so often. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final double percent;
    private final RunTimes succeeded = new RunTimes();

    public MedianLimit(double percent) {
        this.percent = percent;
    }

    @Override
    public long left(long ranNanos) {
        if (succeeded.count() < ENOUGH) {
            return LOOK_AGAIN_NANOS;
        }
        double limit = succeeded.medianNanos() * percent / 100;
        return Math.min(LOOK_AGAIN_NANOS, (long) Math.min(limit, Long.MAX_VALUE / 2.0) - ranNanos);
    }

    @Override
    public void succeeded(long nanos) {
        succeeded.add(nanos);
    }
}
