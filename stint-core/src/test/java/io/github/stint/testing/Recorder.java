package io.github.stint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Eventually;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A subscriber that writes down what it is told, and who tells it. It asks for nothing by itself.
 *
 * @param <T> what it is told
 */
public class Recorder<T> implements Subscriber<T> {

    private final List<T> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger completions = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Subscription subscription;

    @Override
    public final void onSubscribe(Subscription given) {
        signal(() -> {
            subscription = given;
            subscribed.countDown();
            whenSubscribed(given);
        });
    }

    @Override
    public final void onNext(T item) {
        signal(() -> {
            received.add(item);
            whenReceived(item);
        });
    }

    @Override
    public final void onError(Throwable error) {
        signal(() -> {
            errors.add(error);
            whenEnded();
            ended.countDown();
        });
    }

    @Override
    public final void onComplete() {
        signal(() -> {
            completions.incrementAndGet();
            whenEnded();
            ended.countDown();
        });
    }

    private void signal(Runnable told) {
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        threads.add(Thread.currentThread());
        try {
            told.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Called with its subscription. */
    protected void whenSubscribed(Subscription given) {}

    /** Called with each item. */
    protected void whenReceived(T item) {}

    /** Called at the end. */
    protected void whenEnded() {}

    /** Its subscription, once it has one. */
    public Subscription subscription() throws InterruptedException {
        assertThat(subscribed.await(10, TimeUnit.SECONDS)).as("subscribed").isTrue();
        return subscription;
    }

    /** Asks for so many. */
    public void request(long count) throws InterruptedException {
        subscription().request(count);
    }

    /** Waits until it has so many. */
    public List<T> awaitReceived(int count) {
        Eventually.eventually(count + " received", () -> received.size() >= count);
        return received();
    }

    /** Waits until it is told of the end. */
    public void awaitEnd() throws InterruptedException {
        assertThat(ended.await(10, TimeUnit.SECONDS)).as("told of the end").isTrue();
    }

    /** Waits until it is told of the end, which must be an error. */
    public Throwable awaitError() throws InterruptedException {
        awaitEnd();
        assertThat(completions).hasValue(0);
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }

    /** Waits until it is told of the end, which must be a good one. */
    public List<T> awaitComplete() throws InterruptedException {
        awaitEnd();
        assertThat(errors).isEmpty();
        assertThat(completions).hasValue(1);
        return received();
    }

    /** What it has received so far. */
    public List<T> received() {
        return List.copyOf(received);
    }

    /** How many signals of the end it was given. */
    public int ends() {
        return errors.size() + completions.get();
    }

    /** The error it was given last, null if none. */
    public Throwable end() {
        return errors.isEmpty() ? null : errors.getLast();
    }

    /** The threads it was called by. */
    public Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /** How many threads were in it at one time. */
    public int mostInside() {
        return mostInside.get();
    }
}
