package io.github.stint.internal.supervise;

import io.github.stint.Outcome;
import io.github.stint.Supervised.State;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one supervised thing stands, who waits for it to be ready, and what its listener is still to be told.
 *
 * <p>Invariants, under the lock: ENDED is left no more; {@code untold} holds the changes in the order in which they
 * happened; {@code telling} is set as long as one thread tells, and that thread looks again after each, so that nothing
 * stays untold and two are never told at once.
 */
final class Standing {

    private final CarrierSafeLock lock = new CarrierSafeLock();
    private final String name;
    private final Ticker ticker;
    private final SupervisionListener listener;
    private final ArrayDeque<Runnable> untold = new ArrayDeque<>(2);
    private List<Signal> waiting = new ArrayList<>(1);
    private State state = State.WAITING;
    private long since;

    /** Whether the present run, or the last one if it was the last, is ready or was. */
    private boolean ready;

    private boolean telling;

    /**
     * Somebody who waits.
     *
     * @param ready whether it is ready already, and stays so
     */
    Standing(String name, Ticker ticker, SupervisionListener listener, boolean ready) {
        this.name = name;
        this.ticker = ticker;
        this.listener = listener;
        this.ready = ready;
        this.since = ticker.nanoTime();
    }

    // ---- who looks

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Since when it stands there. */
    long since() {
        lock.lock();
        try {
            return since;
        } finally {
            lock.unlock();
        }
    }

    boolean isReady() {
        lock.lock();
        try {
            return ready && state != State.ENDED;
        } finally {
            lock.unlock();
        }
    }

    /** Whether its last run was ready. */
    boolean wasReady() {
        lock.lock();
        try {
            return ready;
        } finally {
            lock.unlock();
        }
    }

    // ---- who changes

    /** It stands there now. To be followed by {@link #tell}. */
    void to(State next) {
        List<Signal> woken;
        lock.lock();
        try {
            if (state == next || state == State.ENDED) {
                return;
            }
            if (next == State.READY) {
                ready = true;
            } else if (next == State.BACKING_OFF) {
                ready = false;
            }
            change(next);
            woken = ready || next == State.ENDED ? takeWaiting() : List.of();
        } finally {
            lock.unlock();
        }
        woken.forEach(Signal::fire);
    }

    /** Its body says that it is ready. To be followed by {@link #tell}. */
    void ready() {
        List<Signal> woken;
        lock.lock();
        try {
            if (state != State.RUNNING || ready) {
                throw new IllegalStateException("'" + name + "' cannot become ready: " + whyNot());
            }
            ready = true;
            change(State.READY);
            woken = takeWaiting();
        } finally {
            lock.unlock();
        }
        woken.forEach(Signal::fire);
    }

    private String whyNot() {
        return switch (state) {
            case ENDED -> "it has ended";
            case WAITING, BACKING_OFF -> ready ? "it is ready already" : "it does not run, it is " + state;
            case RUNNING, READY -> "it is ready already";
        };
    }

    /** Another run follows after that pause. To be followed by {@link #tell}. */
    void restarting(Outcome<Void> last, Duration pause) {
        if (listener != SupervisionListener.NONE) {
            lock.lock();
            try {
                untold.add(() -> listener.restarting(last, pause));
            } finally {
                lock.unlock();
            }
        }
    }

    /** Under the lock. */
    private void change(State next) {
        State from = state;
        state = next;
        since = ticker.nanoTime();
        if (listener != SupervisionListener.NONE) {
            untold.add(() -> listener.changed(from, next));
        }
    }

    /** Under the lock. */
    private List<Signal> takeWaiting() {
        List<Signal> taken = waiting;
        waiting = new ArrayList<>(1);
        return taken;
    }

    // ---- who listens

    /** Tells what is untold, unless somebody is at it, who will tell this too. */
    void tell() {
        while (listener != SupervisionListener.NONE) {
            Runnable next;
            lock.lock();
            try {
                if (telling || untold.isEmpty()) {
                    return;
                }
                next = untold.remove();
                telling = true;
            } finally {
                lock.unlock();
            }
            try {
                next.run();
            } catch (Throwable e) {
                RestartLog.listenerThrew(name, e);
            } finally {
                lock.lock();
                try {
                    telling = false;
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    // ---- who waits

    /** Waits until it is ready, or has ended; false if the deadline came first. */
    boolean awaitReady(long deadline) throws InterruptedException {
        Signal signal = new Signal();
        lock.lock();
        try {
            if (ready || state == State.ENDED) {
                return true;
            }
            if (Deadline.hasPassed(ticker, deadline)) {
                return false;
            }
            waiting.add(signal);
        } finally {
            lock.unlock();
        }
        try {
            return signal.await(ticker, deadline);
        } finally {
            if (!signal.hasFired()) {
                lock.lock();
                try {
                    waiting.remove(signal);
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
