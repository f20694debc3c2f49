package io.github.stint.internal.watch;

import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.TaskRejectedException;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a flight recording. Nothing is loaded or made for it before a first recording was begun, nor in a JVM
 * without Flight Recorder.
 */
public final class Recording {

    private static final boolean POSSIBLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Recording() {}

    /** Whether there was ever a recording. */
    public static boolean isPossible() {
        if (!POSSIBLE || !FlightRecorder.isInitialized()) {
            return false;
        }
        EventClasses.initialise();
        return true;
    }

    /** An owner is open: has the numbers of all go into a recording, if there is one. */
    public static void opened(Runnable ownerStats) {
        if (isPossible()) {
            OwnerStatsEvent.register(ownerStats);
        }
    }

    /** A task begins; gives back what is to be handed to {@link #ended}, null if it is not recorded. */
    public static @Nullable TaskEvent started(Runnable ownerStats) {
        return isPossible() ? TaskEvent.started(ownerStats) : null;
    }

    /** The body of a task that is recorded is over. */
    public static void ended(TaskEvent event, TaskInfo task, Outcome<?> how) {
        event.ended(task, how);
    }

    /** A task was not accepted. */
    public static void rejected(TaskRejectedException rejection) {
        if (isPossible()) {
            RejectedEvent.record(rejection);
        }
    }

    /** An owner was closed. */
    public static void closed(CloseReport report) {
        if (isPossible()) {
            ClosedEvent.record(report);
        }
    }

    /** An owner is open, and has these numbers. */
    public static void stats(String owner, String kind, Stats stats) {
        OwnerStatsEvent.record(owner, kind, stats);
    }
}
