package io.github.stint.internal.feed;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.Fn;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.context.Contexts;
import io.github.stint.internal.engine.Callbacks;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Feed;
import io.github.stint.internal.engine.Group;
import io.github.stint.internal.engine.Launcher;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.Submission;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TaskThread;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one source and runs a function over its elements, so many at a time, as tasks of an engine.
 *
 * <p>The workers take turns at leading. The leader pulls one element, hands it over as a task, waits until that is
 * accepted, lets somebody else lead, and then runs the task itself; afterwards it comes back to lead again. So the source
 * is read by one thread at a time, one element at most is in hand, and the elements share threads. A worker that comes
 * back before the one that was woken to lead has arrived leads in its stead: short bodies stay on one thread, long ones
 * spread over as many as the limit allows.
 *
 * <p>Invariants, under the lock: at most one worker leads; at most one is on its way to lead; if an element may be pulled
 * and nobody leads, somebody is on his way or about to come back; {@code out} counts the elements pulled and not taken,
 * {@code running} those that have not ended. A worker's thread is interrupted only while it is the {@code puller}, and
 * it clears its flag after that.
 *
 * @param <A> the elements
 * @param <R> the results
 */
public final class Feeder<A extends @Nullable Object, R extends @Nullable Object> implements Feed {

    private final Engine engine;
    private final ElementSource<? extends A> source;
    private final Fn<? super A, ? extends R> function;
    private final FeedOptions options;
    private final Sink<R> sink;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Captured context;
    private final Group group;
    private final String workerName;

    private final CarrierSafeLock lock = new CarrierSafeLock();
    private final ArrayDeque<Signal> resting = new ArrayDeque<>();
    private int workers;
    private boolean leading;
    private boolean onItsWay;
    private @Nullable Thread puller;

    /** Somebody who stops the feed interrupts the puller, which stays that until he has. Set with {@code ended}: once. */
    private boolean interrupting;

    private int running;
    private long out;
    private boolean ended;
    private @Nullable Throwable sourceError;
    private @Nullable CancelReason stopped;

    private Feeder(
            Engine engine,
            ElementSource<? extends A> source,
            Fn<? super A, ? extends R> function,
            FeedOptions options,
            Sink<R> sink) {
        this.engine = engine;
        this.source = source;
        this.function = function;
        this.options = options;
        this.sink = sink;
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
        Feeder<A, R> feeder = new Feeder<>(engine, source, function, options, sink);
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
        lock.lock();
        try {
            if (ended) {
                return;
            }
            stopped = why;
            hasWorkers = workers > 0;
            end();
            reader = puller;
            interrupting = reader != null;
        } finally {
            lock.unlock();
        }
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

    /** A result was taken by whoever reads them: there is room for one more. */
    public void taken() {
        lock.lock();
        try {
            out--;
        } finally {
            lock.unlock();
        }
        proceed();
    }

    /** Under the lock: no more is pulled, and resting workers go home. */
    private void end() {
        ended = true;
        resting.forEach(Signal::fire);
        resting.clear();
    }

    private boolean mayPull() {
        return !ended && !leading && running < options.limit() && out < options.window();
    }

    /** Gets somebody to lead, if an element may be pulled and nobody is about to. */
    private void proceed() {
        lock.lock();
        try {
            if (!mayPull() || onItsWay) {
                return;
            }
            onItsWay = true;
            Signal rested = resting.poll();
            if (rested != null) {
                rested.fire();
                return;
            }
            workers++;
        } finally {
            lock.unlock();
        }
        try {
            Launcher.start(workerName, loader, this::work);
        } catch (Throwable e) {
            noWorker(e);
        }
    }

    /** No thread could be started. With others at work it will be tried again, without any the feed is over. */
    private void noWorker(Throwable error) {
        lock.lock();
        try {
            workers--;
            onItsWay = false;
            if (workers == 0 && !ended) {
                sourceError = error;
                end();
            }
        } finally {
            lock.unlock();
        }
        finishIfNobodyIsLeft();
    }

    private void work(TaskThread thread) {
        arrive();
        while (lead()) {
            pullAndRun(thread);
        }
        lock.lock();
        try {
            workers--;
        } finally {
            lock.unlock();
        }
        thread.feeds(this);
        finishIfNobodyIsLeft();
    }

    /** One turn, in a frame of its own: nothing of the element stays reachable from a thread that rests. */
    private void pullAndRun(TaskThread thread) {
        thread.feeds(this);
        TaskCell<R> cell = pull();
        thread.feeds(null);
        if (cell != null) {
            cell.awaitLaunch();
            thread.take(cell);
            thread.run(cell);
            thread.take(workerName, loader);
        }
    }

    private void arrive() {
        lock.lock();
        try {
            onItsWay = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its turn to lead; false if there is nothing to lead any more. */
    private boolean lead() {
        while (true) {
            Signal rest;
            lock.lock();
            try {
                if (ended) {
                    return false;
                }
                if (mayPull()) {
                    leading = true;
                    puller = Thread.currentThread();
                    return true;
                }
                rest = new Signal();
                resting.push(rest);
            } finally {
                lock.unlock();
            }
            rest.awaitUninterruptibly(engine.ticker(), Deadline.NEVER);
            boolean ignored = Thread.interrupted();
            arrive();
        }
    }

    /** Pulls one element and hands it over; null if there is none, or it was not accepted. */
    private @Nullable TaskCell<R> pull() {
        TaskCell<R> cell = null;
        boolean counted = false;
        try {
            Iterator<? extends A> elements = source.elements();
            if (!elements.hasNext()) {
                letLead(true, null);
                return null;
            }
            A element = elements.next();
            cell = new TaskCell<>(
                    engine,
                    options.tasks(),
                    Contexts.<R>around(context, () -> function.apply(element)),
                    loader,
                    group,
                    Thread.currentThread(),
                    new End());
            if (sink.reads()) {
                cell.willBeAsked();
            }
            count();
            counted = true;
            handOver(cell);
        } catch (Throwable e) {
            if (counted) {
                uncount();
            }
            if (counted && e instanceof TaskRejectedException) {
                stop(new CancelReason(Source.OWNER_CLOSED, String.valueOf(e.getMessage()), null, null));
            }
            letLead(true, e);
            return null;
        }
        sink.accepted(cell);
        letLead(false, null);
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
                if (hasEnded()) {
                    throw e;
                }
            }
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Counts an element that was pulled. An interrupt that the source left is nobody's, unless the feed was stopped. */
    private void count() {
        lock.lock();
        try {
            running++;
            out++;
            if (!ended) {
                boolean ignored = Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void uncount() {
        lock.lock();
        try {
            running--;
            out--;
        } finally {
            lock.unlock();
        }
    }

    /** Leads no more; for good, if the source is over or threw. */
    private void letLead(boolean isOver, @Nullable Throwable error) {
        boolean failed = false;
        lockAsPuller();
        try {
            leading = false;
            puller = null;
            if (isOver && !ended) {
                sourceError = error;
                failed = error != null;
                end();
            }
        } finally {
            lock.unlock();
        }
        boolean ignored = Thread.interrupted();
        if (failed) {
            sink.sourceFailed();
        }
        proceed();
    }

    @Override
    public String toString() {
        return "the source of '" + workerName + "'";
    }

    private final class End extends Observer {
        @Override
        protected void published(TaskCell<?> task) {
            ended(task);
        }
    }

    @SuppressWarnings("unchecked") // only this feeder's cells have its observer
    private void ended(TaskCell<?> task) {
        sink.published((TaskCell<R>) task);
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
        if (task.callsBack()) {
            proceed(); // its thread may be away for long
        }
    }

    /** The last one tidies up: closes the source, leaves the books, tells the sink. */
    private void finishIfNobodyIsLeft() {
        lock.lock();
        try {
            if (!ended || workers != 0) {
                return;
            }
            workers = -1; // over
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
