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
import io.github.stint.internal.engine.Signal;
import io.github.stint.internal.engine.Submission;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TaskThread;
import io.github.stint.internal.lock.CarrierSafeLock;
import io.github.stint.internal.lock.Spin;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.ContextPropagator.Captured;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one source and runs a function over its elements, so many at a time, as tasks of an engine.
 *
 * <p>The workers take turns at leading. The leader pulls one element, hands it over as a task, waits until that is
 * accepted, lets somebody else lead, and then runs the task itself; afterwards it comes back to lead again. So the source
 * is read by one thread at a time, one element at most is in hand, and the elements share threads. A worker that comes
 * back before the one that was woken to lead has arrived leads in its stead: short bodies stay on one thread, long ones
 * spread over as many as the limit allows. Who arrives and finds that somebody has led meanwhile stands by for a while: it
 * leads as soon as nobody has for about a microsecond, and as long as it stands by nobody else needs to be woken.
 *
 * <p>Invariants, under the lock: at most one worker leads; at most one is on its way to lead or stands by; if an element may
 * be pulled and nobody leads, somebody is on his way, stands by, or is about to come back; {@code pulled} counts the
 * elements, {@code running} those that have not ended, both with the one that whoever leads is about to pull. A worker
 * counts the end of its element when it comes back, unless code of users may keep it away. A worker's thread is interrupted
 * only while it is the {@code puller}, and it clears its flag after that.
 *
 * @param <A> the elements
 * @param <R> the results
 */
public final class Feeder<A extends @Nullable Object, R extends @Nullable Object> implements Feed {

    /** Who stands by looks so often, for some twenty microseconds; */
    private static final int LOOKS = Spin.looks(40);

    /** and then so often after a pause each, before it rests. */
    private static final int SLOW_LOOKS = 5;

    private static final long BETWEEN_SLOW_LOOKS_NANOS = 200_000L;

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

    /** Somebody was woken to lead and has not arrived, or stands by. */
    private boolean onItsWay;

    /** Counts each time that somebody begins or ceases to lead. */
    private volatile int turns;

    /** What that was when somebody was woken to lead. */
    private int wokenAt;

    /** Who stands by. */
    private @Nullable Thread standing;

    /** Whoever stands by is needed. */
    private volatile boolean alerted;

    private @Nullable Thread puller;

    /** Somebody who stops the feed interrupts the puller, which stays that until he has. Set with {@code ended}: once. */
    private boolean interrupting;

    private int running;
    private long pulled;
    private volatile boolean ended;

    /** How many of the results were taken; written by the reader only. */
    private volatile long taken;

    /** What that was when it was last looked at: mostly enough to know that there is room in the window. */
    private long takenBefore;

    /** Somebody found that no more could be pulled before one is taken. */
    private volatile boolean windowIsFull;

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

    /**
     * A result was taken by the reader: there is room for one more. It is one thread at a time, so it may count without the
     * lock. Who finds the window full says so and then reads the count; here the count is written before that is read: one
     * of the two sees the other.
     */
    public void taken() {
        long now = taken + 1;
        taken = now;
        if (windowIsFull) {
            windowIsFull = false;
            proceed();
        }
    }

    /** Under the lock: whoever stands by need not wait until he looks again. */
    private void alertStanding() {
        if (standing != null && mayPull()) {
            alerted = true;
            LockSupport.unpark(standing);
        }
    }

    /** Under the lock: no more is pulled, and resting workers go home. */
    private void end() {
        ended = true;
        resting.forEach(Signal::fire);
        resting.clear();
        LockSupport.unpark(standing);
    }

    private boolean mayPull() {
        if (ended || leading || running >= options.limit()) {
            return false;
        }
        if (hasRoomInWindow()) {
            return true;
        }
        takenBefore = taken;
        if (hasRoomInWindow()) {
            return true;
        }
        windowIsFull = true;
        takenBefore = taken;
        return hasRoomInWindow();
    }

    private boolean hasRoomInWindow() {
        return pulled - takenBefore < options.window();
    }

    /** Gets somebody to lead, if an element may be pulled and nobody is about to. */
    private void proceed() {
        Runnable next;
        lock.lock();
        try {
            alertStanding();
            next = nextToLead();
        } finally {
            lock.unlock();
        }
        next.run();
    }

    /** Under the lock: how to get somebody to lead, if an element may be pulled and nobody is about to; to be done after it. */
    private Runnable nextToLead() {
        if (!mayPull() || onItsWay) {
            return () -> {};
        }
        onItsWay = true;
        wokenAt = turns;
        Signal rested = resting.poll();
        if (rested != null) {
            return rested::fire;
        }
        workers++;
        return this::startWorker;
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

    /** One thread of this feed. */
    private final class Worker {

        Feeder<A, R> feeder() {
            return Feeder.this;
        }

        private final TaskThread thread;
        private final Thread self = Thread.currentThread();

        /** It was woken to lead. */
        private boolean arrives = true;

        /** Its element has ended and is not counted as that yet. */
        private boolean hasEnded;

        Worker(TaskThread thread) {
            this.thread = thread;
        }

        void work() {
            while (lead()) {
                pullAndRun();
            }
            lock.lock();
            try {
                workers--;
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
            boolean mayStandBy = true;
            while (true) {
                Signal rest = null;
                lock.lock();
                try {
                    countEnd();
                    if (mayStandBy && arrives && !ended && turns != wokenAt) {
                        standing = self;
                        alerted = false;
                    } else {
                        arrive();
                        if (ended) {
                            return false;
                        }
                        if (mayPull()) {
                            takeLead();
                            return true;
                        }
                        rest = new Signal();
                        resting.push(rest);
                    }
                } finally {
                    lock.unlock();
                }
                if (rest == null) {
                    standBy();
                } else {
                    rest.awaitUninterruptibly(engine.ticker(), Deadline.NEVER);
                    boolean ignored = Thread.interrupted();
                    arrives = true;
                }
                mayStandBy = rest != null;
            }
        }

        private void countEnd() {
            if (hasEnded) {
                running--;
                hasEnded = false;
            }
        }

        private void arrive() {
            if (arrives) {
                onItsWay = false;
                arrives = false;
                standing = null;
            }
        }

        private void takeLead() {
            leading = true;
            int now = turns + 1;
            turns = now;
            running++;
            pulled++;
            puller = self;
        }

        /** Stands by while others lead one after the other; ends when nobody does for a moment, or after a while. */
        private void standBy() {
            for (int look = 0; look < LOOKS + SLOW_LOOKS && !ended; look++) {
                int before = turns;
                if (look < LOOKS) {
                    Spin.pause(look);
                    Spin.pause(look);
                } else {
                    LockSupport.parkNanos(Feeder.this, BETWEEN_SLOW_LOOKS_NANOS);
                    boolean ignored = Thread.interrupted();
                }
                if (alerted || (turns == before && isVacant(before))) {
                    return;
                }
            }
        }
    }

    private static boolean isVacant(int turns) {
        return (turns & 1) == 0;
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
            cell = new Element<>(worker, Contexts.<R>around(context, () -> function.apply(element)));
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
        sink.accepted(cell);
        letLead(true, false, null);
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

    /** An interrupt that the source left is nobody's, unless the feed was stopped. */
    private void dropInterruptUnlessEnded() {
        lock.lock();
        try {
            if (!ended) {
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
        lockAsPuller();
        try {
            leading = false;
            int now = turns + 1;
            turns = now;
            puller = null;
            if (!handedOver) {
                running--;
                pulled--;
            }
            if (isOver && !ended) {
                sourceError = error;
                failed = error != null;
                end();
            }
            next = nextToLead();
        } finally {
            lock.unlock();
        }
        boolean ignored = Thread.interrupted();
        if (failed) {
            sink.sourceFailed();
        }
        next.run();
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

        Element(Feeder<?, R>.Worker worker, Callable<? extends R> body) {
            super(
                    worker.feeder().engine,
                    worker.feeder().options.tasks(),
                    body,
                    worker.feeder().loader,
                    worker.feeder().group,
                    worker.self,
                    null);
            this.worker = worker;
        }

        @Override
        protected void onPublished() {
            Feeder<?, R>.Worker mine = Objects.requireNonNull(worker, "worker");
            worker = null;
            mine.feeder().elementEnded(this, mine.self == Thread.currentThread() ? mine : null);
        }
    }

    /** Its thread is about to come back and counts that, unless it did not end it or may be kept by code of users. */
    private void elementEnded(TaskCell<R> task, Feeder<?, R>.@Nullable Worker itself) {
        sink.published(task);
        if (itself != null
                && task.ending().isSuccess()
                && !task.callsBack()
                && engine.listeners().isEmpty()) {
            itself.hasEnded = true;
            return;
        }
        Runnable next;
        lock.lock();
        try {
            running--;
            alertStanding();
            next = nextToLead();
        } finally {
            lock.unlock();
        }
        next.run();
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
