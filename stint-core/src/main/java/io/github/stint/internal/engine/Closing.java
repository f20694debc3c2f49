package io.github.stint.internal.engine;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.CloseReport.Straggler;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.watch.Log;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.List;

/**
 * How a scope ends. New work is refused already when this begins.
 *
 * <p>By its own account: drain, then cancel, then wait a while and ask once more half-way, then report. As a structure:
 * cancel, then wait without limit, and say every ten seconds where the stragglers stand.
 */
public final class Closing {

    private static final Duration SPEAKS_EVERY = Duration.ofSeconds(10);

    private final Scope scope;
    private final Ticker ticker;
    private final LastWords words;
    private final long begun;
    private final Stats before;

    /** The end of that scope, which begins now. */
    public Closing(Scope scope) {
        this(scope, scope.ticker());
    }

    /** The same on the clock of whoever closes it with himself. */
    Closing(Scope scope, Ticker ticker) {
        this.scope = scope;
        this.ticker = ticker;
        this.words = new LastWords(scope.name());
        this.begun = ticker.nanoTime();
        this.before = scope.stats();
    }

    /** Drains, cancels, reports. An interrupt, or a cancel of the current task, ends the draining and is kept. */
    public CloseReport shutdown(Shutdown how, CancelReason why) {
        boolean interrupted = false;
        try {
            Cancellation.checkpoint();
            boolean ignored = awaitIdle(Deadline.after(ticker, how.drain()));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            scope.stop(why);
            Duration half = how.grace().dividedBy(2);
            if (!awaitIdleUninterruptibly(half)) {
                scope.nudge();
                boolean ignored = awaitIdleUninterruptibly(how.grace().minus(half));
            }
            CloseReport report = report(before, since(begun));
            return told(report, report.cancelled() > 0 && !how.drain().isZero());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Cancels, waits until everything has ended, reports. An interrupt is kept. */
    public CloseReport leave(CancelReason why) {
        scope.stop(why);
        awaitEnd();
        return told(report(before, since(begun)), false);
    }

    /** Waits until everything has ended, and says every ten seconds who keeps it waiting. An interrupt is kept. */
    public void awaitEnd() {
        while (!awaitIdleUninterruptibly(SPEAKS_EVERY)) {
            speak(begun);
        }
    }

    /** Waits, and says after ten seconds who keeps it waiting, and again after twice the time each; false if it was too long. */
    public boolean awaitIdle(long deadline) throws InterruptedException {
        long begun = ticker.nanoTime();
        for (Duration quiet = SPEAKS_EVERY; ; quiet = quiet.multipliedBy(2)) {
            long speaksAt = Deadline.earlier(deadline, Deadline.after(ticker, quiet));
            if (scope.awaitIdle(ticker, speaksAt)) {
                return true;
            }
            if (Deadline.hasPassed(ticker, deadline)) {
                return false;
            }
            speak(begun);
        }
    }

    private void speak(long begun) {
        if (words.areBeingWritten()) {
            return; // the log keeps whoever writes: one that waits there is enough
        }
        log("'" + scope.name() + "' has been waiting for " + since(begun).toSeconds() + " s for "
                + told(scope.stragglers()) + lingering());
    }

    /** Waits so long at most; an interrupt is kept. */
    boolean awaitIdleUninterruptibly(Duration atMost) {
        long deadline = Deadline.after(ticker, atMost);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return scope.awaitIdle(ticker, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Duration since(long moment) {
        return Duration.ofNanos(ticker.nanoTime() - moment);
    }

    /** What happened since those numbers were taken, that time ago. */
    CloseReport report(Stats before, Duration took) {
        List<Straggler> stragglers;
        Stats now;
        do {
            now = scope.stats();
            stragglers = scope.stragglers();
        } while (scope.stats().ended() != now.ended());
        return new CloseReport(
                scope.name(),
                took,
                now.succeeded() - before.succeeded(),
                now.failed() - before.failed(),
                now.cancelled() - before.cancelled(),
                stragglers,
                scope.firstFailure());
    }

    /**
     * Gives back the report; it goes to the log too, if it is not as was meant.
     *
     * @param cutShort whether something was cancelled that was meant to drain
     */
    CloseReport told(CloseReport report, boolean cutShort) {
        if (cutShort || !report.stragglers().isEmpty()) {
            log("'" + scope.name() + "' was closed after " + report.took().toMillis() + " ms: " + report.drained()
                    + " drained, " + report.failed() + " failed, " + report.cancelled() + " cancelled, "
                    + told(report.stragglers()));
        }
        String lingering = lingering();
        if (!lingering.isEmpty()) {
            log("'" + scope.name() + "' was closed" + lingering);
        }
        return report;
    }

    private String lingering() {
        List<String> lingering = scope.lingering();
        return lingering.isEmpty() ? "" : "; still under way: " + String.join(", ", lingering);
    }

    private static String told(List<Straggler> stragglers) {
        StringBuilder text = new StringBuilder().append(stragglers.size()).append(" that have not ended");
        for (Straggler straggler : stragglers.subList(0, Math.min(10, stragglers.size()))) {
            text.append("\n  ").append(straggler);
        }
        return text.toString();
    }

    private void log(String message) {
        words.say(() -> Log.warning(scope.kind(), message, null));
    }

    /** The reason of whoever closes that owner. */
    public static CancelReason closed(String name) {
        return Cancellation.because(Source.OWNER_CLOSED, "'" + name + "' closed");
    }
}
