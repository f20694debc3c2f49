package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.Standstill;
import io.github.stint.testing.BrokenChannel;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a batch reads from: sources that throw, that wait, that are to be closed, and that use the pool themselves. */
class TaskBatchSourceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aSourceThatThrowsEndsTheBatchAndLeavesWhatWasStartedRunning() throws Exception {
        IllegalStateException error = new IllegalStateException("no more");
        try (TaskPool pool = TaskPool.open("source", 3);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map("g", failingAfter(2, error), 3, n -> {
                hold.pass();
                return n;
            });
            hold.awaitArrived(2);
            assertThat(batch.isDone()).isFalse();
            assertThat(hold.interrupts()).isZero();
            hold.open();
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(batch::results, batch::outcomes)) {
                assertThatThrownBy(call)
                        .isInstanceOf(SourceFailedException.class)
                        .hasMessage("the source of 'source/g' failed: java.lang.IllegalStateException: no more")
                        .hasCause(error);
            }
            assertThat(batch.stats().succeeded()).isEqualTo(2);
            assertThat(pool.submit(() -> 1).await()).as("the pool goes on").isEqualTo(1);
        }
    }

    @Test
    void nothingIsPulledBeforeThePoolHasRoomForItHoweverManyMayRun() throws Exception {
        CountedSource source = new CountedSource(10);
        try (TaskPool pool = TaskPool.open("room", 2);
                Gate hold = new Gate()) {
            TaskBatch<Void> batch = pool.forEach("g", source, 100, _ -> hold.pass());
            hold.awaitArrived(2);
            Standstill.await(pool);
            assertThat(source.pulled()).isEqualTo(2);

            pool.resize(5);
            hold.awaitArrived(5);
            Standstill.await(pool);
            assertThat(source.pulled()).isEqualTo(5);

            pool.resize(0);
            hold.open();
            Eventually.eventually("all that ran have ended", () -> pool.stats().running() == 0);
            assertThat(source.pulled()).isEqualTo(5);

            pool.resize(1);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(batch.stats().succeeded()).isEqualTo(10);
        }
    }

    @Test
    void aPausedPoolLeavesTheSourceAloneUntilItGoesOn() throws Exception {
        CountedSource source = new CountedSource(3);
        try (TaskPool pool = TaskPool.open("paused", 0)) {
            TaskBatch<Integer> batch = pool.map(source, 2, n -> n);
            assertThat(source.begun()).isZero();

            pool.resize(2);
            assertThat(batch.results()).containsExactly(0, 1, 2);
        }
    }

    @Test
    void aSourceThatCannotEvenBeginFailsTheBatchNotTheCall() throws Exception {
        try (TaskPool pool = TaskPool.open("begin", 1)) {
            Iterable<Integer> source = () -> {
                throw new IllegalStateException("closed");
            };
            TaskBatch<Integer> batch = pool.map(source, 1, n -> n);
            assertThatThrownBy(batch::results)
                    .isInstanceOf(SourceFailedException.class)
                    .hasRootCauseMessage("closed");
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
    }

    @Test
    void aSourceIsStoppedAndTheTasksEndThoughItsInterruptThrows() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountedSource source = new CountedSource(2) {
            @Override
            protected void beforeNext(int element) {
                if (element == 1) {
                    try {
                        new BrokenChannel().block(blocked);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.Task");
                TaskPool pool = TaskPool.builder("pool").size(1).queue(1).open()) {
            TaskBatch<Void> batch = pool.forEach("g", source, 2, n -> new CountDownLatch(1).await());
            blocked.await();
            Task<Integer> queued = pool.submit(() -> 1);
            assertThat(pool.cancelAll("enough")).isEqualTo(2);
            assertThat(queued.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(log.records())
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry.getMessage()).isEqualTo("the interrupt of the source of 'pool/g' threw"));
        }
    }

    /** A channel of users may take long to close, and that is done by whoever cancels: nobody else is to wait for it. */
    @Test
    void whoCancelsHoldsNothingUpWhileTheSourcesChannelCloses() throws Exception {
        try (Gate closing = new Gate();
                TaskPool pool = TaskPool.open("pool", 2)) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountedSource source = new CountedSource(2) {
                @Override
                protected void beforeNext(int element) {
                    try {
                        new SlowChannel(closing).block(blocked);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            TaskBatch<Integer> batch = pool.map("g", source, 2, n -> n);
            blocked.await();
            OtherThread<Integer> first = OtherThread.run(() -> batch.cancel("enough"));
            closing.awaitArrived(1);
            OtherThread<Integer> second = OtherThread.run(() -> batch.cancel("enough again"));
            assertThat(second.value()).isZero();
            assertThat(batch.isDone())
                    .as("over while its thread is being interrupted")
                    .isFalse();
            closing.open();
            assertThat(first.value()).isZero();
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(source.closed()).isEqualTo(1);
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).await())
                    .isFalse();
        }
    }

    private static final class SlowChannel extends AbstractInterruptibleChannel {
        private final Gate closing;

        SlowChannel(Gate closing) {
            this.closing = closing;
        }

        @Override
        protected void implCloseChannel() {
            closing.passStubbornly();
        }

        void block(CountDownLatch blocked) throws Exception {
            begin();
            try {
                blocked.countDown();
                new CountDownLatch(1).await();
            } finally {
                end(false);
            }
        }
    }

    @Test
    void aSourceThatWaitsIsInterruptedByTheCancelOfItsBatch() throws Exception {
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(List.of(1));
        try (TaskPool pool = TaskPool.open("waits", 1)) {
            TaskBatch<Integer> batch = pool.map(() -> taking(queue), 1, n -> n);
            eventually("one is done", () -> batch.stats().succeeded() == 1);
            assertThat(batch.cancel("enough")).isZero();
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(batch.outcomes()).containsExactly(new Success<>(1));
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).await())
                    .isFalse();
        }
    }

    @Test
    void aSourceIsClosedOnceHoweverTheBatchEnds() throws Exception {
        try (TaskPool pool = TaskPool.open("closes", 2);
                Gate hold = new Gate()) {
            Closing ended = new Closing(List.of(1, 2));
            assertThat(pool.map(ended, 1, n -> n).results()).containsExactly(1, 2);
            assertThat(ended.closed).hasValue(1);

            Closing failed = new Closing(failingAfter(1, new IllegalStateException("as told")));
            assertThatThrownBy(() -> pool.map(failed, 1, n -> n).results()).isInstanceOf(SourceFailedException.class);
            assertThat(failed.closed).hasValue(1);

            Closing cancelled = new Closing(List.of(1, 2, 3));
            TaskBatch<Void> batch = pool.forEach(cancelled, 1, n -> hold.pass());
            hold.awaitArrived(1);
            batch.cancel("enough");
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(cancelled.closed).hasValue(1);
        }
    }

    @Test
    void aSourceThatCannotBeClosedIsTold() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskPool pool = TaskPool.open("closes", 1)) {
            Closing source = new Closing(List.of(1));
            source.thrown = new IllegalStateException("still open");
            assertThatThrownBy(() -> pool.map(source, 1, n -> n).results())
                    .isInstanceOf(SourceFailedException.class)
                    .hasCause(source.thrown);
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void aSourceMayUseThePoolItFeeds() throws Exception {
        try (TaskPool pool = TaskPool.open("feeds", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Iterable<Integer> source = () -> new Iterator<>() {
                private int n;

                @Override
                public boolean hasNext() {
                    return n < 3;
                }

                @Override
                public Integer next() {
                    n++;
                    try {
                        int number = n;
                        return pool.submit(() -> number * 10).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            TaskBatch<Integer> batch = pool.map(source, 1, n -> n + 1);
            eventually("its submit waits", () -> pool.stats().waiting() == 1);
            pool.lock();
            hold.open();
            assertThat(batch.results()).as("it is inside").containsExactly(11, 21, 31);
        }
    }

    @Test
    void anInterruptThatTheSourceLeavesStopsNothing() throws Exception {
        try (TaskPool pool = TaskPool.open("leaves", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Iterable<Integer> source = () -> java.util.stream.IntStream.range(0, 3)
                    .peek(n -> Thread.currentThread().interrupt())
                    .iterator();
            TaskBatch<Boolean> batch =
                    pool.map(source, 1, n -> Thread.currentThread().isInterrupted());
            hold.open();
            assertThat(batch.results()).containsExactly(false, false, false);
        }
    }

    private static Iterable<Integer> failingAfter(int count, RuntimeException error) {
        return () -> new Iterator<>() {
            private int n;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (n == count) {
                    throw error;
                }
                return n++;
            }
        };
    }

    private static Iterator<Integer> taking(BlockingQueue<Integer> queue) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
            }
        };
    }

    private static final class Closing implements Iterable<Integer>, AutoCloseable {
        private final Iterable<Integer> elements;
        private final AtomicInteger closed = new AtomicInteger();
        private volatile RuntimeException thrown;

        Closing(Iterable<Integer> elements) {
            this.elements = elements;
        }

        @Override
        public Iterator<Integer> iterator() {
            return elements.iterator();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    @Test
    void anInterruptBySomebodyWhoKeptAThreadOfItStopsNothing() throws Exception {
        try (TaskPool pool = TaskPool.open("kept", 1)) {
            AtomicReference<Thread> kept = new AtomicReference<>();
            Gate hold = new Gate();
            TaskBatch<Integer> batch = pool.map(List.of(1, 2, 3), 1, n -> {
                if (n == 1) {
                    kept.set(Thread.currentThread());
                    pool.forEach("other", List.of(0), 1, zero -> hold.pass());
                    Eventually.eventually(
                            "the other waits for room", () -> pool.stats().waiting() == 1);
                }
                return n;
            });
            hold.awaitArrived(1);
            Eventually.eventually(
                    "the second waits for room", () -> pool.stats().waiting() == 1);
            kept.get().interrupt();
            Eventually.eventually(
                    "it waits again",
                    () -> !kept.get().isInterrupted() && pool.stats().waiting() == 1);
            hold.open();
            assertThat(batch.results()).containsExactly(1, 2, 3);
        }
    }
}
