package io.github.stint.verification.schedules;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one carrier of a world: mounts its virtual threads one after the other, on the thread that calls {@link #runNext}, in
 * the order it is given. The virtual threads that those start are its own too, since a thread inherits its scheduler.
 */
final class Carrier {

    private static final long HAND_OVER_NANOS = 1_000_000_000L;
    private static final long LOOKS_EVERY_NANOS = 50_000L;

    private final Order order;
    private final Executor scheduler = this::ready;
    private final Object handOver = new Object();
    private final List<Strand> ready = new ArrayList<>();
    private final IdentityHashMap<Runnable, Strand> strands = new IdentityHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Strand current;
    private @Nullable Thread starting;
    private int switches;
    private boolean strays;

    Carrier(Order order) {
        this.order = order;
    }

    Thread unstarted(String name, Runnable body) {
        return VirtualThreads.unstarted(scheduler, name, body);
    }

    void start(Thread thread) {
        threads.add(thread);
        Thread before = starting;
        starting = thread;
        try {
            thread.start();
        } finally {
            starting = before;
        }
    }

    /** Who is mounted; null while the carrier itself runs. */
    @Nullable
    Strand current() {
        return current;
    }

    /** Those that could go on beside the one that is mounted. */
    List<Strand> ready() {
        return ready;
    }

    /** All that were started, in that order. */
    List<Thread> threads() {
        return threads;
    }

    /** Whether a thread was started of which {@link #start} does not know: it could hang unseen. */
    boolean hasStrays() {
        return strays;
    }

    int switches() {
        return switches;
    }

    /** Runs the next thread until it parks, yields or ends. False if none can go on. */
    boolean runNext() {
        Strand next = takeNext();
        if (next == null) {
            return false;
        }
        switches++;
        current = next;
        try {
            next.continuation.run();
        } finally {
            current = null;
        }
        return true;
    }

    private void ready(Runnable continuation) {
        synchronized (handOver) {
            Strand strand = strands.get(continuation);
            if (strand == null) {
                strand = new Strand(continuation, starting, strands.size(), order.first());
                strays |= starting == null;
                starting = null;
                strands.put(continuation, strand);
            }
            ready.add(strand);
        }
    }

    /** A monitor of users is handed over by a thread of the JDK: who is next for it gets ready, but not at once. */
    private @Nullable Strand takeNext() {
        Strand next = takeReady();
        long end = System.nanoTime() + HAND_OVER_NANOS;
        while (next == null && anyIsBlocked() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOKS_EVERY_NANOS);
            next = takeReady();
        }
        return next == null ? takeReady() : next; // whoever is not blocked any more may be ready by now
    }

    private @Nullable Strand takeReady() {
        synchronized (handOver) {
            return ready.isEmpty() ? null : order.take(ready);
        }
    }

    private boolean anyIsBlocked() {
        for (Thread thread : threads) {
            if (thread.getState() == Thread.State.BLOCKED) {
                return true;
            }
        }
        return false;
    }
}
