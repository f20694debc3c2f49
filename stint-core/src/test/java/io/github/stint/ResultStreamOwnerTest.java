package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.CountedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream as an owner of tasks: what it tells of them, and how it is steered; alone, and as a part of a pool. */
class ResultStreamOwnerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aCloseThatComesSecondReturnsWhenItIsClosed() throws Exception {
        try (Gate hold = new Gate()) {
            ResultStream<Integer> results = Concurrent.<Integer, Integer>map(new CountedSource(1), n -> n)
                    .listener(new TaskListener() {
                        @Override
                        public void closed(CloseReport report) {
                            hold.passStubbornly();
                        }
                    })
                    .results();
            Aside<OwnerState> first = Aside.call(() -> closed(results));
            hold.awaitArrived(1);
            Aside<OwnerState> second = Aside.call(() -> closed(results));
            Aside<OwnerState> waiting = second.awaitWaiting();
            hold.open();
            assertThat(first.value()).isEqualTo(OwnerState.CLOSED);
            assertThat(waiting.value()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    @Timeout(10)
    void aListenerThatIsToldOfTheCloseMayCloseAgain() {
        AtomicReference<ResultStream<Integer>> opened = new AtomicReference<>();
        AtomicInteger told = new AtomicInteger();
        ResultStream<Integer> results = Concurrent.<Integer, Integer>map(new CountedSource(1), n -> n)
                .listener(new TaskListener() {
                    @Override
                    public void closed(CloseReport report) {
                        opened.get().close();
                        told.incrementAndGet();
                    }
                })
                .results();
        opened.set(results);
        assertThat(closed(results)).isEqualTo(OwnerState.CLOSED);
        assertThat(told.get()).isEqualTo(1);
    }

    private static OwnerState closed(ResultStream<?> results) {
        results.close();
        return results.stats().state();
    }

    @Test
    void itTellsOfItsTasksByIdNameAndState() throws Exception {
        Semaphore gate = new Semaphore(0);
        try (var results = Concurrent.map(new CountedSource(3), n -> {
                    gate.acquire();
                    return n;
                })
                .limit(2)
                .name("look")
                .results()) {
            Eventually.eventually("two run", () -> results.stats().running() == 2);
            assertThat(results.tasks()).extracting(TaskInfo::id).containsExactly(1L, 2L);
            assertThat(results.tasks()).extracting(TaskInfo::name).containsExactly("look#1", "look#2");
            Optional<Task<?>> task = results.task(2);
            assertThat(task).isPresent();
            assertThat(results.task(3)).isEmpty();
            assertThat(results.stats())
                    .extracting(Stats::state, Stats::limit, Stats::submitted, Stats::ended)
                    .containsExactly(OwnerState.OPEN, 2, 2L, 0L);
            assertThat(results.awaitIdle(Duration.ZERO)).isFalse();
            assertThat(results).hasToString("ResultStream 'look' OPEN: 2 run, 0 ended");
            gate.release(3);
            assertThat(results.awaitIdle(SOON)).isTrue();
            assertThat(results.stats().succeeded()).isEqualTo(3);
        }
    }

    @Test
    void whoeverWaitsForAStreamWithoutALimitWaitsForItsReader() throws Exception {
        try (ResultStream<Integer> results =
                Concurrent.map(List.of(1, 2, 3), n -> n).limit(1).results()) {
            Aside<Void> waiting = Aside.run(results::awaitIdle).awaitWaiting();

            assertThat(results).hasSize(3);

            waiting.value();
            assertThat(results.stats().succeeded()).isEqualTo(3);
        }
    }

    @Test
    void anElementThatIsCancelledByItsIdIsOneOfTheOutcomes() {
        Semaphore gate = new Semaphore(0);
        try (var outcomes = Concurrent.map(new CountedSource(3), n -> {
                    gate.acquire();
                    return n;
                })
                .limit(1)
                .outcomes()) {
            Eventually.eventually("the first runs", () -> outcomes.stats().running() == 1);
            assertThat(outcomes.cancel(1, "not this one")).isEqualTo(CancelResult.REQUESTED);
            Iterator<Outcome<Integer>> iterator = outcomes.iterator();
            assertThat(iterator.next()).isInstanceOfSatisfying(Cancelled.class, cancelled -> {
                assertThat(cancelled.reason().why()).isEqualTo("not this one");
                assertThat(cancelled.reason().source()).isEqualTo(Source.REQUEST);
            });
            gate.release(2);
            assertThat(List.of(iterator.next(), iterator.next()))
                    .containsExactly(new Outcome.Success<>(1), new Outcome.Success<>(2));
            assertThat(iterator.hasNext()).isFalse();
            assertThat(outcomes.cancel(1, "again")).isEqualTo(CancelResult.ALREADY_ENDED);
            assertThat(outcomes.cancel(4, "who")).isEqualTo(CancelResult.UNKNOWN_ID);
        }
    }

    @Test
    void anElementThatIsCancelledEndsTheResults() {
        var results = Concurrent.map(new CountedSource(3), n -> {
                    new CountDownLatch(1).await();
                    return n;
                })
                .limit(2)
                .results();
        Eventually.eventually("two run", () -> results.stats().running() == 2);
        results.cancel(1, "not this one");
        assertThatThrownBy(() -> results.iterator().next())
                .isInstanceOf(TaskCancelledException.class)
                .hasMessageContaining("not this one");
        assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(results.stats().cancelled()).isEqualTo(results.stats().submitted());
    }

    @Test
    void whenAllIsCancelledTheOutcomesComeAndThenTheReason() {
        CountedSource source = CountedSource.endless();
        try (var outcomes = Concurrent.map(source, n -> {
                    new CountDownLatch(1).await();
                    return n;
                })
                .limit(3)
                .outcomes()) {
            Eventually.eventually("three run", () -> outcomes.stats().running() == 3);
            assertThat(outcomes.cancelAll("enough")).isEqualTo(3);
            Iterator<Outcome<Integer>> iterator = outcomes.iterator();
            for (int i = 0; i < 3; i++) {
                assertThat(iterator.next()).isInstanceOf(Cancelled.class);
            }
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessageContaining("enough");
        }
        assertThat(source.closed()).isOne();
    }

    // ---- of a pool

    @Test
    void aStreamOfAPoolSharesItsSlotsAndIds() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var pool = TaskPool.open("shared", 2)) {
            Task<Void> other = pool.submit(() -> gate.await());
            try (ResultStream<Integer> results = pool.stream("numbers", new CountedSource(20), 5, n -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                return n;
            })) {
                assertThat(results.name()).isEqualTo("shared/numbers");
                List<Integer> read = new ArrayList<>();
                results.forEach(read::add);
                assertThat(read).hasSize(20);
                assertThat(most).hasValue(1);
                assertThat(results.stats().succeeded()).isEqualTo(20);
                assertThat(results.stats().limit()).isEqualTo(5);
            }
            assertThat(pool.stats().submitted()).isEqualTo(21);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
            gate.countDown();
            other.await();
        }
    }

    @Test
    void aStreamOfAPoolHasOnlyItsOwnTasks() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (var pool = TaskPool.open("shared", 3)) {
            Task<Void> other = pool.submit(() -> gate.await());
            try (ResultStream<Integer> results = pool.stream(List.of(1, 2), 1, n -> {
                gate.await();
                return n;
            })) {
                Eventually.eventually("one of it runs", () -> results.stats().running() == 1);
                assertThat(results.tasks()).extracting(TaskInfo::id).containsExactly(2L);
                assertThat(results.task(other.id())).isEmpty();
                assertThat(results.cancel(other.id(), "not mine")).isEqualTo(CancelResult.UNKNOWN_ID);
                assertThat(results.cancelAll("mine")).isOne();
                assertThat(other.state()).isEqualTo(TaskState.RUNNING);
            }
            assertThat(other.state()).as("after the stream was closed").isEqualTo(TaskState.RUNNING);
            gate.countDown();
            assertThat(other.join().isSuccess()).isTrue();
        }
    }

    @Test
    void closingThePoolEndsItsStreamAndTellsTheReader() {
        CountedSource source = CountedSource.endless();
        TaskPool pool =
                TaskPool.builder("shared").size(2).onClose(Shutdown.now()).open();
        ResultStream<Integer> results = pool.stream(source, 2, n -> {
            new CountDownLatch(1).await();
            return n;
        });
        Eventually.eventually("two run", () -> pool.stats().running() == 2);
        pool.close();
        assertThat(source.closed()).isOne();
        Iterator<Integer> iterator = results.iterator();
        assertThatThrownBy(iterator::next)
                .isInstanceOfSatisfying(
                        TaskCancelledException.class,
                        e -> assertThat(e.reason().source()).isEqualTo(Source.OWNER_CLOSED));
        results.close();
        assertThat(results.stats().live()).isZero();
    }

    @Test
    void aStreamClosedWhileItWaitsForASlotDoesNotStartTheElementInHand() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger applied = new AtomicInteger();
        CountedSource source = CountedSource.endless();
        try (var pool = TaskPool.open("shared", 1)) {
            Optional<Task<Void>> other = pool.trySubmit(() -> gate.await());
            assertThat(other).isPresent();
            var results = pool.stream(source, 2, n -> applied.incrementAndGet());
            Eventually.eventually("it waits for a slot", () -> pool.stats().waiting() == 1);
            results.close();
            assertThat(pool.stats().waiting()).isZero();
            assertThat(source.pulled()).isOne();
            assertThat(source.closed()).isOne();
            gate.countDown();
        }
        assertThat(applied).hasValue(0);
    }

    @Test
    void aClosedPoolMakesNoStream() {
        TaskPool pool = TaskPool.open("shared", 1);
        pool.close();
        CountedSource source = new CountedSource(1);
        assertThatThrownBy(() -> pool.stream(source, 1, n -> n)).isInstanceOf(TaskRejectedException.class);
        assertThat(source.pulled()).isZero();
    }

    @Test
    void theNameOfAStreamOfAPoolMustBeFree() {
        try (var pool = TaskPool.open("shared", 1);
                ResultStream<Integer> results = pool.stream("numbers", CountedSource.endless(), 1, n -> n)) {
            assertThatThrownBy(() -> pool.stream("numbers", List.of(1), 1, n -> n))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("numbers");
            assertThat(results.iterator().next()).isZero();
        }
    }

    @Test
    void aSecondShutdownWaitsForTheFirstAndHasItsReport() throws Exception {
        CountedSource source = CountedSource.endless();
        AtomicInteger running = new AtomicInteger();
        ResultStream<Integer> stream = Concurrent.map(source, n -> {
                    Bodies.blockCounted(running);
                    return n;
                })
                .limit(2)
                .results();
        Eventually.eventually("two run", () -> running.get() == 2);
        Aside<CloseReport> first = Aside.call(() -> stream.shutdown(Shutdown.whenDone()));
        first.awaitWaiting();
        Aside<CloseReport> second = Aside.call(() -> stream.shutdown(Shutdown.now()));
        second.awaitWaiting();
        assertThat(running.get()).as("nobody was cancelled").isEqualTo(2);
        stream.close();
        assertThat(first.value().cancelled()).isEqualTo(2);
        assertThat(second.value()).isSameAs(first.value());
        assertThat(stream.shutdown(Shutdown.now())).isSameAs(first.value());
    }

    @Test
    void theReportOfACloseIsKept() throws Exception {
        AtomicInteger running = new AtomicInteger();
        ResultStream<Integer> stream = Concurrent.map(CountedSource.endless(), n -> {
                    Bodies.blockCounted(running);
                    return n;
                })
                .limit(3)
                .results();
        Eventually.eventually("three run", () -> running.get() == 3);
        stream.close();
        assertThat(stream.shutdown(Shutdown.now()).cancelled()).isEqualTo(3);
    }
}
