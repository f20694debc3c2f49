package io.github.stint.cli.output;

/**
 * How many jobs end in a second, of late: what was seen counts the less the longer ago it was, half as much after some
 * twenty seconds or some twenty jobs, whichever is longer. So neither does one long job stop the clock, nor does a fast beginning
 * tell the end.
 */
final class Rate {

    private static final double WINDOW_SECONDS = 20;
    private static final double WINDOW_JOBS = 20;

    private double jobs;
    private double seconds;
    private long endedBefore;
    private double secondsBefore;

    /** So many jobs have ended, so long after the begin. */
    void seen(long ended, double elapsed) {
        double window = ended > 0 ? Math.max(WINDOW_SECONDS, WINDOW_JOBS * elapsed / ended) : Double.POSITIVE_INFINITY;
        double kept = Math.pow(0.5, (elapsed - secondsBefore) / window);
        jobs = jobs * kept + (ended - endedBefore);
        seconds = seconds * kept + (elapsed - secondsBefore);
        endedBefore = ended;
        secondsBefore = elapsed;
    }

    /** 0 as long as none has ended. */
    double perSecond() {
        return seconds > 0 ? jobs / seconds : 0;
    }
}
