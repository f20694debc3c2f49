package io.github.stint.soak.load;

/**
 * The numbers of all books together.
 *
 * @param submitted tasks accepted
 * @param succeeded those whose body returned
 * @param failed those whose body threw
 * @param timedOut those over their time limit
 * @param cancelled those that ended cancelled
 * @param rejected submissions refused
 * @param restarted runs of supervised things that failed and were followed by another
 */
public record Totals(
        long submitted, long succeeded, long failed, long timedOut, long cancelled, long rejected, long restarted) {

    /** Nothing yet. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    /** How many have ended. */
    public long ended() {
        return succeeded + failed + timedOut + cancelled;
    }

    Totals plus(Totals more) {
        return new Totals(
                submitted + more.submitted,
                succeeded + more.succeeded,
                failed + more.failed,
                timedOut + more.timedOut,
                cancelled + more.cancelled,
                rejected + more.rejected,
                restarted + more.restarted);
    }
}
