package io.github.stint.internal.watch;

import io.github.stint.Stats;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** The numbers of one open owner, told from time to time. */
@Name("stint.OwnerStats")
@Label("Owner Statistics")
@Category("Stint")
@Description("The numbers of an open owner, all of one moment")
@Period("1 s")
@StackTrace(false)
final class OwnerStatsEvent extends Event {

    private static final AtomicBoolean REGISTERED = new AtomicBoolean();

    @Label("Owner")
    final String owner;

    @Label("Kind")
    final String kind;

    @Label("State")
    final String state;

    @Label("Limit")
    final int limit;

    @Label("Queued")
    final int queued;

    @Label("Waiting Submitters")
    final int waiting;

    @Label("Running")
    final int running;

    @Label("Stopping")
    final int stopping;

    @Label("Submitted")
    final long submitted;

    @Label("Succeeded")
    final long succeeded;

    @Label("Failed")
    final long failed;

    @Label("Cancelled")
    final long cancelled;

    @Label("Rejected")
    final long rejected;

    private OwnerStatsEvent(String owner, String kind, Stats stats) {
        this.owner = owner;
        this.kind = kind;
        state = stats.state().name();
        limit = stats.limit();
        queued = stats.queued();
        waiting = stats.waiting();
        running = stats.running();
        stopping = stats.stopping();
        submitted = stats.submitted();
        succeeded = stats.succeeded();
        failed = stats.failed();
        cancelled = stats.cancelled();
        rejected = stats.rejected();
    }

    /** Has that record the numbers of all owners from now on, whenever a recording asks for them. */
    static void register(Runnable ownerStats) {
        if (!REGISTERED.get() && REGISTERED.compareAndSet(false, true)) {
            FlightRecorder.addPeriodicEvent(OwnerStatsEvent.class, ownerStats);
        }
    }

    static void record(String owner, String kind, Stats stats) {
        new OwnerStatsEvent(owner, kind, stats).commit();
    }
}
