package io.github.stint.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Concurrent;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.ResultStream;
import io.github.stint.SourceFailedException;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bounded stream of results is known to do from elsewhere. */
class ConcurrentScenariosTest {

    private static final int UNLIMITED = -1;
    private static final int DEFAULT = 0;

    @Test
    @Scenario(26)
    void theLimitIsTheOneGivenOrTheDefaultOrNone() {
        assertThat(limitOf(Concurrent.map(List.of(1), n -> n)))
                .isEqualTo(Math.min(32, Runtime.getRuntime().availableProcessors() + 4));
        assertThat(limitOf(Concurrent.map(List.of(1), n -> n).limit(7))).isEqualTo(7);
        assertThat(limitOf(Concurrent.map(List.of(1), n -> n).unlimited())).isEqualTo(Integer.MAX_VALUE);
    }

    /** Otherwise than there: no limit is said by a word, and numbers that mean something else are refused. */
    @Test
    @Scenario(26)
    void zeroAndMinusOneAreNoLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concurrent.map(List.of(1), n -> n).limit(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Concurrent.map(List.of(1), n -> n).limit(-1));
    }

    private static int limitOf(Concurrent<Integer, Integer> concurrent) {
        try (var results = concurrent.results()) {
            return results.stats().limit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, UNLIMITED, DEFAULT})
    @Scenario(27)
    void sevenTasksGiveSevenResultsAndAtMostTheLimitRun(int limit) {
        int expected = limit == UNLIMITED ? 7 : limit == DEFAULT ? Math.min(7, Concurrent.defaultLimit()) : limit;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(expected);
        Concurrent<Integer, Integer> seven = Concurrent.map(new CountedSource(7), n -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            full.countDown();
            full.await();
            running.decrementAndGet();
            return n;
        });
        try (var results = limited(seven, limit).results()) {
            assertThat(results).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        }
        assertThat(most).hasValue(expected);
    }

    private static <A, R> Concurrent<A, R> limited(Concurrent<A, R> concurrent, int limit) {
        return limit == UNLIMITED ? concurrent.unlimited() : limit == DEFAULT ? concurrent : concurrent.limit(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Scenario(29)
    void aFailureComesAfterTheResultsBeforeItAndNothingAfterIt(int limit) {
        IllegalStateException error = new IllegalStateException("third");
        List<Integer> read = new ArrayList<>();
        CountDownLatch firstTwo = new CountDownLatch(2);
        try (var results = Concurrent.map(new CountedSource(6), n -> {
                    if (n == 2) {
                        firstTwo.await();
                        throw error;
                    }
                    if (n > 2) {
                        new CountDownLatch(1).await();
                    }
                    return n;
                })
                .limit(limit)
                .results()) {
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 2; i++) {
                read.add(iterator.next());
                firstTwo.countDown();
            }
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(TaskFailedException.class)
                    .hasCause(error);
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThat(read).containsExactlyInAnyOrder(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, UNLIMITED, DEFAULT})
    @Scenario(30)
    void withErrorsAsDataThereAreSixOutcomesInTheOrderInWhichTheyEnd(int limit) {
        IllegalStateException error = new IllegalStateException("third");
        Semaphore turn = new Semaphore(0);
        Concurrent<Integer, Integer> six = Concurrent.map(new CountedSource(6), n -> {
            turn.acquire();
            if (n == 2) {
                throw error;
            }
            return n;
        });
        List<Outcome<Integer>> read = new ArrayList<>();
        try (var outcomes = limited(six, limit).outcomes()) {
            Iterator<Outcome<Integer>> iterator = outcomes.iterator();
            for (int i = 0; i < 6; i++) {
                turn.release();
                read.add(iterator.next());
            }
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThat(read)
                .containsExactlyInAnyOrder(
                        new Success<>(0),
                        new Success<>(1),
                        new Failure<>(error),
                        new Success<>(3),
                        new Success<>(4),
                        new Success<>(5));
    }

    @Test
    @Scenario(31)
    void anErrorOfTheSourceIsRaisedAlsoWhereErrorsAreData() {
        IllegalStateException error = new IllegalStateException("of the source");
        CountedSource source = new CountedSource(5) {
            @Override
            protected void beforeNext(int element) {
                if (element == 2) {
                    throw error;
                }
            }
        };
        try (var outcomes = Concurrent.map(source, n -> n).limit(1).outcomes()) {
            List<Outcome<Integer>> read = new ArrayList<>();
            assertThatThrownBy(() -> outcomes.iterator().forEachRemaining(read::add))
                    .isInstanceOf(SourceFailedException.class)
                    .hasCause(error);
            assertThat(read).containsExactly(new Success<>(0), new Success<>(1));
        }
    }

    /** Functions cannot be used up as coroutines can; what can be used up here is the source. */
    @Test
    @Scenario(33)
    void aSourceThatWasUsedUpAlreadyIsAnErrorOfTheSource() {
        Stream<Integer> source = Stream.of(1, 2);
        source.forEach(n -> {});
        try (var outcomes = Concurrent.map(source, n -> n).outcomes()) {
            assertThatThrownBy(() -> outcomes.iterator().next())
                    .isInstanceOf(SourceFailedException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read to its end", "failure", "error of the source", "left", "closed"})
    @Scenario(34)
    void howeverItEndsNoTaskOfItIsAlive(String how) {
        AtomicInteger alive = new AtomicInteger();
        CountedSource source = new CountedSource(10) {
            @Override
            protected void beforeNext(int element) {
                if (how.equals("error of the source") && element == 5) {
                    throw new IllegalStateException("as told");
                }
            }
        };
        ResultStream<Integer> results = Concurrent.map(source, n -> {
                    alive.incrementAndGet();
                    try {
                        if (how.equals("failure") && n == 3) {
                            throw new IllegalStateException("as told");
                        }
                        if (n > 3 && !how.equals("read to its end")) {
                            new CountDownLatch(1).await();
                        }
                        return n;
                    } finally {
                        alive.decrementAndGet();
                    }
                })
                .limit(3)
                .results();
        if (how.equals("closed")) {
            results.close();
        } else {
            try (results) {
                int read = 0;
                for (int ignored : results) {
                    if (++read == 3 && how.equals("left")) {
                        break;
                    }
                }
            } catch (TaskFailedException | SourceFailedException e) {
                assertThat(e).hasRootCauseMessage("as told");
            }
        }
        assertThat(alive).hasValue(0);
        assertThat(results.stats().live()).isZero();
        assertThat(results.tasks()).isEmpty();
    }

    @Test
    @Scenario(35)
    void anErrorThatEndsItEndsAllThatRunAlthoughSomeThrowOnTheirWayOut() {
        CountDownLatch othersRun = new CountDownLatch(4);
        AtomicInteger out = new AtomicInteger();
        IllegalStateException error = new IllegalStateException("first");
        var results = Concurrent.map(new CountedSource(5), n -> {
                    if (n == 0) {
                        othersRun.await();
                        throw error;
                    }
                    othersRun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        out.incrementAndGet();
                        if (n % 2 == 0) {
                            throw new IllegalArgumentException("on the way out");
                        }
                        throw e;
                    }
                    return n;
                })
                .limit(5)
                .results();
        try (results) {
            assertThatThrownBy(() -> results.iterator().next()).hasCause(error);
            assertThat(out).hasValue(4);
        }
        assertThat(results.stats().failed()).isEqualTo(3);
        assertThat(results.stats().cancelled()).isEqualTo(2);
    }

    /** Elements are not closed: that is up to whoever made them. */
    @Test
    @Scenario(37)
    void closedWhileTheFeederWaitsForASlotTheElementInHandDoesNotStart() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        CountedSource source = new CountedSource(5);
        try (var pool = TaskPool.open("full", 1)) {
            Task<Void> other = pool.submit(() -> gate.await());
            var results = pool.stream(source, 3, n -> started.incrementAndGet());
            Eventually.eventually(
                    "the feeder waits for a slot", () -> pool.stats().waiting() == 1);
            results.close();
            assertThat(other.state()).isEqualTo(TaskState.RUNNING);
            gate.countDown();
            other.await();
        }
        assertThat(started).hasValue(0);
        assertThat(source.pulled()).isOne();
        assertThat(source.closed()).isOne();
    }

    @Test
    @Scenario(38)
    void closedBeforeTheFeederHasASlotNothingStarts() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        try (var pool = TaskPool.open("full", 1)) {
            Task<Void> other = pool.submit(() -> gate.await());
            for (int i = 0; i < 500; i++) {
                pool.stream(new CountedSource(5), 3, n -> started.incrementAndGet())
                        .close();
            }
            gate.countDown();
            other.await();
        }
        assertThat(started).hasValue(0);
    }

    @Test
    @Scenario(39)
    void whatATaskGivesAfterClosingBeganIsDropped() {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CountedSource source = CountedSource.endless();
        var results = Concurrent.map(source, n -> {
                    runs.countDown();
                    while (true) {
                        try {
                            gate.await();
                            return n;
                        } catch (InterruptedException e) {
                            // goes on to its end all the same
                        }
                    }
                })
                .limit(1)
                .buffer(0)
                .results();
        Eventually.eventually("it runs", () -> runs.getCount() == 0);
        Thread closer = Thread.ofVirtual().start(results::close);
        Eventually.eventually("it is asked to stop", () -> results.stats().stopping() == 1);
        gate.countDown();
        Eventually.ends(closer);
        assertThat(source.pulled()).isOne();
        assertThat(results.stats().succeeded()).isOne();
        assertThat(results.stats().live()).isZero();
    }

    @Test
    @Scenario(41)
    void itIsOverExactlyWhenNothingIsFedAndNothingRuns() {
        Semaphore gate = new Semaphore(0);
        Semaphore sourceEnds = new Semaphore(0);
        CountedSource source = new CountedSource(1) {
            @Override
            protected void beforeHasNext() {
                if (pulled() == 1) {
                    sourceEnds.acquireUninterruptibly();
                }
            }
        };
        try (var results = Concurrent.map(source, n -> {
                    gate.acquire();
                    return n;
                })
                .limit(2)
                .results()) {
            Iterator<Integer> iterator = results.iterator();
            gate.release();
            assertThat(iterator.next()).isZero();
            AtomicInteger ends = new AtomicInteger();
            Thread reader = Thread.ofVirtual().start(() -> {
                if (!iterator.hasNext()) {
                    ends.incrementAndGet();
                }
            });
            Eventually.waits(reader);
            assertThat(ends).as("nothing runs, but the source is still asked").hasValue(0);
            sourceEnds.release();
            Eventually.ends(reader);
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    @Scenario(41)
    void itIsNotOverWhileOneStillRunsThoughTheSourceHasNoMore() {
        Semaphore gate = new Semaphore(0);
        CountedSource source = new CountedSource(1);
        try (var results = Concurrent.map(source, n -> {
                    gate.acquire();
                    return n;
                })
                .results()) {
            Thread reader = Thread.ofVirtual().start(() -> results.forEach(n -> {}));
            Eventually.waits(reader);
            assertThat(source.closed()).isZero();
            gate.release();
            Eventually.ends(reader);
            assertThat(source.closed()).isOne();
        }
    }

    @Test
    @Scenario(42)
    void anErrorOutsideOfTheExceptionsIsAFailureAllTheSame() {
        StackOverflowError error = new StackOverflowError("as told");
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, uncaught) -> {});
        try (var results = Concurrent.map(List.of(1), n -> {
                    throw error;
                })
                .results()) {
            assertThatThrownBy(() -> results.iterator().next())
                    .isInstanceOf(TaskFailedException.class)
                    .hasCause(error);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    @Scenario(43)
    void resultsAreFilteredMappedAndCollectedAsAStream() {
        try (var results =
                Concurrent.map(new CountedSource(10), n -> n).inSourceOrder().results()) {
            assertThat(results.stream()
                            .filter(n -> n % 2 == 0)
                            .map(n -> "n" + n)
                            .toList())
                    .containsExactly("n0", "n2", "n4", "n6", "n8");
        }
    }

    @Test
    @Scenario(45)
    void anEmptySourceGivesNoResult() {
        try (var results = Concurrent.map(List.<Integer>of(), n -> n).results()) {
            assertThat(results).isEmpty();
        }
        try (var outcomes = Concurrent.map(Stream.<Integer>empty(), n -> n).outcomes()) {
            assertThat(outcomes.stream()).isEmpty();
        }
    }
}
