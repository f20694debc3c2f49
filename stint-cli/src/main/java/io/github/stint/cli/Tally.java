package io.github.stint.cli;

import java.util.concurrent.atomic.AtomicLong;

/** How many jobs were started, have ended and have failed, counted by those who see it happen. */
final class Tally {

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** A job is handed out; its number. */
    long start() {
        return started.getAndIncrement();
    }

    void end(boolean succeeded) {
        if (!succeeded) {
            failed.incrementAndGet();
        }
        ended.incrementAndGet();
    }

    long started() {
        return started.get();
    }

    long ended() {
        return ended.get();
    }

    long failed() {
        return failed.get();
    }

    /** Handed out and not ended. */
    long running() {
        long endedBefore = ended.get();
        return started.get() - endedBefore;
    }
}
