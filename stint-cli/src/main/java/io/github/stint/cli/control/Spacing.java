package io.github.stint.cli.control;

import java.time.Duration;

/** Between two starts so much time passes, at least. */
public final class Spacing implements StartGate {

    private final long nanos;
    private long last;
    private boolean any;

    public Spacing(Duration time) {
        nanos = time.toNanos();
    }

    @Override
    public long closedFor(long nowNanos) {
        return any ? nanos - (nowNanos - last) : 0;
    }

    @Override
    public void started(long nowNanos) {
        any = true;
        last = nowNanos;
    }
}
