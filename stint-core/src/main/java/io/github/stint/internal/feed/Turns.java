package io.github.stint.internal.feed;

import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.lock.Patience;
import io.github.stint.internal.lock.Spin;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which worker of a feed leads. Under the engine's lock; it says how to wake somebody, and whoever asked does that after the
 * lock.
 *
 * <p>A worker that comes back before the one that was woken to lead has arrived leads in its stead: short bodies stay on one
 * thread, long ones spread over as many as the limit allows. Who arrives and finds that somebody has led meanwhile stands by
 * for a while: it leads as soon as nobody has for about a microsecond, and as long as it stands by nobody else needs to be
 * woken. Who finds that the reader holds them all up stands by at the window in the same way.
 *
 * <p>Invariants: at most one worker leads; at most one is on its way to lead or stands by; if an element may be pulled and
 * nobody leads, somebody is on his way, stands by, or is about to come back; {@code running} counts the elements that have
 * not ended, with the one that whoever leads is about to pull.
 */
final class Turns {

    /** Who stands by looks so often, for some twenty microseconds; */
    private static final int LOOKS = Spin.looks(40);

    /** and then so often after a pause each, before it rests. */
    private static final int SLOW_LOOKS = 5;

    private static final long BETWEEN_SLOW_LOOKS_NANOS = 200_000L;

    private final IntSupplier limit;
    private final Window window;
    private final Runnable startWorker;
    private final ArrayDeque<Signal> resting = new ArrayDeque<>();

    private int workers;
    private int running;
    private boolean isLed;
    private volatile boolean ended;

    /** Somebody was woken to lead and has not arrived, or stands by. */
    private boolean onItsWay;

    /** Counts each time that somebody begins or ceases to lead: odd while somebody does. */
    private volatile int turns;

    /** What that was when somebody was woken to lead. */
    private int wokenAt;

    private @Nullable Thread standing;

    /** Whoever stands by waits for the reader, and not for a moment in which nobody leads. */
    private boolean standsAtWindow;

    /** Whoever stands by is needed. */
    private volatile boolean alerted;

    /** Of who stands at the window. */
    private final Patience patience = new Patience();

    /**
     * Nobody leads yet.
     *
     * @param limit how many elements may run at once, at this moment; asked under the lock. Whoever lets it grow has somebody lead
     * @param startWorker starts one more
     */
    Turns(IntSupplier limit, Window window, Runnable startWorker) {
        this.limit = limit;
        this.window = window;
        this.startWorker = startWorker;
    }

    // ---- who leads

    /** Whether somebody may pull an element now. */
    boolean isFree() {
        return !ended && !isLed && running < limit.getAsInt() && window.hasRoom();
    }

    /** Somebody leads, and will pull an element. */
    void take() {
        isLed = true;
        count();
        running++;
        window.pull();
    }

    /** Nobody leads any more. */
    void leave() {
        isLed = false;
        count();
    }

    /** Under the lock; it is only looked at without. */
    private void count() {
        int now = turns + 1;
        turns = now;
    }

    /** Whoever led found no element, or it was not accepted. */
    void pulledNone() {
        running--;
        window.pulledNone();
    }

    void elementEnded() {
        running--;
    }

    // ---- who is next

    /** How to get somebody to lead, if an element may be pulled and nobody is about to come. */
    Runnable next() {
        if (onItsWay || !isFree()) {
            return Turns::nothing;
        }
        onItsWay = true;
        wokenAt = turns;
        Signal rested = resting.poll();
        if (rested != null) {
            return rested::fire;
        }
        workers++;
        return startWorker;
    }

    /** The same; and whoever stands by need not wait until he looks again. */
    Runnable nextAtOnce() {
        Thread stands = standing;
        if (stands == null || !isFree()) {
            return next();
        }
        alerted = true;
        return () -> LockSupport.unpark(stands);
    }

    /** Nothing is to be done. */
    static void nothing() {}

    /** A worker that was woken to lead has come and somebody led meanwhile, so it was not needed: it may stand by. */
    boolean wasNotNeeded() {
        return !ended && turns != wokenAt;
    }

    /** That one stands by, and goes to {@link #standBy}. */
    void stands(Thread worker) {
        standing = worker;
        alerted = false;
    }

    /** An element could be pulled if the reader took one, and nobody is about to come who would see that. */
    boolean waitsForReader() {
        return !onItsWay && !isLed && running < limit.getAsInt();
    }

    /** That one stands by until the reader has taken some, and goes to {@link #standBy}. */
    void standsAtWindow(Thread worker) {
        stands(worker);
        onItsWay = true;
        standsAtWindow = true;
        window.watch();
    }

    /** Whoever was woken to lead has come, or stands by no more. */
    void arrived() {
        onItsWay = false;
        standing = null;
        if (standsAtWindow) {
            standsAtWindow = false;
            window.unwatch();
        }
    }

    /** A worker has nothing to do until that is fired. */
    Signal rest() {
        Signal rest = new Signal();
        resting.push(rest);
        return rest;
    }

    // ---- the end

    /** No more is pulled, and resting workers go home; gives back how to tell them. */
    Runnable end() {
        ended = true;
        List<Signal> rested = List.copyOf(resting);
        resting.clear();
        Thread stands = standing;
        return () -> {
            rested.forEach(Signal::fire);
            LockSupport.unpark(stands);
        };
    }

    boolean hasEnded() {
        return ended;
    }

    boolean hasWorkers() {
        return workers > 0;
    }

    void workerLeft() {
        workers--;
    }

    // ---- without the lock

    /** Stands by as it was said under the lock; ends when it may be needed, or after a while. */
    void standBy() {
        if (standsAtWindow) {
            awaitReader();
        } else {
            awaitVacancy();
        }
    }

    /** Ends when the reader has taken much, or in a slow look anything, or waits. */
    private void awaitReader() {
        boolean much = patience.lookFor(() -> alerted || ended || window.hasMuchRoom());
        for (int look = 0; !much && look < SLOW_LOOKS && !alerted && !ended && !window.hasSomeRoom(); look++) {
            pause();
        }
    }

    /** Ends when nobody leads for a moment. */
    private void awaitVacancy() {
        for (int look = 0; look < LOOKS + SLOW_LOOKS && !ended; look++) {
            int before = turns;
            if (look < LOOKS) {
                Spin.pause(look);
                Spin.pause(look);
            } else {
                pause();
            }
            if (alerted || (turns == before && isVacant(before))) {
                return;
            }
        }
    }

    private void pause() {
        LockSupport.parkNanos(this, BETWEEN_SLOW_LOOKS_NANOS);
        boolean ignored = Thread.interrupted();
    }

    private static boolean isVacant(int turns) {
        return (turns & 1) == 0;
    }
}
