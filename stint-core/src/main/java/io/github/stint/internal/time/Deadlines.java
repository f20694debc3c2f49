package io.github.stint.internal.time;

import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.watch.Log;
import io.github.stint.spi.Ticker;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs short actions at given moments, on one daemon platform thread named {@code stint-timer}: virtual threads can be
 * starved of carriers just when a limit matters most. The thread is started when something is armed and ends when nothing
 * was for a while.
 *
 * <p>A binary heap whose entries know their place, so that a disarmed deadline is gone at once and keeps nothing
 * reachable. Arming and disarming cost a logarithm of what is armed.
 *
 * <p>Invariant, under the lock: {@code thread} is null only if the heap is empty, and whoever makes an entry the first
 * of the heap unparks the thread; an unpark before the park is remembered, so no deadline is slept through.
 */
public final class Deadlines {

    private static final Deadlines SYSTEM = new Deadlines(Ticker.system());
    private static final long IDLE_NANOS = 10_000_000_000L;

    /** What starts the thread. Tests put something in its place that fails. */
    private static volatile Consumer<Thread> starter = Thread::start;

    private final Ticker ticker;
    private final CarrierSafeLock lock = new CarrierSafeLock();
    private Armed[] heap = new Armed[16];
    private int size;
    private @Nullable Thread thread;

    Deadlines(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The deadlines of that clock; the system's are shared by all. */
    public static Deadlines of(Ticker ticker) {
        return ticker == Ticker.system() ? SYSTEM : new Deadlines(ticker);
    }

    /**
     * Has the action run at that moment. It must be quick, must not wait, and runs at most once.
     *
     * @param deadline a moment of the ticker, not {@link Deadline#NEVER}
     */
    public Armed arm(long deadline, Runnable action) {
        Armed armed = new Armed(this, deadline, action);
        Thread toWake = null;
        lock.lock();
        try {
            add(armed);
            if (thread == null) {
                startTimer(armed);
            } else if (armed.place == 0) {
                toWake = thread;
            }
        } finally {
            lock.unlock();
        }
        if (toWake != null) {
            LockSupport.unpark(toWake);
        }
        return armed;
    }

    /** How many are armed. */
    public int armed() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the current thread runs the actions. Needs no lock: only that thread finds itself there, and it had the lock. */
    public boolean isTimer() {
        return Thread.currentThread() == thread;
    }

    static void startWith(Consumer<Thread> other) {
        starter = other;
    }

    private void startTimer(Armed first) {
        try {
            Thread timer = Thread.ofPlatform()
                    .name("stint-timer")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .unstarted(this::runDue);
            timer.setContextClassLoader(null);
            starter.accept(timer);
            thread = timer;
        } catch (Throwable e) {
            remove(first);
            throw e;
        }
    }

    private void runDue() {
        boolean idledBefore = false;
        while (true) {
            Armed due = null;
            long next = Deadline.NEVER;
            lock.lock();
            try {
                if (size == 0) {
                    if (idledBefore) {
                        thread = null;
                        return;
                    }
                } else if (Deadline.hasPassed(ticker, heap[0].deadline)) {
                    due = heap[0];
                    remove(due);
                } else {
                    next = heap[0].deadline;
                }
            } finally {
                lock.unlock();
            }
            idledBefore = false;
            if (due != null) {
                run(due);
            } else if (next == Deadline.NEVER) {
                idledBefore = idle();
            } else {
                ticker.parkUntil(this, next);
                clearInterrupt();
            }
        }
    }

    /** Parks while nothing is armed; true if that lasted its full time. */
    private boolean idle() {
        long begun = System.nanoTime();
        LockSupport.parkNanos(this, IDLE_NANOS);
        clearInterrupt();
        return System.nanoTime() - begun >= IDLE_NANOS;
    }

    /** Nobody may interrupt this thread; one that was would spin instead of parking. */
    private static void clearInterrupt() {
        boolean ignored = Thread.interrupted();
    }

    private static void run(Armed due) {
        try {
            due.action.run();
        } catch (Throwable e) {
            Log.error("Deadlines", "an action of the timer threw", e);
        }
    }

    private void add(Armed armed) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        size++;
        siftUp(size - 1, armed);
    }

    private void remove(Armed armed) {
        int place = armed.place;
        armed.place = -1;
        size--;
        Armed last = heap[size];
        clear(size);
        if (place == size) {
            return;
        }
        siftDown(place, last);
        if (heap[place] == last) {
            siftUp(place, last);
        }
    }

    @SuppressWarnings("NullAway") // a place beyond the size holds nothing
    private void clear(int place) {
        heap[place] = null;
    }

    private void siftUp(int from, Armed armed) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (armed.deadline - heap[parent].deadline >= 0) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, armed);
    }

    private void siftDown(int from, Armed armed) {
        int place = from;
        int half = size >>> 1;
        while (place < half) {
            int child = 2 * place + 1;
            if (child + 1 < size && heap[child + 1].deadline - heap[child].deadline < 0) {
                child++;
            }
            if (armed.deadline - heap[child].deadline <= 0) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, armed);
    }

    private void put(int place, Armed armed) {
        heap[place] = armed;
        armed.place = place;
    }

    /** One armed deadline. */
    public static final class Armed {
        private final Deadlines owner;
        private final long deadline;
        private final Runnable action;
        private int place = -1;

        private Armed(Deadlines owner, long deadline, Runnable action) {
            this.owner = owner;
            this.deadline = deadline;
            this.action = action;
        }

        /** Takes the deadline back; false if its action has begun, has run, or it was taken back before. */
        public boolean disarm() {
            Thread toWake;
            owner.lock.lock();
            try {
                if (place < 0) {
                    return false;
                }
                owner.remove(this);
                toWake = owner.size == 0 && owner.ticker != Ticker.system() ? owner.thread : null;
            } finally {
                owner.lock.unlock();
            }
            if (toWake != null) {
                LockSupport.unpark(toWake); // its clock may stand still, and it would never end
            }
            return true;
        }
    }
}
