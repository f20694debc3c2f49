package io.github.stint.internal.supervise;

import io.github.stint.Action;
import io.github.stint.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/** How the runs of one supervised thing follow each other. */
public sealed interface Course permits Restarting, Every, Once {

    /** Runs the body as often as it is to be run, on this thread, which is the task's. What it throws ends the task. */
    void follow(Supervision self, Action body) throws Exception;

    /** Whether it is a schedule: it counts as ready from the beginning, because what it waits for is time. */
    boolean isSchedule();

    /**
     * Again and again, as that policy says.
     *
     * @param readyAtOnce whether each run is ready when it begins
     * @param random numbers from 0 to below 1
     */
    static Course restarting(RestartPolicy policy, boolean readyAtOnce, DoubleSupplier random) {
        return new Restarting(policy, readyAtOnce, random);
    }

    /** At every multiple of that time after that moment, those excepted that pass while it runs. */
    static Course every(Duration period, long from) {
        return new Every(Nanos.of(period), from);
    }

    /** Once, when that clock shows that moment. */
    static Course once(Instant when, InstantSource clock) {
        return new Once(when, clock);
    }
}
