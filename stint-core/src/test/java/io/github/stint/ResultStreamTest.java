package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.LogCapture;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStreamTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    // ---- reading

    @Test
    void itIsReadOnce() {
        try (var results = Concurrent.map(List.of(1, 2), n -> n).results()) {
            Iterator<Integer> iterator = results.iterator();
            iterator.next();
            assertThatIllegalStateException()
                    .isThrownBy(results::iterator)
                    .withMessageContaining(results.name())
                    .withMessageContaining("only once");
            assertThatIllegalStateException().isThrownBy(results::stream);
            assertThat(iterator.next()).isIn(1, 2);
        }
    }

    @Test
    void aClosedOneIsNotRead() {
        var results = Concurrent.map(List.of(1, 2), n -> n).results();
        results.close();
        assertThatIllegalStateException()
                .isThrownBy(results::iterator)
                .withMessage("'" + results.name() + "' is closed");
        assertThatIllegalStateException().isThrownBy(results::stream);
    }

    @Test
    void readToItsEndItIsClosedAndHasNoMore() {
        var results = Concurrent.map(List.of(1), n -> n).results();
        Iterator<Integer> iterator = results.iterator();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void askingForTheNextTwiceTakesOne() {
        try (var results = Concurrent.map(List.of(1, 2), n -> n).inSourceOrder().results()) {
            Iterator<Integer> iterator = results.iterator();
            assertThat(iterator.hasNext()).isTrue();
            assertThat(iterator.hasNext()).isTrue();
            assertThat(iterator.next()).isEqualTo(1);
            assertThat(iterator.next()).as("without hasNext").isEqualTo(2);
        }
    }

    @Test
    void theStreamOfTheJdkClosesItAndIsLazy() {
        CountedSource source = CountedSource.endless();
        var results = Concurrent.map(source, n -> n).limit(2).inSourceOrder().results();
        try (Stream<Integer> stream = results.stream()) {
            assertThat(stream.isParallel()).isFalse();
            assertThat(stream.limit(5)).containsExactly(0, 1, 2, 3, 4);
        }
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(source.closed()).isOne();
        assertThat(source.pulled()).isLessThanOrEqualTo(9);
    }

    // ---- closing

    @Test
    void leavingEarlyCancelsWhatRunsWaitsForItAndStartsNoMore() {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        CountedSource source = CountedSource.endless();
        try (var results = Concurrent.map(source, n -> {
                    started.incrementAndGet();
                    if (n < 3) {
                        return n;
                    }
                    running.incrementAndGet();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                    } finally {
                        running.decrementAndGet();
                    }
                    return n;
                })
                .limit(4)
                .results()) {
            int read = 0;
            for (int ignored : results) {
                if (++read == 3) {
                    break;
                }
            }
            Eventually.eventually("four run", () -> running.get() == 4);
        }
        assertThat(running).hasValue(0);
        assertThat(interrupted).hasValue(4);
        assertThat(started).hasValue(7);
        assertThat(source.closed()).isOne();
    }

    @Test
    void closingWaitsForABodyThatDoesNotGiveInAndKeepsTheInterruptFlag() {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        var results = Concurrent.map(List.of(1), n -> {
                    runs.countDown();
                    while (gate.getCount() > 0) {
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            asked.countDown();
                        }
                    }
                    ended.set(true);
                    return n;
                })
                .results();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Eventually.eventually("it runs", () -> runs.getCount() == 0);
        Thread closer = Thread.ofVirtual().start(() -> {
            results.close();
            flag.set(ended.get() && Thread.currentThread().isInterrupted());
        });
        Eventually.eventually("the body is asked to stop", () -> asked.getCount() == 0);
        closer.interrupt();
        Eventually.waits(closer);
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSING);
        assertThat(results.tasks()).singleElement().extracting(TaskInfo::state).isEqualTo(TaskState.CANCELLING);
        gate.countDown();
        Eventually.ends(closer);
        assertThat(flag.get()).as("ended before close returned, flag kept").isTrue();
    }

    @Test
    void closedByAnotherThreadTheReaderIsToldSo() {
        CountDownLatch runs = new CountDownLatch(1);
        var results = Concurrent.map(List.of(1), n -> {
                    runs.countDown();
                    new CountDownLatch(1).await();
                    return n;
                })
                .results();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                results.iterator().next();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        Eventually.eventually("it runs", () -> runs.getCount() == 0);
        Eventually.waits(reader);
        results.close();
        Eventually.ends(reader);
        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        TaskCancelledException.class,
                        e -> assertThat(e.reason().source()).isEqualTo(Source.OWNER_CLOSED));
    }

    @Test
    void closedFromInsideItRefuses() {
        AtomicReference<ResultStream<Integer>> self = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        List<Action> waits = List.of(
                () -> self.get().close(),
                () -> self.get().awaitIdle(SOON),
                () -> self.get().awaitIdle(),
                () -> self.get().shutdown(Shutdown.now()));
        try (var outcomes = Concurrent.map(new CountedSource(4), n -> {
                    set.await();
                    assertThatIllegalStateException()
                            .isThrownBy(() -> waits.get(n).run())
                            .withMessageContaining("would wait for itself");
                    return n;
                })
                .results()) {
            self.set(outcomes);
            set.countDown();
            List<Integer> read = new ArrayList<>();
            outcomes.forEach(read::add);
            assertThat(read).containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void closedFromInsideOfAPartOfItItRefuses() {
        AtomicReference<ResultStream<Integer>> self = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        try (var results = Concurrent.map(List.of(1), n -> {
                    set.await();
                    return Tasks.within(SOON, () -> {
                        assertThatIllegalStateException()
                                .isThrownBy(() -> self.get().close());
                        return n;
                    });
                })
                .results()) {
            self.set(results);
            set.countDown();
            assertThat(results.iterator().next()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hasNext", "next", "close"})
    void closedFromItsOwnSourceItRefuses(String where) {
        AtomicReference<ResultStream<Integer>> self = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountedSource source = new CountedSource(1) {
            @Override
            protected void beforeHasNext() {
                closeIn("hasNext");
            }

            @Override
            protected void beforeNext(int element) {
                closeIn("next");
            }

            @Override
            public void close() {
                closeIn("close");
                super.close();
            }

            private void closeIn(String here) {
                if (where.equals(here) && thrown.get() == null) {
                    try {
                        set.await();
                        self.get().close();
                    } catch (InterruptedException | IllegalStateException e) {
                        thrown.set(e);
                    }
                }
            }
        };
        var results = Concurrent.map(source, n -> n).results();
        self.set(results);
        set.countDown();
        Eventually.eventually("it throws instead of waiting for itself", () -> thrown.get() != null);
        assertThat(thrown.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself");
        assertThat(results.iterator().next()).isZero();
        results.close();
        assertThat(source.closed()).isOne();
    }

    @Test
    void closedByManyAtOnceAndAgainAllReturnWhenItIsOver() {
        AtomicInteger running = new AtomicInteger();
        CountedSource source = CountedSource.endless();
        var results = Concurrent.map(source, n -> {
                    Bodies.blockCounted(running);
                    return n;
                })
                .limit(3)
                .results();
        Eventually.eventually("three run", () -> running.get() == 3);
        List<Integer> stillRan = Collections.synchronizedList(new ArrayList<>());
        List<Thread> closers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closers.add(Thread.ofVirtual().start(() -> {
                results.close();
                stillRan.add(running.get());
            }));
        }
        closers.forEach(Eventually::ends);
        results.close();
        assertThat(stillRan).hasSize(8).containsOnly(0);
        assertThat(source.closed()).isOne();
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void closedAtOnceItLeavesNothingBehind() {
        for (int i = 0; i < 1_000; i++) {
            CountedSource source = CountedSource.endless();
            var results = Concurrent.map(source, n -> n).limit(2).results();
            results.close();
            assertThat(source.closed()).isOne();
            assertThat(results.stats().live()).isZero();
            int pulled = source.pulled();
            assertThat(results.tasks()).isEmpty();
            assertThat(source.pulled()).isEqualTo(pulled);
        }
    }

    @Test
    void shutdownReportsWhatItFound() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        var results = Concurrent.map(new CountedSource(3), n -> {
                    if (n == 0) {
                        return n;
                    }
                    runs.countDown();
                    new CountDownLatch(1).await();
                    return n;
                })
                .limit(3)
                .results();
        runs.await();
        assertThat(results.iterator().next()).isZero();
        CloseReport report = results.shutdown(Shutdown.now());
        assertThat(report.owner()).isEqualTo(results.name());
        assertThat(report.cancelled()).isEqualTo(2);
        assertThat(report.stragglers()).isEmpty();
        assertThat(results.shutdown(Shutdown.now())).isEqualTo(report);
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void shutdownNamesATaskThatDoesNotEnd() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.ResultStream");
                Gate hold = new Gate()) {
            var results = Concurrent.map(List.of(1), n -> {
                        hold.passStubbornly();
                        return n;
                    })
                    .name("stuck")
                    .results();
            hold.awaitArrived(1);
            CloseReport report = results.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(10)));
            assertThat(report.stragglers())
                    .singleElement()
                    .satisfies(straggler -> assertThat(straggler.task().name()).isEqualTo("stuck#1"));
            assertThat(log.about("'stuck' was closed after")).hasSize(1);
            assertThat(log.about("1 that have not ended\n  ")).hasSize(1);
            hold.open();
            results.close();
        }
    }

    @Test
    void shutdownNamesASourceThatIsStillRead() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.ResultStream");
                Gate hold = new Gate()) {
            Iterable<Integer> source =
                    () -> IntStream.range(0, 1).peek(n -> hold.passStubbornly()).iterator();
            var results = Concurrent.map(source, n -> n).name("endless").results();
            hold.awaitArrived(1);
            CloseReport report = results.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(10)));
            assertThat(report.stragglers()).isEmpty();
            assertThat(log.about("'endless' was closed; still under way: ")).hasSize(1);
            hold.open();
            results.close();
        }
    }

    // ---- interrupts

    @Test
    void anInterruptOfTheReaderKeepsTheFlagAndLosesNothing() {
        Semaphore gate = new Semaphore(0);
        CountedSource source = new CountedSource(5);
        try (var results = Concurrent.map(source, n -> {
                    gate.acquire();
                    return n;
                })
                .limit(2)
                .results()) {
            List<Integer> read = new ArrayList<>();
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 5; i++) {
                Thread.currentThread().interrupt();
                TaskCancelledException thrown = catchThrowableOfType(TaskCancelledException.class, iterator::hasNext);
                assertThat(thrown.reason().source()).isEqualTo(Source.OWNER_INTERRUPTED);
                assertThat(thrown).hasCauseInstanceOf(InterruptedException.class);
                assertThat(Thread.interrupted()).as("the flag").isTrue();
                gate.release();
                read.add(iterator.next());
            }
            assertThat(iterator.hasNext()).isFalse();
            assertThat(read).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        }
    }

    @Test
    void aResultThatIsThereIsGivenToAnInterruptedReader() {
        try (var results = Concurrent.map(List.of(1), n -> n).results()) {
            Eventually.eventually("it has ended", () -> results.stats().succeeded() == 1);
            Eventually.eventually("it is off the books", () -> results.tasks().isEmpty());
            Thread.currentThread().interrupt();
            assertThat(results.iterator().next()).isOne();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aReaderThatIsATaskAskedToStopHearsOfItAlsoIfTheInterruptWasSwallowed() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch runs = new CountDownLatch(1);
        try (var pool = TaskPool.open("readers", 1)) {
            Task<Void> task = pool.submit(() -> {
                try (var results = Concurrent.map(List.of(1), n -> n).results()) {
                    runs.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        // swallowed
                    }
                    try {
                        results.iterator().next();
                    } catch (TaskCancelledException e) {
                        thrown.set(e);
                        throw e;
                    }
                }
            });
            runs.await();
            task.cancel("enough");
            assertThat(task.join())
                    .isInstanceOfSatisfying(
                            Cancelled.class,
                            cancelled -> assertThat(cancelled.reason().why()).isEqualTo("enough"));
        }
        assertThat(thrown.get()).isInstanceOf(TaskCancelledException.class);
    }

    // ---- what stays

    @Test
    void aResultThatWasReadIsNotRetained() {
        CountDownLatch gate = new CountDownLatch(1);
        CountedSource source = new CountedSource(9) {
            @Override
            protected void beforeHasNext() {
                if (pulled() == 8) {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        };
        try (var results = Concurrent.map(source, n -> new byte[1024]).limit(4).results()) {
            Iterator<byte[]> iterator = results.iterator();
            List<WeakReference<byte[]>> read = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                read.add(new WeakReference<>(iterator.next()));
            }
            read.forEach(Eventually::collected);
            gate.countDown();
        }
    }

    @Test
    void afterItsEndNoThreadIsLeft() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountedSource source = new CountedSource(200) {
            @Override
            protected void beforeHasNext() {
                seen.add(Thread.currentThread());
            }
        };
        try (var results = Concurrent.map(source, n -> {
                    seen.add(Thread.currentThread());
                    Thread.yield();
                    return n;
                })
                .limit(8)
                .results()) {
            results.forEach(n -> {});
        }
        assertThat(seen).isNotEmpty();
        seen.forEach(Eventually::ends);
    }
}
