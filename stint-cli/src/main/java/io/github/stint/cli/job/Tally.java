package io.github.stint.cli.job;

import java.util.concurrent.atomic.AtomicLong;

/** How many jobs were started, have ended and have failed, counted by those who see it happen. */
public final class Tally {

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong doneBefore = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();

    /** A job is handed out. */
    public void start() {
        started.incrementAndGet();
    }

    /** A job that was handed out is taken back, to be handed out again. */
    public void takeBack() {
        started.decrementAndGet();
    }

    /** A job is not handed out, since it was done before. */
    public void passOver() {
        doneBefore.incrementAndGet();
    }

    public void end(boolean succeeded) {
        if (!succeeded) {
            failed.incrementAndGet();
        }
        ended.incrementAndGet();
    }

    /** A job has ended since somebody outside wanted it. */
    public void cancel() {
        cancelled.incrementAndGet();
        ended.incrementAndGet();
    }

    /** Handed out, and not taken back. */
    public long started() {
        return started.get();
    }

    public long doneBefore() {
        return doneBefore.get();
    }

    public long ended() {
        return ended.get();
    }

    /** Without those that were cancelled. */
    public long failed() {
        return failed.get();
    }

    public long cancelled() {
        return cancelled.get();
    }

    /** Handed out, not taken back, and not ended. */
    public long running() {
        long endedBefore = ended.get();
        return started.get() - endedBefore;
    }
}
