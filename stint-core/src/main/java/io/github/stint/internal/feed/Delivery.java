package io.github.stint.internal.feed;

import io.github.stint.TaskCancelledException;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.watch.Log;
import java.lang.ref.Reference;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What brings the results of one stream to one subscriber: its subscription, and the work of a thread that is there for
 * nothing else.
 *
 * <p>All signals come from that one thread, one after the other, so none can overtake another and {@code request} within
 * {@code onNext} only counts: there is no recursion. The thread looks for the next result before it looks for demand, so
 * that an end, or a failure, is told without being asked for; but a result counts as taken, and makes the source go on,
 * only when it is delivered.
 *
 * <p>No lock. Other threads write {@code demand}, {@code refused} or null into {@code subscriber}, or cut the stream, and
 * then unpark the thread; the thread looks at all four after every park, and an unpark before the park is remembered. So
 * no word is slept through. Only the thread takes from {@code demand}. Without a subscriber nothing is signalled any
 * more; a signal that has begun by then may still arrive, as the rules allow.
 *
 * <p>The thread lives until the end, also without demand: a subscriber that was lost with its subscription shows in every
 * thread dump under the name of the stream.
 *
 * @param <R> what is read
 */
final class Delivery<R extends @Nullable Object> implements Subscription {

    private final Object stream;
    private final Reading<?, R> reading;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
    private volatile @Nullable Subscriber<? super R> subscriber;
    private volatile @Nullable Thread thread;

    Delivery(Object stream, Reading<?, R> reading, Subscriber<? super R> subscriber) {
        this.stream = stream;
        this.reading = reading;
        this.subscriber = subscriber;
    }

    // ---- any thread

    @Override
    public void request(long count) {
        if (subscriber == null) {
            return;
        }
        if (count > 0) {
            demand.accumulateAndGet(count, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        } else if (refused.compareAndSet(
                null,
                new IllegalArgumentException("the subscriber of '" + reading.name()
                        + "' must ask for at least 1 (rule 3.9), asked for " + count))) {
            stop("its subscriber asked for " + count);
        }
        LockSupport.unpark(thread);
    }

    @Override
    public void cancel() {
        if (subscriber != null) {
            subscriber = null;
            stop("its subscriber cancelled");
            LockSupport.unpark(thread);
        }
    }

    private void stop(String why) {
        reading.stop(Cancellation.requested(why));
    }

    // ---- its thread

    /** Delivers until the end. */
    void run() {
        thread = Thread.currentThread();
        reading.wake(thread);
        try {
            signal("onSubscribe", subscriber, it -> it.onSubscribe(this));
            Throwable error = deliver();
            try {
                reading.close();
            } finally {
                tellEnd(error);
            }
        } finally {
            reading.wake(null);
            Reference.reachabilityFence(stream);
        }
    }

    /** Delivers what comes; gives back what ended that, null if it was its end. */
    private @Nullable Throwable deliver() {
        try {
            while (goesOn()) {
                if (!advance()) {
                    return null;
                }
                deliverNext();
            }
        } catch (Throwable e) {
            return e;
        }
        return new TaskCancelledException(reading.name(), Closing.closed(reading.name()));
    }

    /** Whether somebody is to be told, and nothing but the end of the stream can end it. */
    private boolean goesOn() {
        return subscriber != null && refused.get() == null && !reading.wasCut();
    }

    /** Waits until there is a next result. An interrupt of this thread is nobody's word. */
    private boolean advance() {
        while (true) {
            try {
                return reading.advance();
            } catch (InterruptedException e) {
                Log.log(
                        "ResultStream",
                        System.Logger.Level.DEBUG,
                        "somebody interrupted the publisher of '" + reading.name() + "'",
                        e);
            }
        }
    }

    /** Delivers one result, in a frame of its own: nothing of it is held while the next one is waited for. */
    private void deliverNext() {
        R result = reading.peek();
        if (result == null) {
            throw new NullPointerException(
                    "'" + reading.name() + "' has a null result, and a publisher cannot pass it on");
        }
        if (awaitDemand()) {
            reading.next();
            demand.getAndUpdate(now -> now == Long.MAX_VALUE ? now : now - 1);
            signal("onNext", subscriber, it -> it.onNext(result));
        }
    }

    private boolean awaitDemand() {
        while (goesOn()) {
            if (demand.get() > 0) {
                return true;
            }
            LockSupport.park(this);
            boolean ignored = Thread.interrupted();
        }
        return false;
    }

    private void tellEnd(@Nullable Throwable error) {
        Subscriber<? super R> last = subscriber;
        subscriber = null;
        Throwable refusal = refused.get();
        Throwable told = refusal == null ? error : refusal;
        if (told == null) {
            signal("onComplete", last, Subscriber::onComplete);
        } else {
            signal("onError", last, it -> it.onError(told));
        }
    }

    /** Calls the subscriber, if there is one still. One that throws has broken the rules: it gets no more. */
    private void signal(
            String what, @Nullable Subscriber<? super R> to, Consumer<? super Subscriber<? super R>> signal) {
        if (to == null) {
            return;
        }
        try {
            signal.accept(to);
        } catch (Throwable e) {
            subscriber = null;
            stop("its subscriber threw");
            threw(what, reading.name(), e);
        }
        boolean ignored = Thread.interrupted();
    }

    static void threw(String what, String stream, Throwable error) {
        Log.error("ResultStream", what + " of the subscriber of '" + stream + "' threw", error);
    }
}
