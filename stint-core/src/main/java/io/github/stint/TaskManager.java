package io.github.stint;

import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.feed.Settling;
import io.github.stint.internal.jvm.CarrierWatch;
import io.github.stint.internal.jvm.KeepAlive;
import io.github.stint.internal.jvm.ShutdownHook;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.watch.Log;
import io.github.stint.spi.TaskListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An application's tasks, pools and services, closed together.
 *
 * <pre>{@code
 * TaskManager tasks = TaskManager.builder("shop").maxTasks(35).open().installShutdownHook();
 * TaskPool images = tasks.adopt(TaskPool.open("images", 4));
 * tasks.spawn(() -> importOrders(file));
 * tasks.awaitIdle();
 * }</pre>
 *
 * <p>{@code spawn} never waits: what cannot start yet is queued, first in, first out. A failure that nobody asks about is
 * logged, and the manager goes on. What it has adopted is closed with it and before it: the youngest first, all under one
 * deadline. While it drains, its own tasks and those of the owners it has adopted may still spawn.
 *
 * <p>Virtual threads keep no JVM alive. A manager does while it has tasks and is not closed: a {@code main}
 * that returns loses none. Those of pools it has adopted are not its own.
 */
public final class TaskManager extends LongLivedOwner {

    private static final int MANY = 10_000;

    private static final CarrierWatch CARRIERS = new CarrierWatch(Owners::tasksAtOnce);

    private final AtomicBoolean toldOfMany = new AtomicBoolean();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final KeepAlive keepAlive;

    private TaskManager(Engine engine, Shutdown onClose, boolean watchesCarriers) {
        super(engine, onClose);
        keepAlive = KeepAlive.of(engine);
        if (watchesCarriers) {
            CARRIERS.acquire();
            engine.ending().onClosed(CARRIERS::release);
        }
    }

    /**
     * Opens a manager with the defaults of {@link Builder}.
     *
     * @param name its name
     * @return the manager, to be closed
     * @throws IllegalArgumentException if the name cannot be one
     */
    public static TaskManager open(String name) {
        return builder(name).open();
    }

    /**
     * What a manager can be told before it opens.
     *
     * @param name its name
     * @return the defaults
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static Builder builder(String name) {
        return new Builder(Names.check("name", name));
    }

    // ---- tasks

    /**
     * Hands a task over and never waits: it starts, or is queued.
     *
     * @param body what it does
     * @param <T> its value
     * @return the task, accepted
     * @throws TaskRejectedException if the manager is locked or closed, or its queue is bounded and full
     */
    public <T> Task<T> spawn(Callable<? extends T> body) {
        return spawn(TaskOptions.defaults(), body);
    }

    /**
     * Hands a task without a value over and never waits. See {@link #spawn(Callable)}.
     *
     * @param body what it does
     * @return the task, accepted
     * @throws TaskRejectedException if the manager is locked or closed, or its queue is bounded and full
     */
    public Task<Void> spawn(Action body) {
        return spawn(TaskOptions.defaults(), Body.of(body));
    }

    /**
     * Hands a task over with options and never waits. See {@link #spawn(Callable)}.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @param <T> its value
     * @return the task, accepted
     * @throws TaskRejectedException if the manager is locked or closed, or its queue is bounded and full
     */
    public <T> Task<T> spawn(TaskOptions options, Callable<? extends T> body) {
        TaskCell<T> cell = cell(options, body);
        if (engine.start(cell) >= MANY && toldOfMany.compareAndSet(false, true)) {
            warnOfMany();
        }
        keepAlive.onAccepted();
        return cell;
    }

    /**
     * Hands a task without a value over with options and never waits. See {@link #spawn(Callable)}.
     *
     * @param options its name, group, time limit and callbacks
     * @param body what it does
     * @return the task, accepted
     * @throws TaskRejectedException if the manager is locked or closed, or its queue is bounded and full
     */
    public Task<Void> spawn(TaskOptions options, Action body) {
        return spawn(options, Body.of(body));
    }

    private void warnOfMany() {
        Stats stats = stats();
        Log.warning(
                "TaskManager",
                "'" + name() + "' has " + stats.queued() + " tasks waiting, and " + stats.running() + " of "
                        + stats.limit() + " run: more are spawned than can be done",
                null);
    }

    /**
     * Whether a task waits for its turn.
     *
     * @param id its number
     * @return true if it was accepted, has not begun and was not cancelled
     */
    public boolean isQueued(long id) {
        return engine.view().state(id) == TaskState.QUEUED;
    }

    /**
     * Whether a task runs.
     *
     * @param id its number
     * @return true from its start to the end of its body, also if it was asked to stop
     */
    public boolean isRunning(long id) {
        TaskState state = engine.view().state(id);
        return state == TaskState.RUNNING || state == TaskState.CANCELLING;
    }

    /**
     * Whether a task has ended. That needs no memory of it: numbers are given without gaps.
     *
     * @param id its number
     * @return true if there was such a task and it has ended; false if it has not, or never was
     */
    public boolean hasEnded(long id) {
        TaskState state = engine.view().state(id);
        return state == null ? engine.view().hasLeft(id) : state.isDone();
    }

    /**
     * How many tasks may run at once.
     *
     * @return the limit
     */
    public int maxTasks() {
        return engine.view().stats().limit();
    }

    /**
     * Lets so many tasks run at once: a larger limit starts at once whom it lets in; a smaller one stops nobody; zero
     * pauses the manager.
     *
     * @param maxTasks how many, at least 0
     * @throws IllegalArgumentException if it is negative; the limit is what it was then
     */
    public void resize(int maxTasks) {
        engine.steering().resize(Require.atLeast(name(), "maxTasks", 0, maxTasks));
    }

    // ---- waiting

    /**
     * Waits for the tasks that exist now, however they end; later ones do not matter, and none is harmed if the time is
     * over.
     *
     * @param atMost how long; zero or less only looks
     * @return true if they have ended, false if the time was over
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks, or of an owner it has adopted, calls this
     */
    public boolean awaitCurrent(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        engine.ending().refuseFromInside("awaitCurrent");
        Cancellation.checkpoint();
        List<TaskCell<?>> current = engine.view().cells();
        Settling.awaitAll(current, engine.ticker(), Deadline.after(engine.ticker(), atMost));
        return current.stream().allMatch(Task::isDone);
    }

    // ---- the owners that are closed with it

    /**
     * Closes a pool with this manager, and before it. It may still be closed by itself.
     *
     * @param pool the pool
     * @return the same pool
     * @throws IllegalArgumentException if it has been adopted already
     * @throws IllegalStateException if it or the manager is closing or closed; the pool is the caller's to close then
     */
    public TaskPool adopt(TaskPool pool) {
        return adoptOwner(pool);
    }

    /**
     * Closes a pool of workers with this manager, and before it. See {@link #adopt(TaskPool)}.
     *
     * @param pool the pool
     * @return the same pool
     * @throws IllegalArgumentException if it has been adopted already
     * @throws IllegalStateException if it or the manager is closing or closed
     */
    public WorkerPool adopt(WorkerPool pool) {
        return adoptOwner(pool);
    }

    /**
     * Closes a service with this manager, and before it. See {@link #adopt(TaskPool)}. Unless it was told otherwise it does
     * not drain, and is cancelled when its turn comes.
     *
     * @param service the service
     * @return the same service
     * @throws IllegalArgumentException if it has been adopted already
     * @throws IllegalStateException if it or the manager is closing or closed
     */
    public TaskService adopt(TaskService service) {
        return adoptOwner(service);
    }

    /**
     * Closes a manager with this one, and before it. See {@link #adopt(TaskPool)}.
     *
     * @param manager the manager
     * @return the same manager
     * @throws IllegalArgumentException if it has been adopted already, is this one, or has adopted this one
     * @throws IllegalStateException if one of the two is closing or closed
     */
    public TaskManager adopt(TaskManager manager) {
        return adoptOwner(manager);
    }

    /** One whose own way of closing is not to drain is cancelled as soon as its turn comes. */
    private <O extends LongLivedOwner> O adoptOwner(O owner) {
        Objects.requireNonNull(owner, "owner");
        engine.ending().adopt(owner.engine, !owner.onClose().drain().isZero());
        return owner;
    }

    /**
     * Has the manager closed when the JVM is asked to end, by a signal such as SIGTERM or by {@link System#exit}: it is
     * drained and cancelled as {@link Builder#onClose} says, and the JVM ends after that. Closing the manager takes the hook
     * back. A second call changes nothing.
     *
     * <p>A task that calls {@code System.exit} does not return from it, so closing waits for it until the time is over.
     *
     * <p>With {@code java.util.logging} nothing is written to the log from then on, for the JDK takes its handlers off at the
     * same time: a listener is told of the stragglers all the same, by {@link TaskListener#closed}.
     *
     * @return this manager
     * @throws IllegalStateException if the JVM is ending already
     */
    public TaskManager installShutdownHook() {
        if (hooked.compareAndSet(false, true)) {
            boolean installed = false;
            try {
                ShutdownHook hook = ShutdownHook.install(name(), this::close);
                installed = true;
                engine.ending().onClosed(hook::remove);
            } finally {
                hooked.set(installed);
            }
        }
        return this;
    }

    /**
     * The owners that will be closed with this one.
     *
     * @return those that were adopted and are open, in that order
     */
    public List<TaskOwner> adopted() {
        return engine.ending().adoptedOwners();
    }

    /**
     * What a manager can be told before it opens.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>max tasks: 35
     *   <li>queue: without bound; a warning is logged once when 10 000 wait
     *   <li>on close: drain for ten seconds, then cancel for five
     *   <li>carriers: watched; if no virtual thread could run for five seconds, the log says who holds the carriers
     *   <li>ticker: the system's
     *   <li>context: what was found for all
     *   <li>listeners: none
     * </ul>
     */
    public static final class Builder extends OwnerBuilder<Builder> {

        private final String name;
        private int maxTasks = 35;
        private int queue = EngineOptions.UNLIMITED;
        private Shutdown onClose = Shutdown.drainFor(Duration.ofSeconds(10));
        private boolean watchCarriers = true;

        private Builder(String name) {
            super(Surroundings.usual());
            this.name = name;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Lets so many tasks run at once.
         *
         * @param maxTasks how many, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxTasks(int maxTasks) {
            this.maxTasks = Require.atLeast(name, "maxTasks", 1, maxTasks);
            return this;
        }

        /**
         * Bounds the queue: a task that finds so many waiting is refused.
         *
         * @param queue how many may wait, at least 0
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder queue(int queue) {
            this.queue = Require.atLeast(name, "queue", 0, queue);
            return this;
        }

        /**
         * Says how {@link TaskManager#close} closes it and all it has adopted.
         *
         * @param onClose how
         * @return this builder
         */
        public Builder onClose(Shutdown onClose) {
            this.onClose = Objects.requireNonNull(onClose, "onClose");
            return this;
        }

        /**
         * Says whether the carriers of virtual threads are watched as long as this manager is open. One thread of the JVM
         * does it for all managers; it looks once a second.
         *
         * @param watch whether they are
         * @return this builder
         */
        public Builder watchCarriers(boolean watch) {
            this.watchCarriers = watch;
            return this;
        }

        /**
         * Opens the manager.
         *
         * @return the manager, to be closed
         */
        public TaskManager open() {
            EngineOptions options = new EngineOptions(
                    "TaskManager", Owners.claim(name), maxTasks, queue, FailurePolicy.COUNT, false, 0, surroundings);
            return opened(new TaskManager(new Engine(options, null), onClose, watchCarriers));
        }
    }
}
