package io.github.stint.verification.schedules;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario under the schedule of a seed.
 *
 * <p>The thread that calls {@link #run} is the one carrier: it mounts the virtual threads of the world one after the other.
 * So whatever they share in the scenario itself needs no protection. When no thread can go on, the world is quiet: then, in
 * this order, those that nap are woken, the next {@link #atQuiet} action begins, the clock jumps to the next moment that is
 * waited for. If none of this is left, the run is over, and who has not ended by then hangs, which is a failure.
 */
public final class World {

    /** More than any scenario needs; who comes here goes round in a circle. */
    private static final int MOST_POINTS = 60_000;

    private static final long HAND_OVER_NANOS = 1_000_000_000L;

    /** What a body of the scenario does. */
    @FunctionalInterface
    public interface Body {
        /** Runs it; what it throws is a failure of the scenario. */
        void run() throws Exception;
    }

    private final Random choices;
    private final Random drawn;
    private final Order order;
    private final boolean wakesForNoReason;
    private final Clock clock = new Clock();
    private final @Nullable Trace trace;

    private final Executor scheduler = this::ready;
    private final Object handOver = new Object();
    private final List<Strand> ready = new ArrayList<>();
    private final IdentityHashMap<Runnable, Strand> strands = new IdentityHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> napping = new ArrayList<>();
    private @Nullable Strand current;
    private @Nullable Thread starting;
    private final Machine machine = new OurMachine();

    private final Deque<Body> atQuiet = new ArrayDeque<>();
    private final List<Body> atEnd = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private int points;
    private int wovenPoints;
    private int switches;
    private int jumps = 100;
    private boolean timeMayStay;
    private int startsThatFail;
    private @Nullable String failure;
    private @Nullable Throwable cause;

    World(long seed, int length, boolean traced) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        boolean uniform = random.nextInt(3) == 0;
        this.choices = new Random(random.nextLong());
        this.drawn = new Random(random.nextLong());
        this.wakesForNoReason = random.nextInt(8) == 0;
        this.order = uniform ? new Uniform(drawn) : new Priorities(drawn, length);
        this.trace = traced ? new Trace() : null;
    }

    // ---- for scenarios

    /** Draws what the scenario leaves open, so that one scenario is many; the trace shows it. */
    public int pick(String what, int... values) {
        int value = values[choices.nextInt(values.length)];
        note(what + " " + value);
        return value;
    }

    /** Draws whether. */
    public boolean pick(String what) {
        return pick(what, 0, 1) == 1;
    }

    /** Draws one of an enum, or of whatever else there is. */
    @SafeVarargs
    public final <T> T pickOne(String what, T... values) {
        T value = values[choices.nextInt(values.length)];
        note(what + " " + value);
        return value;
    }

    /** Starts a thread of the world. What its body throws is a failure. */
    public Thread spawn(String name, Body body) {
        Thread thread = VirtualThreads.unstarted(scheduler, name, () -> {
            try {
                body.run();
            } catch (Throwable e) {
                fail("'" + name + "' threw " + e, e);
            }
        });
        start(thread);
        return thread;
    }

    /** A place where the current thread may stop. In the classes under test they are woven in. */
    public void point() {
        Strand me = current;
        if (me == null || !Thread.currentThread().isVirtual()) {
            return;
        }
        count();
        if (order.stops(me, ready, points)) {
            Trace to = trace;
            if (to != null) {
                to.addHere(points, me.toString(), "stops");
            }
            stop();
        }
    }

    /** So many of them. */
    public void points(int count) {
        for (int i = 0; i < count; i++) {
            point();
        }
    }

    /** Lets others go on; for a loop of the scenario that waits for one of them. */
    public void letOthers() {
        Strand me = current;
        if (me != null) {
            count();
            if (order.isUnfair()) {
                napUntilQuiet();
            } else {
                order.spins(me);
                stop();
            }
        }
    }

    /** Runs a body in a thread of its own when nothing can go on, time aside. Several run one after the other. */
    public void atQuiet(Body body) {
        atQuiet.add(body);
    }

    /** Runs a check when all threads have ended. */
    public void atEnd(Body check) {
        atEnd.add(check);
    }

    /** Says what must hold. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            fail(otherwise);
        }
    }

    /** Says that something is wrong; the first is told. */
    public void fail(String what) {
        fail(what, new AssertionError(what));
    }

    /** Says that something is wrong, and why. */
    public void fail(String what, Throwable why) {
        if (failure == null) {
            failure = what;
            cause = why;
        }
    }

    /** Puts a line into the trace. */
    public void note(String what) {
        notes.add(what);
        Trace to = trace;
        if (to != null) {
            to.add(points, String.valueOf(current), "-- " + what);
        }
    }

    /** The time, in nanoseconds from some moment. */
    public long now() {
        return clock.now();
    }

    /** Lets time pass, and wakes whoever has waited for it. */
    public void advance(Duration time) {
        clock.advance(time.toNanos());
    }

    /** Parks the current thread until then. */
    public void parkUntil(Object blocker, long deadline) {
        point();
        tell("parks until " + (deadline - now()) + " ns from now");
        clock.parkUntil(blocker, deadline);
    }

    /** How often time may pass by itself when the world is quiet. Unless told, 100 times, and none may wait for more. */
    public void jumpsAtMost(int times) {
        jumps = times;
        timeMayStay = true;
    }

    /** From now on so many of a hundred threads cannot be started, for want of memory. */
    public void failStarts(int percent) {
        startsThatFail = percent;
    }

    /** What was logged, the message and what was thrown. */
    public List<String> logged() {
        return logged;
    }

    /** Whether a thread whose name begins so has begun and not ended. */
    public boolean isAlive(String namePrefix) {
        return threads.stream()
                .anyMatch(thread -> thread.getName().startsWith(namePrefix)
                        && thread.getState() != Thread.State.NEW
                        && thread.getState() != Thread.State.TERMINATED);
    }

    // ---- for woven code

    /** Has the threads and the clock of this world. */
    private final class OurMachine implements Machine {

        @Override
        public void point() {
            wovenPoints++;
            World.this.point();
        }

        @Override
        public void spin() {
            Strand me = current;
            if (me == null) {
                stop();
                return;
            }
            count();
            order.spins(me);
            tell("spins");
            stop();
        }

        @Override
        public void nap() {
            if (current == null || !order.isUnfair()) {
                spin();
            } else {
                napUntilQuiet();
            }
        }

        @Override
        public void park(Object blocker) {
            World.this.point();
            if (wakesForNoReason && drawn.nextInt(16) == 0) {
                tell("would park, and is woken for no reason");
                return;
            }
            tell("parks");
            LockSupport.park(blocker);
        }

        @Override
        public void parkNanos(Object blocker, long nanos) {
            parkUntil(blocker, now() + nanos);
        }

        @Override
        public long nanoTime() {
            return now();
        }

        @Override
        public void start(Thread thread) {
            World.this.start(thread);
            World.this.point();
        }
    }

    private void napUntilQuiet() {
        count();
        tell("naps");
        napping.add(Thread.currentThread());
        LockSupport.park();
        napping.remove(Thread.currentThread());
    }

    private void start(Thread thread) {
        if (startsThatFail > 0 && current != null && drawn.nextInt(100) < startsThatFail) {
            note("the start of '" + thread.getName() + "' fails");
            throw new OutOfMemoryError("the scheduler lets this thread not start");
        }
        threads.add(thread);
        thread.setUncaughtExceptionHandler((dying, e) -> fail("uncaught in '" + dying.getName() + "': " + e, e));
        Thread before = starting;
        starting = thread;
        try {
            thread.start();
        } finally {
            starting = before;
        }
    }

    Machine machine() {
        return machine;
    }

    boolean owns(Thread thread) {
        Strand me = current;
        return me != null && me.thread == thread;
    }

    void log(String record) {
        logged.add(record);
        tell("logs " + record);
    }

    // ---- the carrier

    /** Runs it to its end, on the current thread. */
    Run run(Scenario scenario) {
        spawn("main", () -> scenario.run(this));
        while (failure == null && goOn()) {
            // until nothing is left to do
        }
        if (failure == null) {
            findHanging();
        }
        for (Body check : atEnd) {
            if (failure == null) {
                runCheck(check);
            }
        }
        return new Run(failure, cause, order.toString(), points, wovenPoints, switches, notes, trace, unfinished());
    }

    private void ready(Runnable continuation) {
        synchronized (handOver) {
            Strand strand = strands.get(continuation);
            if (strand == null) {
                strand = new Strand(continuation, starting, strands.size(), order.first());
                starting = null;
                strands.put(continuation, strand);
            }
            ready.add(strand);
            handOver.notifyAll();
        }
    }

    /** Runs one thread until it stops, or brings a quiet world on. False if neither is possible. */
    private boolean goOn() {
        Strand next;
        synchronized (handOver) {
            if (ready.isEmpty()) {
                return awaitMonitor() || wakeNapping() || beginAtQuiet() || jump();
            }
            next = order.take(ready);
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

    /** A monitor is handed over by a thread of the JDK: who is next for it comes, but not at once. */
    private boolean awaitMonitor() {
        long end = System.nanoTime() + HAND_OVER_NANOS;
        while (ready.isEmpty() && anyIs(Thread.State.BLOCKED) && System.nanoTime() - end < 0) {
            try {
                handOver.wait(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException("the carrier of a world was interrupted", e);
            }
        }
        return !ready.isEmpty();
    }

    private boolean anyIs(Thread.State state) {
        for (Thread thread : threads) {
            if (thread.getState() == state) {
                return true;
            }
        }
        return false;
    }

    private boolean wakeNapping() {
        if (napping.isEmpty()) {
            return false;
        }
        List.copyOf(napping).forEach(LockSupport::unpark);
        return true;
    }

    private boolean beginAtQuiet() {
        Body body = atQuiet.poll();
        if (body == null) {
            return false;
        }
        spawn("quiet", body);
        return true;
    }

    private boolean jump() {
        if (!clock.isWaitedFor() || jumps == 0) {
            return false;
        }
        jumps--;
        long nanos = clock.jump();
        Trace to = trace;
        if (to != null) {
            to.add(points, "time", "jumps by " + Duration.ofNanos(nanos));
        }
        return true;
    }

    private void findHanging() {
        for (Thread thread : threads) {
            Thread.State state = thread.getState();
            if (state == Thread.State.TIMED_WAITING) {
                fail("'" + thread.getName() + "' waits for the time of the machine, not for that of the world");
            } else if (state != Thread.State.TERMINATED && !(timeMayStay && clock.isWaitedForBy(thread))) {
                fail("'" + thread.getName() + "' hangs: nothing can go on, and it is " + state);
            }
        }
    }

    private void runCheck(Body check) {
        try {
            check.run();
        } catch (Throwable e) {
            fail("a check at the end threw " + e, e);
        }
    }

    private List<Thread> unfinished() {
        return threads.stream()
                .filter(thread -> thread.getState() != Thread.State.TERMINATED)
                .toList();
    }

    /** Back to the carrier, which runs this thread again when its turn comes. */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours
    private static void stop() {
        Thread.yield();
    }

    private void count() {
        points++;
        if (points > MOST_POINTS) {
            fail("goes round in a circle: more than " + MOST_POINTS + " points");
            if (points > 2 * MOST_POINTS) {
                throw new AssertionError("a thread goes round in a circle without ever stopping");
            }
            stop();
        }
    }

    private void tell(String what) {
        Trace to = trace;
        if (to != null && current != null) {
            to.addHere(points, current.toString(), what);
        }
    }
}
