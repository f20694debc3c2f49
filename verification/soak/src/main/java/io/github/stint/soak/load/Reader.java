package io.github.stint.soak.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/** Asks for one result after the other, and cancels after so many. */
final class Reader implements Flow.Subscriber<Object> {

    private final CountDownLatch over = new CountDownLatch(1);
    private final int want;
    private int got;
    private Flow.Subscription subscription = new Flow.Subscription() {
        @Override
        public void request(long n) {
            throw new IllegalStateException("nothing to ask yet");
        }

        @Override
        public void cancel() {
            throw new IllegalStateException("nothing to cancel yet");
        }
    };

    Reader(int want) {
        this.want = want;
    }

    void awaitEnd() throws InterruptedException {
        over.await();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(Object result) {
        got++;
        if (got < want) {
            subscription.request(1);
        } else {
            subscription.cancel();
            over.countDown();
        }
    }

    @Override
    public void onError(Throwable error) {
        over.countDown();
    }

    @Override
    public void onComplete() {
        over.countDown();
    }
}
