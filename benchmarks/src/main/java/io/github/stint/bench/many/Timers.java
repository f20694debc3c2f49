package io.github.stint.bench.many;

import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A clock that limits are armed at and disarmed. Ours is the part of the engine that tasks use for their limits, without the tasks.
 *
 * @param <T> one limit that is armed
 */
interface Timers<T> {

    /** What no limit comes to here. */
    Runnable GOES_OFF = () -> {
        throw new IllegalStateException("no limit goes off as early as this");
    };

    /** Arms one. */
    T arm(long nanosFromNow);

    /** Takes it back. */
    void disarm(T armed);

    /** Ends it, and all that are still armed with it. */
    void end(List<T> armed);

    static Timers<?> ours() {
        Deadlines deadlines = Deadlines.of(Ticker.system());
        return new Timers<Armed>() {
            @Override
            public Armed arm(long nanosFromNow) {
                return deadlines.arm(Deadline.after(Ticker.system(), Duration.ofNanos(nanosFromNow)), GOES_OFF);
            }

            @Override
            public void disarm(Armed armed) {
                if (!armed.disarm()) {
                    throw new IllegalStateException("has gone off");
                }
            }

            @Override
            public void end(List<Armed> armed) {
                armed.forEach(this::disarm); // the clock is shared, and its thread ends by itself
            }
        };
    }

    static Timers<?> scheduledPool() {
        var pool = new ScheduledThreadPoolExecutor(1);
        pool.setRemoveOnCancelPolicy(true); // or what is disarmed would stay
        return of(pool);
    }

    static Timers<?> forkJoinPool() {
        ForkJoinPool pool = new ForkJoinPool();
        return of(pool);
    }

    private static Timers<Future<?>> of(ScheduledExecutorService scheduler) {
        return new Timers<>() {
            @Override
            public Future<?> arm(long nanosFromNow) {
                return scheduler.schedule(GOES_OFF, nanosFromNow, TimeUnit.NANOSECONDS);
            }

            @Override
            public void disarm(Future<?> armed) {
                if (!armed.cancel(false)) {
                    throw new IllegalStateException("has gone off");
                }
            }

            @Override
            public void end(List<Future<?>> armed) {
                var ignored = scheduler.shutdownNow();
            }
        };
    }
}
