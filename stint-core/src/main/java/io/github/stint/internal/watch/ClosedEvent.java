package io.github.stint.internal.watch;

import io.github.stint.CloseReport;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An owner that was closed. */
@Name("stint.Closed")
@Label("Closed Owner")
@Category("Stint")
@Description("An owner was closed")
@StackTrace(false)
final class ClosedEvent extends Event {

    @Label("Owner")
    final String owner;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    final long took;

    @Label("Drained")
    final long drained;

    @Label("Failed")
    final long failed;

    @Label("Cancelled")
    final long cancelled;

    @Label("Stragglers")
    final int stragglers;

    private ClosedEvent(CloseReport report) {
        owner = report.owner();
        took = report.took().toNanos();
        drained = report.drained();
        failed = report.failed();
        cancelled = report.cancelled();
        stragglers = report.stragglers().size();
    }

    static void record(CloseReport report) {
        new ClosedEvent(report).commit();
    }
}
