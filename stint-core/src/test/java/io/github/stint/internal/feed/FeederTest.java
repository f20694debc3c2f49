package io.github.stint.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.Fn;
import io.github.stint.TaskOptions;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.Surroundings;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeederTest {

    private static final CancelReason WHY = new CancelReason(Source.REQUEST, "test", null, null);

    private final Engine engine = engine(EngineOptions.UNLIMITED);
    private final Log log = new Log();

    @Test
    void everyElementBecomesOneTaskInTheOrderOfTheSource() throws Exception {
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        start(numbers(100), 3, done::add);

        log.awaitOver();
        assertThat(log.accepted).extracting(TaskCell::id).isSorted().hasSize(100);
        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(log.published).hasValue(100);
    }

    @Test
    void anEmptySourceIsOverAtOnceAndClosed() throws Exception {
        Numbers source = numbers(0);
        start(source, 3, n -> n);

        log.awaitOver();
        assertThat(log.accepted).isEmpty();
        assertThat(source.closed).hasValue(1);
    }

    @Test
    void longBodiesAfterManyShortOnesRunAllAtOnceToo() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        for (int shortOnes : new int[] {0, 1, 10, 1_000, 20_000}) {
            Log each = new Log();
            Feeder.start(
                    engine,
                    ElementSource.of(numbers(shortOnes + 24)),
                    n -> n < shortOnes ? n : together.await(30, TimeUnit.SECONDS),
                    FeedOptions.untaken(TaskOptions.defaults(), 8),
                    each);
            each.awaitOver();
            assertThat(each.published).hasValue(shortOnes + 24);
        }
        assertThat(together.isBroken()).isFalse();
    }

    @Test
    void noMoreThanTheLimitRunAndWithLongBodiesAllOfThem() throws Exception {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        start(numbers(30), 4, n -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            gate.await();
            running.decrementAndGet();
            return n;
        });

        Eventually.eventually("four run", () -> running.get() == 4);
        assertThat(log.accepted).hasSize(4);
        gate.countDown();
        log.awaitOver();
        assertThat(most).hasValue(4);
    }

    @Test
    void theSourceIsAskedByOneThreadAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Numbers source = new Numbers(3_000) {
            @Override
            public boolean hasNext() {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                boolean has = super.hasNext();
                inside.decrementAndGet();
                return has;
            }
        };
        start(source, 8, n -> {
            Thread.yield();
            return n;
        });

        log.awaitOver();
        assertThat(most).hasValue(1);
        assertThat(log.published).hasValue(3_000);
    }

    @Test
    void shortElementsShareThreads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        start(numbers(2_000), 4, n -> {
            threads.add(Thread.currentThread());
            return n;
        });

        log.awaitOver();
        assertThat(threads).hasSizeLessThan(200);
    }

    @Test
    void theWindowHoldsBackTheSourceUntilResultsAreTaken() {
        Numbers source = numbers(100);
        Feeder<Integer, Integer> feeder = Feeder.start(
                engine, ElementSource.of(source), n -> n, new FeedOptions(TaskOptions.defaults(), 2, 5), log);

        Eventually.eventually("five ended", () -> log.published.get() == 5);
        for (int taken = 1; taken <= 95; taken++) {
            int expected = 5 + taken;
            feeder.taken();
            Eventually.eventually("one more ended", () -> log.published.get() == expected);
            assertThat(source.given).hasValue(expected);
        }
        for (int taken = 0; taken < 5; taken++) {
            feeder.taken();
        }
        log.awaitOver();
        assertThat(log.published).hasValue(100);
    }

    @Test
    void stoppedWhileItPullsItInterruptsThePullerAndEnds() {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Numbers source = new Numbers(5) {
            @Override
            public boolean hasNext() {
                asked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                return super.hasNext();
            }
        };
        Feeder<Integer, Integer> feeder = start(source, 2, n -> n);
        Eventually.eventually("the source is asked", () -> asked.getCount() == 0);

        engine.steering().cancel(feeder.group(), WHY);
        log.awaitOver();
        assertThat(interrupted).isTrue();
        assertThat(log.accepted).isEmpty();
        assertThat(source.closed).hasValue(1);
        assertThat(feeder.stopped()).isEqualTo(WHY);
        assertThat(feeder.sourceError()).isNull();
    }

    @Test
    void stoppedWhileItWaitsForASlotTheElementInHandNeverStarts() {
        Engine full = new Engine(
                new EngineOptions("Test", "full", 1, 0, FailurePolicy.READ, false, 0, Surroundings.usual()), null);
        CountDownLatch gate = new CountDownLatch(1);
        full.start(new TaskCell<>(full, TaskOptions.defaults(), () -> {
            gate.await();
            return 0;
        }));
        AtomicInteger applied = new AtomicInteger();
        Feeder<Integer, Integer> feeder = Feeder.start(
                full,
                ElementSource.of(numbers(5)),
                n -> applied.incrementAndGet(),
                FeedOptions.untaken(TaskOptions.defaults(), 3),
                log);
        Eventually.eventually("the feeder waits", () -> full.view().stats().waiting() == 1);

        full.steering().cancel(feeder.group(), WHY);
        log.awaitOver();
        gate.countDown();
        assertThat(log.accepted).isEmpty();
        assertThat(applied).hasValue(0);
        assertThat(full.view().stats().submitted()).isOne();
    }

    @Test
    void aSourceThatThrowsEndsItAndKeepsTheError() {
        IllegalStateException error = new IllegalStateException("source");
        Numbers source = new Numbers(5) {
            @Override
            public Integer next() {
                if (given.get() == 2) {
                    throw error;
                }
                return super.next();
            }
        };
        Feeder<Integer, Integer> feeder = start(source, 1, n -> n);

        log.awaitOver();
        assertThat(feeder.sourceError()).isSameAs(error);
        assertThat(log.sourceFailed).isTrue();
        assertThat(log.published).hasValue(2);
        assertThat(source.closed).hasValue(1);
    }

    @Test
    void anInterruptThatTheSourceLeavesBehindDoesNotReachTheElements() {
        Numbers source = new Numbers(50) {
            @Override
            public Integer next() {
                Integer next = super.next();
                Thread.currentThread().interrupt();
                return next;
            }
        };
        AtomicInteger interrupted = new AtomicInteger();
        start(source, 2, n -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
            return n;
        });

        log.awaitOver();
        assertThat(interrupted).hasValue(0);
        assertThat(log.published).hasValue(50);
    }

    @Test
    void anElementCancelledWhileItStartsLetsTheNextOneCome() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger cancelled = new AtomicInteger();
        Thread canceller = Thread.ofPlatform().daemon().start(() -> {
            for (long id = 1; !over.get(); ) {
                if (id <= engine.view().stats().submitted()) {
                    TaskCell<?> cell = engine.view().cell(id);
                    if (cell != null) {
                        cell.cancel(WHY);
                        cancelled.incrementAndGet();
                    }
                    id++;
                }
            }
        });
        int elements = 100_000;
        Numbers source = numbers(elements);
        start(source, 1, n -> n);

        try {
            awaitProgress(source, elements);
        } finally {
            over.set(true);
            canceller.join();
        }
        log.awaitOver();
        assertThat(log.published).hasValue(elements);
        assertThat(cancelled).hasPositiveValue();
    }

    @Test
    void anElementCancelledWhileItIsQueuedLetsTheNextOneCome() throws Exception {
        engine.steering().resize(0);
        AtomicBoolean over = new AtomicBoolean();
        int elements = 20_000;
        Numbers source = numbers(elements);
        Thread waker = Thread.ofPlatform().daemon().start(() -> {
            while (!over.get()) {
                Thread puller = source.puller;
                if (puller != null) {
                    java.util.concurrent.locks.LockSupport.unpark(puller);
                }
            }
        });
        start(source, 1, n -> n);
        try {
            for (long id = 1; id <= elements; id++) {
                long next = id;
                Eventually.eventually(
                        "element " + id + " is queued", () -> engine.view().cell(next) != null);
                TaskCell<?> cell = engine.view().cell(id);
                assertThat(cell).isNotNull();
                cell.cancel(WHY);
            }
        } finally {
            over.set(true);
            waker.join();
        }
        log.awaitOver();
        assertThat(log.published).hasValue(elements);
        assertThat(engine.view().stats().cancelled()).isEqualTo(elements);
    }

    private static void awaitProgress(Numbers source, int elements) {
        while (source.given.get() < elements) {
            int before = source.given.get();
            Eventually.eventually(
                    "an element after " + before + " is pulled",
                    () -> source.given.get() > before || source.given.get() == elements);
        }
    }

    @Test
    void whoeverStopsItDoesNotCloseItsSource() {
        Thread stopper = Thread.currentThread();
        AtomicInteger closedByStopper = new AtomicInteger();
        for (int round = 0; round < 2_000; round++) {
            Log rests = new Log();
            Feeder<Integer, Integer> feeder = Feeder.start(
                    engine,
                    ElementSource.of(new Numbers(3) {
                        @Override
                        public void close() {
                            super.close();
                            if (Thread.currentThread() == stopper) {
                                closedByStopper.incrementAndGet();
                            }
                        }
                    }),
                    n -> n,
                    FeedOptions.taken(TaskOptions.defaults(), 1, 0),
                    rests);
            Eventually.eventually("its worker rests", () -> rests.published.get() == 1);
            feeder.stop(WHY);
            Eventually.eventually("over", () -> rests.over.get() == 1);
        }
        assertThat(closedByStopper).hasValue(0);
    }

    @Test
    void afterItIsOverTheEngineIsIdle() throws Exception {
        start(numbers(10), 2, n -> n);

        assertThat(engine.ending().awaitIdle(Deadline.after(Ticker.system(), Duration.ofSeconds(10))))
                .isTrue();
        log.awaitOver();
        assertThat(engine.view().cells()).isEmpty();
    }

    private Feeder<Integer, Integer> start(Numbers source, int limit, Fn<Integer, Object> function) {
        return Feeder.start(
                engine,
                ElementSource.of(source),
                n -> {
                    Object ignored = function.apply(n);
                    return n;
                },
                FeedOptions.untaken(TaskOptions.defaults(), limit),
                log);
    }

    private static Engine engine(int limit) {
        return new Engine(EngineOptions.queueing("Test", "test", limit, FailurePolicy.READ, Ticker.system()), null);
    }

    private static Numbers numbers(int count) {
        return new Numbers(count);
    }

    /** So many numbers from zero. */
    private static class Numbers implements Iterator<Integer>, AutoCloseable {
        final AtomicInteger given = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        volatile Thread puller;
        private final int count;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public boolean hasNext() {
            return given.get() < count;
        }

        @Override
        public Integer next() {
            if (given.get() >= count) {
                throw new NoSuchElementException();
            }
            puller = Thread.currentThread();
            return given.getAndIncrement();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Notes what it is told. */
    private static final class Log implements Sink<Integer> {
        final List<TaskCell<Integer>> accepted = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger published = new AtomicInteger();
        final AtomicInteger over = new AtomicInteger();
        volatile boolean sourceFailed;

        @Override
        public boolean reads() {
            return true;
        }

        @Override
        public boolean tracksAccepted() {
            return true;
        }

        @Override
        public void accepted(TaskCell<Integer> cell) {
            accepted.add(cell);
        }

        @Override
        public void published(TaskCell<Integer> cell) {
            assertThat(cell.isDone()).isTrue();
            published.incrementAndGet();
        }

        @Override
        public void sourceFailed() {
            sourceFailed = true;
        }

        @Override
        public void over() {
            over.incrementAndGet();
        }

        void awaitOver() {
            Eventually.eventually("the feed is over", () -> over.get() == 1);
        }
    }
}
