package io.github.stint.internal.supervise;

import io.github.stint.Action;
import io.github.stint.Supervised.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One run, not before a moment of the wall clock. The wait is as long as that clock says at its beginning; if the clock
 * was set back meanwhile, it waits for the rest.
 */
record Once(Instant when, InstantSource clock) implements Course {

    @Override
    public boolean isSchedule() {
        return true;
    }

    @Override
    public void follow(Supervision self, Action body) throws Exception {
        for (Duration left = left(); left.isPositive(); left = left()) {
            self.waitUntil(self.now() + Nanos.of(left));
        }
        Throwable error = self.run(State.RUNNING, body);
        if (error != null) {
            throw Supervision.raise(error);
        }
    }

    private Duration left() {
        return Duration.between(clock.instant(), when);
    }
}
