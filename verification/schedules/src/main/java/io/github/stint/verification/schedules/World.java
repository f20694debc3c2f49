package io.github.stint.verification.schedules;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
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

    /** What a body of the scenario does. */
    @FunctionalInterface
    public interface Body {
        /** Runs it; what it throws is a failure of the scenario. */
        void run() throws Exception;
    }

    private final Random choices;
    private final Random drawn;
    private final Order order;
    private final Carrier carrier;
    private final WorldMachine machine;
    private final Clock clock = new Clock();
    private final @Nullable Trace trace;

    private final Deque<Body> atQuiet = new ArrayDeque<>();
    private final List<Body> atEnd = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private int points;
    private int jumps = 100;
    private boolean timeMayStay;
    private int startsThatFail;
    private @Nullable String failure;
    private @Nullable Throwable cause;

    /**
     * A world, not begun.
     *
     * @param length about how many points a run of the scenario comes to
     * @param traced whether its schedule is written down
     */
    World(long seed, int length, boolean traced) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        boolean uniform = random.nextInt(3) == 0;
        this.choices = new Random(random.nextLong());
        this.drawn = new Random(random.nextLong());
        this.order = uniform ? new Uniform(drawn) : new Priorities(drawn, length);
        this.carrier = new Carrier(order);
        this.machine = new WorldMachine(this, carrier, order, drawn);
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
        Thread thread = carrier.unstarted(name, () -> {
            try {
                body.run();
            } catch (Throwable e) {
                fail("'" + name + "' threw " + e, e);
            }
        });
        carrier.start(thread);
        return thread;
    }

    /** A place where the current thread may stop. In the classes under test they are woven in. */
    public void point() {
        Strand me = carrier.current();
        if (me == null || !Thread.currentThread().isVirtual()) {
            return;
        }
        me.rests = 0;
        count();
        if (order.stops(me, carrier.ready(), points)) {
            tellHere("stops");
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
        machine.nap();
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
        tell(String.valueOf(carrier.current()), "-- " + what);
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
        if (trace != null) {
            tellHere("parks for " + Duration.ofNanos(deadline - now()));
        }
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
        return carrier.threads().stream()
                .anyMatch(thread -> thread.getName().startsWith(namePrefix)
                        && thread.getState() != Thread.State.NEW
                        && thread.getState() != Thread.State.TERMINATED);
    }

    // ---- for those who run it

    /** Runs it to its end, on the current thread. */
    Run run(Scenario scenario) {
        Overheard.enter(this);
        try {
            return runOverheard(scenario);
        } finally {
            Overheard.leave(this);
        }
    }

    private Run runOverheard(Scenario scenario) {
        spawn("main", () -> scenario.run(this));
        while (failure == null && goOn()) {
            // until nothing is left to do
        }
        if (failure == null) {
            findHanging();
        }
        require(!carrier.hasStrays(), "a thread was started past what is woven, and could hang unseen");
        for (Body check : atEnd) {
            if (failure == null) {
                runCheck(check);
            }
        }
        return new Run(
                failure,
                cause,
                order.toString(),
                points,
                machine.points(),
                carrier.switches(),
                notes,
                trace,
                unfinished());
    }

    Machine machine() {
        return machine;
    }

    boolean owns(Thread thread) {
        Strand me = carrier.current();
        return me != null && me.thread == thread;
    }

    void log(String entry) {
        logged.add(entry);
        tellHere("logs " + entry);
    }

    void start(Thread thread) {
        if (startsThatFail > 0 && carrier.current() != null && drawn.nextInt(100) < startsThatFail) {
            note("the start of '" + thread.getName() + "' fails");
            throw new OutOfMemoryError("the scheduler does not let this thread start");
        }
        carrier.start(thread);
    }

    /** Back to the carrier, which runs this thread again when its turn comes. */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours
    static void stop() {
        Thread.yield();
    }

    void count() {
        points++;
        if (points > MOST_POINTS) {
            fail("goes round in a circle: more than " + MOST_POINTS + " points");
            if (points > 2 * MOST_POINTS) {
                throw new AssertionError("a thread goes round in a circle without ever stopping");
            }
            stop();
        }
    }

    void tellHere(String what) {
        Strand me = carrier.current();
        if (trace != null && me != null) {
            trace.addHere(points, me.toString(), what);
        }
    }

    private void tell(String who, String what) {
        if (trace != null) {
            trace.add(points, who, what);
        }
    }

    /** Lets one thread run, or brings a quiet world on. False if neither is possible. */
    private boolean goOn() {
        return carrier.runNext() || machine.wakeNapping() || beginAtQuiet() || jump();
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
        tell("time", "jumps by " + Duration.ofNanos(clock.jump()));
        return true;
    }

    private void findHanging() {
        for (Thread thread : unfinished()) {
            Thread.State state = thread.getState();
            if (state == Thread.State.TIMED_WAITING) {
                fail("'" + thread.getName() + "' waits for the time of the machine, not for that of the world");
            } else if (!(timeMayStay && clock.isWaitedForBy(thread))) {
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
        return carrier.threads().stream()
                .filter(thread -> thread.getState() != Thread.State.TERMINATED)
                .toList();
    }
}
