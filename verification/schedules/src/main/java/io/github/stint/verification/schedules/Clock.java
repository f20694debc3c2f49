package io.github.stint.verification.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The time of a world: it stands still until it is advanced, or until nothing but time can bring the world on. */
final class Clock {

    private record Waiting(Thread thread, long deadline) {}

    // Neither zero nor round, and before the overflow of the sign, since a clock may start anywhere.
    private long now = -7_000_000_019L;
    private final List<Waiting> waiting = new ArrayList<>();

    long now() {
        return now;
    }

    /** Parks the current thread until then, or until something else wakes it. */
    void parkUntil(Object blocker, long deadline) {
        if (deadline - now <= 0) {
            return;
        }
        Waiting me = new Waiting(Thread.currentThread(), deadline);
        waiting.add(me);
        LockSupport.park(blocker);
        waiting.remove(me);
    }

    void advance(long nanos) {
        now += nanos;
        for (Waiting each : List.copyOf(waiting)) {
            if (each.deadline - now <= 0) {
                LockSupport.unpark(each.thread);
            }
        }
    }

    boolean isWaitedFor() {
        return !waiting.isEmpty();
    }

    /** Whether the thread is parked until some time. */
    boolean isWaitedForBy(Thread thread) {
        return waiting.stream().anyMatch(each -> each.thread == thread);
    }

    /** Advances to the first moment that is waited for; tells by how much. */
    long jump() {
        long nanos =
                waiting.stream().mapToLong(each -> each.deadline - now).min().orElseThrow();
        advance(Math.max(0, nanos));
        return nanos;
    }
}
