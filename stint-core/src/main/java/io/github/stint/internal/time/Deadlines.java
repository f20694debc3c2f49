package io.github.stint.internal.time;

import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.watch.Log;
import io.github.stint.spi.Ticker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs short actions at given moments, on one daemon platform thread named {@code stint-timer}: virtual threads can be
 * starved of carriers just when a limit matters most. The thread is started when something is armed and ends when nothing
 * was for a while. Arming and taking back cost the same however much is armed, on an average; on the clock of the machine,
 * which all owners share, several threads do so without meeting at one lock.
 *
 * <p>Invariant: while something is armed there is a thread, or whoever armed it is about to start one. Whoever makes an entry
 * the first of its heap then unparks the thread, and an unpark before the park is remembered, so no deadline is slept through.
 */
public final class Deadlines {

    private static final Deadlines SYSTEM = new Deadlines(Ticker.system(), 8);
    private static final long IDLE_NANOS = 10_000_000_000L;

    /** What starts the thread. Tests put something in its place that fails. */
    private static volatile Consumer<Thread> starter = Thread::start;

    private final Ticker ticker;
    private final DeadlineHeap[] heaps;

    /** Held while the thread is started or ends. */
    private final CarrierSafeLock life = new CarrierSafeLock();

    private volatile @Nullable Thread thread;

    Deadlines(Ticker ticker) {
        this(ticker, 1);
    }

    /** With so many heaps, a power of two. */
    private Deadlines(Ticker ticker, int heaps) {
        this.ticker = ticker;
        this.heaps = new DeadlineHeap[heaps];
        Arrays.setAll(this.heaps, place -> new DeadlineHeap());
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
        DeadlineHeap heap = heaps[(int) Thread.currentThread().threadId() & (heaps.length - 1)];
        Armed armed = new Armed(this, heap, deadline, action);
        boolean first = heap.add(armed);
        Thread timer = thread;
        if (timer == null) {
            timer = startTimerFor(armed);
        }
        if (first) {
            LockSupport.unpark(timer);
        }
        return armed;
    }

    /** How many are armed. */
    public int armed() {
        int armed = 0;
        for (DeadlineHeap heap : heaps) {
            armed += heap.live();
        }
        return armed;
    }

    /** Whether the current thread runs the actions. */
    public boolean isTimer() {
        return Thread.currentThread() == thread;
    }

    static void startWith(Consumer<Thread> other) {
        starter = other;
    }

    private Thread startTimerFor(Armed armed) {
        try {
            return startTimer();
        } catch (Throwable e) {
            boolean ignored = armed.disarm();
            throw e;
        }
    }

    /** Starts the thread, unless somebody else has. */
    private Thread startTimer() {
        life.lock();
        try {
            Thread now = thread;
            if (now != null) {
                return now;
            }
            Thread timer = Thread.ofPlatform()
                    .name("stint-timer")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .unstarted(this::runDue);
            timer.setContextClassLoader(null);
            starter.accept(timer);
            thread = timer;
            return timer;
        } finally {
            life.unlock();
        }
    }

    /**
     * Whether the thread is to end, for nothing is armed. It says that it is gone and then looks once more; who arms adds the
     * entry and then looks whether there is a thread: one of the two sees the other.
     */
    private boolean ends() {
        setThread(null);
        if (next() == Deadline.NEVER) {
            return true;
        }
        life.lock();
        try {
            if (thread != null) {
                return true;
            }
            thread = Thread.currentThread();
            return false;
        } finally {
            life.unlock();
        }
    }

    private void setThread(@Nullable Thread now) {
        life.lock();
        try {
            thread = now;
        } finally {
            life.unlock();
        }
    }

    private void runDue() {
        setThread(Thread.currentThread());
        boolean idledBefore = false;
        while (true) {
            Runnable due = pollDue();
            if (due != null) {
                idledBefore = false;
                run(due);
                continue;
            }
            long next = next();
            if (next != Deadline.NEVER) {
                idledBefore = false;
                ticker.parkUntil(this, next);
                clearInterrupt();
            } else if (idledBefore && ends()) {
                return;
            } else {
                idledBefore = idle();
            }
        }
    }

    /** Takes out the earliest that is due: its action. */
    private @Nullable Runnable pollDue() {
        DeadlineHeap earliest = heaps[0];
        long next = Deadline.NEVER;
        for (DeadlineHeap heap : heaps) {
            long its = heap.next();
            if (Deadline.isBefore(its, next)) {
                next = its;
                earliest = heap;
            }
        }
        return Deadline.hasPassed(ticker, next) ? earliest.pollDue(ticker.nanoTime()) : null;
    }

    /** When the first is due; {@link Deadline#NEVER} if none is armed. */
    private long next() {
        long next = Deadline.NEVER;
        for (DeadlineHeap heap : heaps) {
            next = Deadline.earlier(next, heap.next());
        }
        return next;
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

    private static void run(Runnable due) {
        try {
            due.run();
        } catch (Throwable e) {
            Log.error("Deadlines", "an action of the timer threw", e);
        }
    }

    /** One armed deadline. Whoever takes its action out has it: who takes it back, or the timer. */
    public static final class Armed {

        private static final VarHandle ACTION;

        static {
            try {
                ACTION = MethodHandles.lookup().findVarHandle(Armed.class, "action", Runnable.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Deadlines owner;
        private final DeadlineHeap heap;
        final long deadline;
        private volatile @Nullable Runnable action;

        Armed(Deadlines owner, DeadlineHeap heap, long deadline, Runnable action) {
            this.owner = owner;
            this.heap = heap;
            this.deadline = deadline;
            this.action = action;
        }

        boolean isShell() {
            return action == null;
        }

        @Nullable
        Runnable take() {
            return (Runnable) ACTION.getAndSet(this, null);
        }

        /** Takes the deadline back; false if its action has begun, has run, or it was taken back before. */
        public boolean disarm() {
            if (take() == null) {
                return false;
            }
            heap.countShell();
            if (owner.ticker != Ticker.system() && owner.armed() == 0) {
                LockSupport.unpark(owner.thread); // its clock may stand still, and it would never end
            }
            return true;
        }
    }
}
