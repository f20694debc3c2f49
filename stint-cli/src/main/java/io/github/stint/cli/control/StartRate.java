package io.github.stint.cli.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** In any period of that length start so many jobs, at most: all of them at its beginning, if they can. */
public final class StartRate implements StartGate {

    private final int most;
    private final long period;
    private final Deque<Long> starts = new ArrayDeque<>();

    public StartRate(int most, Duration period) {
        this.most = most;
        this.period = period.toNanos();
    }

    @Override
    public long closedFor(long nowNanos) {
        return starts.size() < most ? 0 : period - (nowNanos - starts.getFirst());
    }

    @Override
    public void started(long nowNanos) {
        if (starts.size() == most) {
            starts.removeFirst();
        }
        starts.addLast(nowNanos);
    }
}
