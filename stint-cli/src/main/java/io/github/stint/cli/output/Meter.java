package io.github.stint.cli.output;

import io.github.stint.cli.arguments.RowSource;
import io.github.stint.cli.job.Tally;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Reads off how far a batch is. */
final class Meter {

    private final Tally tally;
    private final RowSource arguments;
    private final BooleanSupplier paused;
    private final Rate rate = new Rate();

    Meter(Tally tally, RowSource arguments, BooleanSupplier paused) {
        this.tally = tally;
        this.arguments = arguments;
        this.paused = paused;
    }

    /**
     * How far it is.
     *
     * @param done how many jobs have ended, in a run before too
     * @param total how many there are, if that is known yet
     * @param paused whether no further job may begin
     * @param perSecond how many end in a second
     */
    record Reading(
            long done,
            OptionalLong total,
            long running,
            long failed,
            long cancelled,
            boolean paused,
            double perSecond) {

        /** How long it takes from now on, if that can be told. */
        OptionalLong secondsLeft() {
            if (paused || total.isEmpty() || perSecond <= 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Math.round(Math.max(0, total.getAsLong() - done) / perSecond));
        }
    }

    /** Reads it so long after the begin. */
    Reading read(double elapsedSeconds) {
        long ended = tally.ended();
        rate.seen(ended, elapsedSeconds);
        return new Reading(
                ended + tally.doneBefore(),
                arguments.total(),
                tally.running(),
                tally.failed(),
                tally.cancelled(),
                paused.getAsBoolean(),
                rate.perSecond());
    }
}
