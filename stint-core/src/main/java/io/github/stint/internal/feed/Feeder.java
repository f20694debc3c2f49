package io.github.stint.internal.feed;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.Fn;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.engine.Callbacks;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Feed;
import io.github.stint.internal.engine.Group;
import io.github.stint.internal.engine.Launcher;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.Submission;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TaskThread;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one source and runs a function over its elements, so many at a time, as tasks of an engine.
 *
 * <p>The workers take {@link Turns} at leading. The leader pulls one element, hands it over as a task, waits until that is
 * accepted, lets somebody else lead, and then runs the task itself; afterwards it comes back to lead again. So the source
 * is read by one thread at a time, one element at most is in hand, and the elements share threads.
 *
 * <p>What is here and in {@link Turns} is changed under the engine's lock. An element whose body is short costs two holds of
 * it, which are those of any task: when it is accepted somebody else may lead, and when it has ended its worker leads again.
 *
 * <p>Invariants: a worker's thread is interrupted only while it is the {@code puller}, and it clears its flag after that; it
 * is the puller while it leads.
 *
 * <p>It is long because the worker and the feed are one algorithm: who leads, who may be interrupted, who tidies up.
 *
 * @param <A> the elements
 * @param <R> the results
 */
public final class Feeder<A extends @Nullable Object, R extends @Nullable Object> implements Feed {

    private final Engine engine;
    private final ElementSource<? extends A> source;
    private final Fn<? super A, ? extends R> function;
    private final FeedOptions options;
    private final @Nullable Function<? super A, TaskOptions> each;
    private final Sink<R> sink;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Captured context;
    private final Group group;
    private final String workerName;

    /** That of the engine. */
    private final CarrierSafeLock lock;

    private final Window window;
    private final Turns turns;

    private @Nullable Thread puller;

    /** Somebody who stops the feed interrupts the puller, which stays that until he has. Set with {@code ended}: once. */
    private boolean interrupting;

    private boolean isOver;
    private @Nullable Throwable sourceError;
    private @Nullable CancelReason stopped;

    private Feeder(
            Engine engine,
            ElementSource<? extends A> source,
            Fn<? super A, ? extends R> function,
            FeedOptions options,
            @Nullable Function<? super A, TaskOptions> each,
            Sink<R> sink) {
        this.engine = engine;
        this.source = source;
        this.function = function;
        this.options = options;
        this.each = each;
        this.sink = sink;
        this.lock = engine.lock();
        this.window = new Window(options.window(), options.window() - options.limit());
        this.turns = new Turns(() -> Math.min(options.limit(), engine.capacity()), window, this::startWorker);
        this.context = engine.surroundings().contexts().capture();
        this.group = new Group(options.tasks().group());
        this.workerName = engine.name() + (group.name() == null ? "" : "/" + group.name());
    }

    /**
     * Registers a feed and lets it begin; never waits.
     *
     * @throws TaskRejectedException if the engine accepts no tasks
     * @throws IllegalArgumentException if the engine has a group of that name
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Feeder<A, R> start(
            Engine engine,
            ElementSource<? extends A> source,
            Fn<? super A, ? extends R> function,
            FeedOptions options,
            Sink<R> sink) {
        return start(engine, source, function, options, null, sink);
    }

    /**
     * The same, with options for each task.
     *
     * @param each gives them, but for the group, to whoever leads; null if those of the feed are for all
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Feeder<A, R> start(
            Engine engine,
            ElementSource<? extends A> source,
            Fn<? super A, ? extends R> function,
            FeedOptions options,
            @Nullable Function<? super A, TaskOptions> each,
            Sink<R> sink) {
        Feeder<A, R> feeder = new Feeder<>(engine, source, function, options, each, sink);
        engine.steering().register(feeder, feeder.group);
        feeder.proceed();
        return feeder;
    }

    @Override
    public Group group() {
        return group;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** How many of its elements may run at once. */
    public int limit() {
        return options.limit();
    }

    /** What the source threw, if it did. */
    public @Nullable Throwable sourceError() {
        lock.lock();
        try {
            return sourceError;
        } finally {
            lock.unlock();
        }
    }

    /** Why it was stopped before the source had no more, if it was. */
    public @Nullable CancelReason stopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops it. Whoever cancels must not be kept waiting by the source, so tidying up is left to the last worker, which
     * comes to it after this; only if there is none yet, it is done here, and the source was not touched.
     */
    @Override
    public void stop(CancelReason why) {
        boolean hasWorkers;
        Thread reader;
        Runnable afterwards;
        lock.lock();
        try {
            if (turns.hasEnded()) {
                return;
            }
            stopped = why;
            hasWorkers = turns.hasWorkers();
            afterwards = turns.end();
            reader = puller;
            interrupting = reader != null;
        } finally {
            lock.unlock();
        }
        afterwards.run();
        if (reader != null) {
            interrupt(reader);
        }
        if (!hasWorkers) {
            finishIfNobodyIsLeft();
        }
    }

    /** Without the lock: an interrupt may close a channel of users. */
    private void interrupt(Thread reader) {
        Throwable thrown = null;
        try {
            thrown = Callbacks.interrupt(reader);
        } finally {
            lock.lock();
            try {
                interrupting = false;
            } finally {
                lock.unlock();
            }
            LockSupport.unpark(reader);
        }
        Callbacks.logInterrupt(toString(), thrown);
    }

    /** Takes the lock as the puller, about to be that no more: after whoever interrupts it, so that he meets nothing else. */
    private void lockAsPuller() {
        lock.lock();
        while (interrupting) {
            lock.unlock();
            LockSupport.park(this);
            boolean ignored = Thread.interrupted();
            lock.lock();
        }
    }

    @Override
    public void capacityGrew() {
        proceed();
    }

    /** A result was taken by the reader, who is one thread at a time: there is room for one more. */
    public void taken() {
        if (window.taken()) {
            proceed();
        }
    }

    /** The reader has taken all that was handed to it, and may have to wait. */
    public void takenAll() {
        if (window.isWatched()) {
            proceed();
        }
    }

    /** Gets somebody to lead, if an element may be pulled and nobody is about to. */
    private void proceed() {
        Runnable next;
        lock.lock();
        try {
            next = turns.nextAtOnce();
        } finally {
            lock.unlock();
        }
        next.run();
    }

    private void startWorker() {
        try {
            Launcher.start(workerName, loader, thread -> new Worker(thread).work());
        } catch (Throwable e) {
            noWorker(e);
        }
    }

    /** No thread could be started. With others at work it will be tried again, without any the feed is over. */
    private void noWorker(Throwable error) {
        Runnable afterwards = Turns::nothing;
        lock.lock();
        try {
            turns.workerLeft();
            turns.arrived();
            if (!turns.hasWorkers() && !turns.hasEnded()) {
                sourceError = error;
                afterwards = turns.end();
            }
        } finally {
            lock.unlock();
        }
        afterwards.run();
        finishIfNobodyIsLeft();
    }

    /** One thread of this feed. */
    private final class Worker {

        Feeder<A, R> feeder() {
            return Feeder.this;
        }

        private final TaskThread thread;
        private final Thread self = Thread.currentThread();

        /** It was woken to lead. */
        private boolean arrives = true;

        /** It leads already: it took the lead when its element ended. */
        private boolean leads;

        /** What is to be done when the lock is released in which its element was accepted; null if it leads still. */
        private @Nullable Runnable afterLead;

        Worker(TaskThread thread) {
            this.thread = thread;
        }

        void work() {
            while (lead()) {
                pullAndRun();
            }
            lock.lock();
            try {
                turns.workerLeft();
            } finally {
                lock.unlock();
            }
            thread.feeds(Feeder.this);
            finishIfNobodyIsLeft();
        }

        /** One turn, in a frame of its own: nothing of the element stays reachable from a thread that rests. */
        private void pullAndRun() {
            thread.feeds(Feeder.this);
            TaskCell<R> cell = pull(this);
            thread.feeds(null);
            if (cell != null) {
                cell.awaitLaunch();
                thread.take(cell);
                thread.run(cell);
                thread.take(workerName, loader);
            }
        }

        /** Waits for its turn to lead; false if there is nothing to lead any more. */
        private boolean lead() {
            if (leads) {
                leads = false;
                return true;
            }
            boolean mayStandBy = true;
            while (true) {
                Signal rest = null;
                lock.lock();
                try {
                    if (mayStandBy && arrives && turns.wasNotNeeded()) {
                        turns.stands(self);
                    } else {
                        arrive();
                        if (turns.hasEnded()) {
                            return false;
                        }
                        if (turns.isFree()) {
                            takeLead();
                            return true;
                        }
                        if (mayStandBy && turns.waitsForReader()) {
                            turns.standsAtWindow(self);
                        } else {
                            rest = turns.rest();
                        }
                    }
                } finally {
                    lock.unlock();
                }
                if (rest == null) {
                    turns.standBy();
                } else {
                    rest.awaitUninterruptibly(engine.ticker(), Deadline.NEVER);
                    boolean ignored = Thread.interrupted();
                }
                arrives = true;
                mayStandBy = rest != null;
            }
        }

        /** Under the lock: its element was accepted. Lets somebody else lead, unless something else is to be done before. */
        void elementAccepted() {
            if (!sink.tracksAccepted() && !interrupting) {
                leadNoMore();
                afterLead = turns.next();
            }
        }

        /** Under the lock: its element has ended, and it is about to come back. Leads at once if it may. */
        void elementLeft() {
            turns.elementEnded();
            if (turns.isFree()) {
                takeLead();
                leads = true;
            }
        }

        private void arrive() {
            if (arrives) {
                turns.arrived();
                arrives = false;
            }
        }

        private void takeLead() {
            turns.take();
            puller = self;
        }
    }

    /** Pulls one element and hands it over; null if there is none, or it was not accepted. */
    private @Nullable TaskCell<R> pull(Worker worker) {
        TaskCell<R> cell = null;
        try {
            Iterator<? extends A> elements = source.elements();
            if (!elements.hasNext()) {
                letLead(false, true, null);
                return null;
            }
            A element = elements.next();
            TaskOptions its = each == null ? options.tasks() : Objects.requireNonNull(each.apply(element), "options");
            cell = new Element<>(worker, its, Contexts.<R>around(context, () -> function.apply(element)));
            if (sink.reads()) {
                cell.willBeAsked();
            }
            if (worker.self.isInterrupted()) {
                dropInterruptUnlessEnded();
            }
            handOver(cell);
        } catch (Throwable e) {
            if (cell != null && e instanceof TaskRejectedException) {
                stop(new CancelReason(Source.OWNER_CLOSED, String.valueOf(e.getMessage()), null, null));
            }
            letLead(false, true, e);
            return null;
        }
        Runnable afterLead = worker.afterLead;
        if (afterLead == null) {
            if (sink.tracksAccepted()) {
                sink.accepted(cell);
            }
            letLead(true, false, null);
        } else {
            worker.afterLead = null;
            boolean ignored = Thread.interrupted();
            afterLead.run();
        }
        return cell;
    }

    /** Waits until the task is accepted. An interrupt means something only if the feed was stopped. */
    private void handOver(TaskCell<R> cell) throws InterruptedException {
        while (true) {
            Submission submission = engine.enterFromFeed(cell, group);
            if (submission == null) {
                return;
            }
            try {
                boolean ignored = engine.await(submission, Deadline.NEVER);
                return;
            } catch (InterruptedException e) {
                if (turns.hasEnded()) {
                    throw e;
                }
            }
        }
    }

    /** An interrupt that the source left is nobody's, unless the feed was stopped. */
    private void dropInterruptUnlessEnded() {
        lock.lock();
        try {
            if (!turns.hasEnded()) {
                boolean ignored = Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leads no more; for good, if the source is over or threw.
     *
     * @param handedOver whether the element was
     */
    private void letLead(boolean handedOver, boolean isOver, @Nullable Throwable error) {
        boolean failed = false;
        Runnable next;
        Runnable afterwards = Turns::nothing;
        lockAsPuller();
        try {
            leadNoMore();
            if (!handedOver) {
                turns.pulledNone();
            }
            if (isOver && !turns.hasEnded()) {
                sourceError = error;
                failed = error != null;
                afterwards = turns.end();
            }
            next = turns.next();
        } finally {
            lock.unlock();
        }
        boolean ignored = Thread.interrupted();
        if (failed) {
            sink.sourceFailed();
        }
        afterwards.run();
        next.run();
    }

    /** Under the lock. */
    private void leadNoMore() {
        turns.leave();
        puller = null;
    }

    @Override
    public String toString() {
        return "the source of '" + workerName + "'";
    }

    /**
     * The task of one element; after its end it does not know its feed any more. The feed stays on the books until its sink
     * has heard of all its tasks, so it does not matter that this one may be off them before.
     */
    private static final class Element<R extends @Nullable Object> extends TaskCell<R> {

        private Feeder<?, R>.@Nullable Worker worker;

        /** Its end was counted when it left the books. */
        private boolean isCounted;

        Element(Feeder<?, R>.Worker worker, TaskOptions options, Callable<? extends R> body) {
            super(
                    worker.feeder().engine,
                    options,
                    body,
                    worker.feeder().loader,
                    worker.feeder().group,
                    worker.self,
                    null);
            this.worker = worker;
        }

        @Override
        protected void onAcceptedAtOnce() {
            mine().elementAccepted();
        }

        @Override
        protected void onLeft() {
            mine().elementLeft();
            isCounted = true;
        }

        @Override
        protected void onPublished() {
            Feeder<?, R> feeder = mine().feeder();
            worker = null;
            feeder.sink.published(this);
            if (!isCounted) {
                feeder.elementEnded();
            }
        }

        private Feeder<?, R>.Worker mine() {
            return Objects.requireNonNull(worker, "worker");
        }
    }

    /** An element has ended whose worker does not come back at once. */
    private void elementEnded() {
        Runnable next;
        lock.lock();
        try {
            turns.elementEnded();
            next = turns.nextAtOnce();
        } finally {
            lock.unlock();
        }
        next.run();
    }

    /** The last one tidies up: closes the source, leaves the books, tells the sink. */
    private void finishIfNobodyIsLeft() {
        lock.lock();
        try {
            if (!turns.hasEnded() || turns.hasWorkers() || isOver) {
                return;
            }
            isOver = true;
        } finally {
            lock.unlock();
        }
        Throwable error = source.close(workerName);
        if (error != null) {
            lock.lock();
            try {
                if (sourceError == null && stopped == null) {
                    sourceError = error;
                }
            } finally {
                lock.unlock();
            }
        }
        engine.steering().retire(this, group);
        sink.over();
        engine.steering().deregister(this);
    }
}
