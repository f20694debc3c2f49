package io.github.stint;

import io.github.stint.internal.engine.Body;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Crew;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Names;
import io.github.stint.internal.engine.Owners;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Workers that all do the same, mostly for ever: so many more, or the youngest so many less, while they run.
 *
 * <pre>{@code
 * try (var mailers = WorkerPool.open("mailers", () -> { while (true) send(mail.take()); })) {
 *   mailers.start(5);
 *   long[] stopped = mailers.stop(2);   // the youngest first: 5, 4
 *   mailers.scaleTo(8);
 *   serve();
 * }
 * }</pre>
 *
 * <p>Each worker is a task with a fresh thread. It counts as one of {@link #size} until it is asked to stop, by whomever,
 * or its body is over. {@link #start}, {@link #stop}, {@link #stopAll} and {@link #scaleTo} never wait and are as if done
 * one after the other: no two calls stop the same worker, and two calls of {@code scaleTo} at once end at one of their
 * sizes. To stop is to ask: a worker that does not heed an interrupt stays on the books as
 * {@link TaskState#CANCELLING} until it ends, and others may be started meanwhile.
 *
 * <p>A worker that returns or fails is counted and told, never replaced: {@link TaskOptions#onDone} hears of each end. A
 * failure that nobody asks about within a second is logged, once; closing the pool logs what is left.
 */
public final class WorkerPool extends LongLivedOwner {

    private final Crew crew;
    private final Callable<Void> body;
    private final TaskOptions each;

    private WorkerPool(Engine engine, Callable<Void> body, TaskOptions each, Shutdown onClose) {
        super(engine, onClose);
        this.crew = new Crew(engine);
        this.body = body;
        this.each = each;
    }

    /**
     * Opens a pool without workers, with the defaults of {@link Builder}.
     *
     * @param name its name
     * @param body what each worker does
     * @return the pool, to be closed
     * @throws IllegalArgumentException if the name cannot be one
     */
    public static WorkerPool open(String name, Action body) {
        return builder(name, body).open();
    }

    /**
     * What a pool can be told before it is opened.
     *
     * @param name its name
     * @param body what each worker does
     * @return the defaults
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 200 characters
     */
    public static Builder builder(String name, Action body) {
        return new Builder(Names.check("name", name), Body.of(body));
    }

    // ---- more and fewer

    /**
     * Starts so many more workers, all or none.
     *
     * @param workers how many, at least 0
     * @return the workers, in order of their ids
     * @throws IllegalArgumentException if the number is negative
     * @throws TaskRejectedException if the pool is locked or closed
     */
    public List<Task<Void>> start(int workers) {
        requireNotNegative(workers);
        Supplier<TaskCell<Void>> maker = crew.maker(each, body);
        List<TaskCell<Void>> started = new ArrayList<>(workers);
        for (int i = 0; i < workers; i++) {
            started.add(maker.get());
        }
        crew.start(started);
        return List.copyOf(started);
    }

    /**
     * Asks the youngest workers to stop. Who was asked before, by whomever, is not asked again; who was waiting for the
     * {@linkplain Builder#limit limit} never begins. One that ends by itself in the same moment may be among them.
     *
     * @param workers how many, at least 0; more than there are means all
     * @return their ids in the order in which they were asked, the youngest first
     * @throws IllegalArgumentException if the number is negative
     */
    public long[] stop(int workers) {
        return crew.stop(requireNotNegative(workers), Cancellation.requested("stop(" + workers + ")"));
    }

    /**
     * Asks all workers to stop, as {@link #stop} does. The pool stays open.
     *
     * @return their ids in the order in which they were asked, the youngest first
     */
    public long[] stopAll() {
        return crew.stop(Integer.MAX_VALUE, Cancellation.requested("stopAll()"));
    }

    /**
     * Starts the workers that are missing, or asks the youngest that are too many to stop, so that there are so many. The
     * number holds at that moment: a worker that ends later is not replaced.
     *
     * @param workers how many there are to be, at least 0
     * @throws IllegalArgumentException if the number is negative
     * @throws TaskRejectedException if some are missing, and the pool is locked or closed
     */
    public void scaleTo(int workers) {
        crew.scaleTo(
                requireNotNegative(workers),
                crew.maker(each, body),
                Cancellation.requested("scaleTo(" + workers + ")"));
    }

    /**
     * How many workers there are.
     *
     * @return those that were not asked to stop and have not ended; those that wait for the limit are among them
     */
    public int size() {
        return crew.size();
    }

    private int requireNotNegative(int workers) {
        return Require.atLeast(name(), "workers", 0, workers);
    }

    /**
     * What a pool of workers can be told before it is opened.
     *
     * <p>Defaults:
     *
     * <ul>
     *   <li>options: those of {@link TaskOptions}
     *   <li>limit: none, all workers run at once
     *   <li>on close: cancel at once, and wait for five seconds
     *   <li>ticker: the system's
     *   <li>context: what was found for all
     *   <li>listeners: none
     * </ul>
     */
    public static final class Builder extends OwnerBuilder<Builder> {

        private final String name;
        private final Callable<Void> body;
        private TaskOptions each = TaskOptions.defaults();
        private int limit = EngineOptions.UNLIMITED;
        private Shutdown onClose = Shutdown.now();

        private Builder(String name, Callable<Void> body) {
            super(Surroundings.usual());
            this.name = name;
            this.body = body;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Gives each worker these options.
         *
         * @param each the name, group, time limit and callbacks of each
         * @return this builder
         */
        public Builder options(TaskOptions each) {
            this.each = Objects.requireNonNull(each, "each");
            return this;
        }

        /**
         * Lets so many workers run at once: the others wait until one has ended, the oldest first.
         *
         * @param limit how many, at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder limit(int limit) {
            this.limit = Require.atLeast(name, "limit", 1, limit);
            return this;
        }

        /**
         * Says how {@link WorkerPool#close} closes.
         *
         * @param onClose how
         * @return this builder
         */
        public Builder onClose(Shutdown onClose) {
            this.onClose = Objects.requireNonNull(onClose, "onClose");
            return this;
        }

        /**
         * Opens the pool, without workers.
         *
         * @return the pool, to be closed
         */
        public WorkerPool open() {
            EngineOptions options =
                    EngineOptions.queueing("WorkerPool", Owners.claim(name), limit, FailurePolicy.COUNT, surroundings);
            return opened(new WorkerPool(new Engine(options, null), body, each, onClose));
        }
    }
}
