package io.github.stint.internal.feed;

import io.github.stint.internal.engine.Launcher;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A stream of results as a publisher, which has one subscriber: a stream is read once. */
public final class StreamPublisher<R extends @Nullable Object> implements Publisher<R> {

    private final Object stream;
    private final Reading<?, R> reading;

    /**
     * Publishes what is read there.
     *
     * @param stream what users hold, which is not dropped as long as this is not
     */
    public StreamPublisher(Object stream, Reading<?, R> reading) {
        this.stream = stream;
        this.reading = reading;
    }

    @Override
    public void subscribe(Subscriber<? super R> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        try {
            reading.claim();
        } catch (IllegalStateException e) {
            refuse(subscriber, e);
            return;
        }
        Delivery<R> delivery = new Delivery<>(stream, reading, subscriber);
        try {
            Launcher.start(
                    reading.name() + "/publisher",
                    Thread.currentThread().getContextClassLoader(),
                    thread -> delivery.run());
        } catch (Throwable e) {
            delivery.cancel();
            refuse(subscriber, e);
        }
    }

    /** Tells a subscriber that nothing comes: a signal needs a subscription before it. */
    private void refuse(Subscriber<? super R> subscriber, Throwable why) {
        String what = "onSubscribe";
        try {
            subscriber.onSubscribe(new Nothing());
            what = "onError";
            subscriber.onError(why);
        } catch (Throwable e) {
            Delivery.threw(what, reading.name(), e);
        }
    }

    private static final class Nothing implements Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
