package io.github.stint.internal.supervise;

import io.github.stint.Action;
import io.github.stint.Supervised.State;

/** Runs at the ticks of a clock that began with the schedule. A tick that passes while it runs is skipped. */
record Every(long period, long from) implements Course {

    @Override
    public boolean isSchedule() {
        return true;
    }

    @Override
    public void follow(Supervision self, Action body) throws Exception {
        long tick = from + period;
        while (true) {
            self.waitUntil(tick);
            Throwable error = self.run(State.RUNNING, body);
            self.endIfAskedTo(error);
            long now = self.now();
            tick = nextTick(tick, now);
            if (error != null) {
                self.goesOn(error, tick - now);
            }
        }
    }

    /** The first tick that has not passed, and comes after the one that was run. */
    private long nextTick(long last, long now) {
        return last + Math.max(1, Math.ceilDiv(now - last, period)) * period;
    }
}
