package io.github.stint.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Concurrent;
import io.github.stint.OwnerState;
import io.github.stint.ResultStream;
import io.github.stint.SourceFailedException;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.Recorder;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Subscribers of every temper, and the check is arithmetic: no signal beside another, none after the end, nothing that was
 * not asked for, nothing twice; one end, unless the subscriber left; and afterwards nothing runs.
 */
class PublisherArithmeticTest {

    @Test
    @Timeout(300)
    void whatIsDeliveredWasAskedForAndThereIsOneEnd() {
        Rounds.run(seed -> new Round(new SplittableRandom(seed)).run());
    }

    /** One stream and its subscriber. */
    private static final class Round extends Recorder<Integer> {

        private final SplittableRandom random;
        private final int length;
        private final int limit;
        private final int buffer;
        private final int failsAt;
        private final boolean sourceFails;
        private final int asksAtOnce;
        private final int leavesAfter;
        private final boolean leavesFromOutside;
        private final boolean closes;
        private final AtomicLong asked = new AtomicLong();
        private final AtomicInteger delivered = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger tooMany = new AtomicInteger();
        private final AtomicInteger unasked = new AtomicInteger();
        private final CountedSource source;

        Round(SplittableRandom random) {
            this.random = random;
            length = random.nextInt(60);
            limit = random.nextInt(1, 6);
            buffer = random.nextInt(4);
            failsAt = random.nextInt(5) == 0 ? random.nextInt(length + 1) : -1;
            sourceFails = random.nextInt(6) == 0;
            asksAtOnce = random.nextInt(1, 8);
            leavesAfter = random.nextInt(4) == 0 ? random.nextInt(1, length + 2) : Integer.MAX_VALUE;
            leavesFromOutside = random.nextInt(5) == 0;
            closes = random.nextInt(5) == 0;
            source = new CountedSource(length) {
                @Override
                protected void beforeNext(int element) {
                    long taken = Math.min(asked.get(), delivered.get() + 1); // one may be on its way
                    if (element >= taken + limit + buffer) {
                        tooMany.incrementAndGet();
                    }
                    if (sourceFails && element == length - 1) {
                        throw new IllegalStateException("as told");
                    }
                }
            };
        }

        @Override
        protected void whenSubscribed(Subscription given) {
            ask(given, random.nextInt(3));
        }

        @Override
        protected void whenReceived(Integer item) {
            int number = delivered.incrementAndGet();
            if (number > asked.get()) {
                unasked.incrementAndGet();
            }
            Subscription mine = mine();
            if (number == leavesAfter) {
                mine.cancel();
            } else if (number == asked.get()) {
                ask(mine, asksAtOnce);
            }
        }

        private Subscription mine() {
            try {
                return subscription();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void ask(Subscription of, int count) {
            if (count > 0) {
                asked.addAndGet(count);
                of.request(count);
            }
        }

        void run() throws Exception {
            ResultStream<Integer> stream = Concurrent.map(source, this::body)
                    .limit(limit)
                    .buffer(buffer)
                    .results();
            stream.publisher().subscribe(this);
            Subscription mine = subscription();
            for (int i = random.nextInt(4); i >= 0; i--) {
                ask(mine, random.nextInt(1, 4));
                Thread.yield();
            }
            if (closes) {
                stream.close();
            }
            if (leavesFromOutside) {
                mine.cancel();
            }
            Eventually.eventually("closed: " + stream, () -> stream.stats().state() == OwnerState.CLOSED);
            threads().forEach(Eventually::ends);
            check();
        }

        private int body(int element) throws IOException {
            running.incrementAndGet();
            try {
                if (element % 3 == 0) {
                    Thread.yield();
                }
                if (element == failsAt) {
                    throw new IOException("as told");
                }
                return element;
            } finally {
                running.decrementAndGet();
            }
        }

        private void check() throws Exception {
            List<Integer> received = received();
            assertThat(threads()).hasSize(1);
            assertThat(mostInside()).isOne();
            assertThat(received).doesNotHaveDuplicates().allMatch(n -> n >= 0 && n < length);
            assertThat(received.size()).isLessThanOrEqualTo(leavesAfter);
            assertThat(unasked).as("delivered unasked").hasValue(0);
            assertThat(tooMany).as("pulled beyond limit and buffer").hasValue(0);
            assertThat(running).hasValue(0);
            assertThat(source.closed()).isOne();
            boolean left = leavesFromOutside || received.size() == leavesAfter;
            if (left && ends() == 0) {
                return;
            }
            assertThat(ends()).isOne();
            switch (end()) {
                case null -> assertThat(received).hasSize(length);
                case TaskFailedException e -> assertThat(e).hasCauseInstanceOf(IOException.class);
                case SourceFailedException e ->
                    assertThat(sourceFails).as(e.toString()).isTrue();
                case TaskCancelledException e ->
                    assertThat(closes || left).as(e.toString()).isTrue();
                case Throwable e -> throw new AssertionError("unexpected end", e);
            }
        }
    }
}
