package io.github.stint;

import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.jvm.KeepAlive;
import io.github.stint.internal.supervise.Course;
import io.github.stint.internal.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an application does in the background: actions nobody waits for, things that are to run for ever, and schedules.
 *
 * <pre>{@code
 * try (var background = TaskService.open("background")) {
 *   background.schedule(() -> compress(file));
 *   background.runForever("mail-poller", RestartPolicy.always().giveUpAfter(20, ofMinutes(10)), this::pollMail);
 *   background.every("cleanup", ofHours(1), this::cleanUp);
 *   …
 * }
 * }</pre>
 *
 * <p>Nothing here makes its caller wait, except what says so. A failure of an action is logged with its stack in the moment
 * it happens, unless there is an {@code onDone} that hears of it. Each restart and each failed run of a schedule is one
 * line of the log; what is given up is one more, an error.
 *
 * <p>Something supervised is one task of the service until it has ended for good, so with a limit it holds a slot all the
 * time, and draining waits for it. The JVM lives while the service has tasks and is not closed.
 */
public final class TaskService extends LongLivedOwner {

    private final InstantSource clock;
    private final DoubleSupplier random;
    private final KeepAlive keepAlive;

    /** What is supervised: from before its acceptance until its callbacks have begun. */
    private final Set<Supervised> live = ConcurrentHashMap.newKeySet();

    /** The first one that was to run for ever and has failed for good, or has ended without being ready. */
    private final AtomicReference<@Nullable Supervised> lost = new AtomicReference<>();

    private TaskService(Engine engine, Builder options) {
        super(engine, options.onClose);
        this.keepAlive = KeepAlive.of(engine);
        this.clock = options.clock;
        this.random = options.random;
    }

    /**
     * Opens a service with the defaults of {@link Builder}.
     *
     * @param name its name
     * @return the service, to be closed
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static TaskService open(String name) {
        return builder(name).open();
    }

    /**
     * What a service can be told before it is opened.
     *
     * @param name its name
     * @return the defaults
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static Builder builder(String name) {
        return new Builder(Names.check("name", name));
    }

    // ---- actions

    /**
     * Has actions done, each as a task of its own, and never waits. All are accepted or none.
     *
     * @param actions what is done
     * @throws NullPointerException if one of them is null; then none is accepted
     * @throws TaskRejectedException if the service is closed; then none is accepted
     */
    public void schedule(Action... actions) {
        schedule(TaskOptions.defaults(), actions);
    }

    /**
     * Has actions done, each as a task with these options, and never waits. See {@link #schedule(Action...)}.
     *
     * @param each the name, group, time limit and callbacks of each task
     * @param actions what is done
     * @throws NullPointerException if one of them is null; then none is accepted
     * @throws TaskRejectedException if the service is closed; then none is accepted
     */
    public void schedule(TaskOptions each, Action... actions) {
        Objects.requireNonNull(each, "each");
        Objects.requireNonNull(actions, "actions");
        List<TaskCell<?>> cells = new ArrayList<>(actions.length);
        for (Action action : Require.noNulls("actions", Arrays.asList(actions))) {
            cells.add(cell(each, Body.of(action)));
        }
        engine.startAll(cells);
        keepAlive.onAccepted();
    }

    // ---- for ever

    /**
     * Runs something again and again, whatever it comes to, as {@link RestartPolicy#always} says. Each run is ready when
     * it begins.
     *
     * @param name its name
     * @param body what it does
     * @return its handle
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     * @throws TaskRejectedException if the service is closed
     */
    public Supervised runForever(String name, Action body) {
        return runForever(name, RestartPolicy.always(), body);
    }

    /**
     * Runs something again and again, as a policy says. Each run is ready when it begins.
     *
     * @param name its name
     * @param policy when it is run again
     * @param body what it does
     * @return its handle
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     * @throws TaskRejectedException if the service is closed
     */
    public Supervised runForever(String name, RestartPolicy policy, Action body) {
        return forever(name, policy, true, ignoringItself(body));
    }

    /**
     * Runs something again and again, as a policy says. Each run tells by {@link Supervised#ready} when it is.
     *
     * @param name its name
     * @param policy when it is run again
     * @param body what it does
     * @return its handle
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     * @throws TaskRejectedException if the service is closed
     */
    public Supervised runForever(String name, RestartPolicy policy, Supervised.Body body) {
        return forever(name, policy, false, Objects.requireNonNull(body, "body"));
    }

    private Supervised forever(String name, RestartPolicy policy, boolean readyAtOnce, Supervised.Body body) {
        Objects.requireNonNull(policy, "policy");
        return accept(name, Course.restarting(policy, readyAtOnce, random), body);
    }

    // ---- schedules

    /**
     * Runs something at a fixed rate: first one period from now, then at every multiple of it. Runs never overlap: a tick
     * that passes while it still runs is skipped and not made up for. A failed run is logged, and the next one comes all
     * the same. Changes of the wall clock do not matter.
     *
     * @param name its name
     * @param period the time from tick to tick
     * @param body what it does
     * @return its handle, by which it is cancelled
     * @throws IllegalArgumentException if the period is not positive, or the name is blank, has control characters or more
     *     than 200 characters
     * @throws TaskRejectedException if the service is closed
     */
    public Supervised every(String name, Duration period, Action body) {
        Require.positive("period", period);
        return accept(name, Course.every(period, engine.ticker().nanoTime()), ignoringItself(body));
    }

    /**
     * Runs something once, not before a moment of the wall clock; at once, if that has passed. The time to wait is what the
     * clock says now: if it is set back meanwhile, the run waits for the rest too; if it is set forward, or the machine
     * sleeps, the run may come late.
     *
     * @param name its name
     * @param when the moment
     * @param body what it does
     * @return its handle, by which it is cancelled
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     * @throws TaskRejectedException if the service is closed
     */
    public Supervised at(String name, Instant when, Action body) {
        Objects.requireNonNull(when, "when");
        return accept(name, Course.once(when, clock), ignoringItself(body));
    }

    private static Supervised.Body ignoringItself(Action body) {
        Objects.requireNonNull(body, "body");
        return self -> body.run();
    }

    private Supervised accept(String name, Course course, Supervised.Body body) {
        Names.check("name", name);
        Supervised made = new Supervised(engine, name, course, body);
        TaskCell<Void> cell = made.supervision().cell();
        boolean observed = cell.observe(new End(made));
        assert observed : "it cannot have ended before it is accepted";
        forgetLost(made);
        live.add(made);
        boolean accepted = false;
        try {
            int ignored = engine.start(cell);
            accepted = true;
            keepAlive.onAccepted();
        } finally {
            if (!accepted) {
                live.remove(made);
            }
        }
        return made;
    }

    /** Another one of its name takes its place. */
    private void forgetLost(Supervised successor) {
        Supervised former = lost.get();
        if (former != null && former.name().equals(successor.name())) {
            lost.compareAndSet(former, null);
        }
    }

    /** The end of one that is supervised. It is lost before it is not live any more, so that {@link #awaitReady} sees it. */
    private final class End extends Observer {
        private final Supervised supervised;

        End(Supervised supervised) {
            this.supervised = supervised;
        }

        @Override
        protected void published(TaskCell<?> task) {
            if (supervised.supervision().isLost()) {
                lost.compareAndSet(null, supervised);
            }
        }

        @Override
        protected void afterwards(TaskCell<?> task) {
            live.remove(supervised);
        }

        @Override
        protected boolean callsBack() {
            return true;
        }
    }

    // ---- who looks, and who waits

    /**
     * What is supervised now: what runs for ever, and the schedules.
     *
     * @return the handles of those that have not ended, in the order in which they were accepted
     */
    public List<Supervised> supervised() {
        IdentityHashMap<Task<?>, Supervised> byTask = new IdentityHashMap<>();
        live.forEach(it -> byTask.put(it.task(), it));
        List<Supervised> inOrder = new ArrayList<>(byTask.size());
        for (TaskCell<?> cell : engine.view().cells()) {
            Supervised found = byTask.get(cell);
            if (found != null && !cell.isDone()) {
                inOrder.add(found);
            }
        }
        return inOrder;
    }

    /**
     * Waits until all that is to run for ever is ready. What was cancelled before this is not waited for; neither is what
     * ended well and had been ready. What has failed for good is remembered, until something of its name is run again.
     *
     * @param atMost how long; zero or less only looks
     * @return true if each of them is ready, false if the time was over
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws TaskFailedException if one of them has ended for good with a failure, also if that was before this call
     * @throws TaskCancelledException if one of them was cancelled while this waited for it
     * @throws IllegalStateException if one of them has ended without being ready, or if one that is not ready calls this
     *     itself
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        Cancellation.checkpoint();
        long deadline = Deadline.after(engine.ticker(), atMost);
        while (true) {
            Supervised unready = firstUnready();
            if (unready == null) {
                return true;
            }
            if (!unready.supervision().awaitReady(deadline)) {
                return false;
            }
        }
    }

    /**
     * Looks at the live ones first, for who leaves them lost is lost before; and at one of them first whether it has ended, for
     * only then it is settled how.
     */
    private @Nullable Supervised firstUnready() {
        for (Supervised one : live) {
            if (!one.isReady()) {
                if (!one.task().isDone()) {
                    return one;
                }
                if (one.supervision().isLost()) {
                    one.supervision().requireWasReady();
                }
            }
        }
        Supervised gone = lost.get();
        if (gone != null) {
            gone.supervision().requireWasReady();
        }
        return null;
    }

    /**
     * What a service can be told before it is opened.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>limit: none
     *   <li>on close: cancel at once, the youngest first, and wait for five seconds
     *   <li>ticker: the system's
     *   <li>context: what was found for all
     *   <li>listeners: none
     *   <li>clock: the system's
     * </ul>
     */
    public static final class Builder extends OwnerBuilder<Builder> {

        private final String name;
        private int limit = EngineOptions.UNLIMITED;
        private Shutdown onClose = Shutdown.now();
        private InstantSource clock = InstantSource.system();
        private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

        private Builder(String name) {
            super(Surroundings.usual());
            this.name = name;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Lets so many tasks run at once; more than that wait in a queue without limit. Something supervised holds a slot
         * until it has ended for good, also while it pauses.
         *
         * @param limit how many, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limit(int limit) {
            this.limit = Require.atLeast(name, "limit", 1, limit);
            return this;
        }

        /**
         * Says how {@link TaskService#close} closes. What is to run for ever is not done before the time to drain is over.
         *
         * @param onClose how
         * @return this builder
         */
        public Builder onClose(Shutdown onClose) {
            this.onClose = Objects.requireNonNull(onClose, "onClose");
            return this;
        }

        /**
         * Gives the service another wall clock, which only {@link TaskService#at} looks at.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Gives the jitter other random numbers, from 0 to below 1. */
        Builder random(DoubleSupplier random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /**
         * Opens the service.
         *
         * @return the service, to be closed
         */
        public TaskService open() {
            EngineOptions options = EngineOptions.queueing(
                    "TaskService", Owners.claim(name), limit, FailurePolicy.TELL_AT_ONCE, surroundings);
            return opened(new TaskService(new Engine(options, null), this));
        }
    }
}
