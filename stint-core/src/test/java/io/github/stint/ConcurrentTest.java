package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.testing.CountedSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrentTest {

    // ---- what it is told

    @Test
    void theDefaultLimitIsTheProcessorsAndFourAtMostThirtyTwo() {
        assertThat(Concurrent.defaultLimit())
                .isEqualTo(Math.min(32, Runtime.getRuntime().availableProcessors() + 4));
        try (var results = Concurrent.map(List.of(1), n -> n).results()) {
            assertThat(results.stats().limit()).isEqualTo(Concurrent.defaultLimit());
        }
    }

    @Test
    void limitsAndBuffersThatCannotBeAreRefused() {
        Concurrent<Integer, Integer> concurrent = Concurrent.map(List.of(1), n -> n);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> concurrent.limit(0))
                .withMessage("limit must be at least 1: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> concurrent.limit(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> concurrent.buffer(-1))
                .withMessage("buffer must be at least 0: -1");
        assertThatIllegalArgumentException().isThrownBy(() -> concurrent.name(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> Concurrent.gatherer(0, n -> n));
    }

    @Test
    void whatIsMissingIsRefusedAtTheCall() {
        assertThatNullPointerException().isThrownBy(() -> Concurrent.map((Iterable<Integer>) null, n -> n));
        assertThatNullPointerException().isThrownBy(() -> Concurrent.map((Iterator<Integer>) null, n -> n));
        assertThatNullPointerException().isThrownBy(() -> Concurrent.map((Stream<Integer>) null, n -> n));
        assertThatNullPointerException().isThrownBy(() -> Concurrent.map(List.of(1), null));
        assertThatNullPointerException()
                .isThrownBy(() -> Concurrent.map(List.of(1), n -> n).ticker(null));
        assertThatNullPointerException()
                .isThrownBy(() -> Concurrent.map(List.of(1), n -> n).forEach(null));
        assertThatNullPointerException().isThrownBy(() -> Concurrent.gatherer(1, null));
    }

    @Test
    void everyOptionReturnsACopyAndLeavesTheOtherAsItWas() {
        Concurrent<Integer, Integer> plain = Concurrent.map(List.of(1), n -> n).name("plain");
        Concurrent<Integer, Integer> changed = plain.limit(3).name("changed");
        try (var one = plain.results();
                var other = changed.results()) {
            assertThat(one.name()).isEqualTo("plain");
            assertThat(one.stats().limit()).isEqualTo(Concurrent.defaultLimit());
            assertThat(other.name()).isEqualTo("changed");
            assertThat(other.stats().limit()).isEqualTo(3);
        }
    }

    @Test
    void withoutANameItIsNumbered() {
        try (var one = Concurrent.map(List.of(1), n -> n).results();
                var other = Concurrent.map(List.of(1), n -> n).results()) {
            assertThat(one.name()).matches("concurrent-\\d+");
            assertThat(other.name()).matches("concurrent-\\d+").isNotEqualTo(one.name());
        }
    }

    @Test
    void theSourceIsNotTouchedUntilTheResultsAreAskedFor() {
        CountedSource source = new CountedSource(3);
        Concurrent<Integer, Integer> concurrent = Concurrent.map(source, n -> n).limit(2);
        assertThat(source.begun()).isZero();
        try (var results = concurrent.results()) {
            assertThat(results).containsExactlyInAnyOrder(0, 1, 2);
        }
        assertThat(source.begun()).isOne();
    }

    @Test
    void anIterableCanBeRunOverAgain() {
        Concurrent<Integer, Integer> concurrent = Concurrent.map(List.of(1, 2, 3), n -> n * n);
        for (int i = 0; i < 3; i++) {
            try (var results = concurrent.results()) {
                assertThat(results).containsExactlyInAnyOrder(1, 4, 9);
            }
        }
    }

    // ---- how many at a time, and in which order

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "2, 0", "3, 5", "4, 4", "7, 100"})
    void atEveryStepNoMoreIsPulledThanReadAndLimitAndBuffer(int limit, int buffer) {
        AtomicInteger asked = new AtomicInteger();
        List<String> over = Collections.synchronizedList(new ArrayList<>());
        CountedSource source = new CountedSource(300) {
            @Override
            protected void beforeNext(int element) {
                if (element + 1 > asked.get() + limit + buffer) {
                    over.add("pulled " + element + " when " + asked + " were asked for");
                }
            }
        };
        try (var results =
                Concurrent.map(source, n -> n).limit(limit).buffer(buffer).results()) {
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 300; i++) {
                assertThat(iterator.hasNext()).isTrue();
                if (i % 50 == 0) {
                    int most = Math.min(300, i + limit + buffer);
                    Eventually.eventually("all room is used", () -> source.pulled() == most);
                }
                asked.incrementAndGet();
                iterator.next();
            }
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThat(over).isEmpty();
        assertThat(source.closed()).isOne();
        assertThat(source.mostInside()).isOne();
    }

    @Test
    void unlessToldOtherwiseAsManyResultsWaitAsTheLimit() {
        CountedSource source = CountedSource.endless();
        try (var results = Concurrent.map(source, n -> n).limit(3).results()) {
            Eventually.eventually("twice the limit is pulled", () -> source.pulled() == 6);
            results.iterator().next();
            Eventually.eventually("one more is pulled", () -> source.pulled() == 7);
        }
    }

    @Test
    void unlimitedAllRunAtOnce() {
        CountDownLatch all = new CountDownLatch(500);
        try (var results = Concurrent.map(new CountedSource(500), n -> {
                    all.countDown();
                    all.await();
                    return n;
                })
                .unlimited()
                .results()) {
            assertThat(results).hasSize(500);
        }
    }

    @Test
    void theFirstResultDoesNotWaitForASlowFirstElement() {
        CountDownLatch gate = new CountDownLatch(1);
        try (var results = Concurrent.map(List.of(0, 1, 2), n -> {
                    if (n == 0) {
                        gate.await();
                    }
                    return n;
                })
                .limit(2)
                .results()) {
            Iterator<Integer> iterator = results.iterator();
            assertThat(List.of(iterator.next(), iterator.next())).containsExactly(1, 2);
            gate.countDown();
            assertThat(iterator.next()).isZero();
            assertThat(iterator.hasNext()).isFalse();
        }
    }

    @Test
    void resultsComeInTheOrderInWhichTheyEnd() {
        int count = 20;
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new java.util.Random(5));
        List<Semaphore> gates =
                IntStream.range(0, count).mapToObj(i -> new Semaphore(0)).toList();
        try (var results = Concurrent.map(new CountedSource(count), n -> {
                    gates.get(n).acquire();
                    return n;
                })
                .limit(count)
                .results()) {
            Iterator<Integer> iterator = results.iterator();
            for (int next : order) {
                gates.get(next).release();
                assertThat(iterator.next()).isEqualTo(next);
            }
        }
    }

    @Test
    void inTheOrderOfTheSourceIfTold() {
        int count = 20;
        List<Semaphore> gates =
                IntStream.range(0, count).mapToObj(i -> new Semaphore(0)).toList();
        CountDownLatch last = new CountDownLatch(count - 1);
        try (var results = Concurrent.map(new CountedSource(count), n -> {
                    gates.get(n).acquire();
                    last.countDown();
                    return n;
                })
                .limit(count)
                .inSourceOrder()
                .results()) {
            for (int i = count - 1; i > 0; i--) {
                gates.get(i).release();
            }
            Eventually.eventually("all but the first have ended", () -> last.getCount() == 0);
            gates.getFirst().release();
            assertThat(results)
                    .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        }
    }

    @Test
    void inTheOrderOfTheSourceASlowElementHoldsTheSourceBack() {
        CountDownLatch gate = new CountDownLatch(1);
        CountedSource source = CountedSource.endless();
        try (var results = Concurrent.map(source, n -> {
                    if (n == 0) {
                        gate.await();
                    }
                    return n;
                })
                .limit(2)
                .buffer(3)
                .inSourceOrder()
                .results()) {
            Eventually.eventually("limit and buffer are pulled", () -> source.pulled() == 5);
            gate.countDown();
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 100; i++) {
                assertThat(iterator.next()).isEqualTo(i);
            }
        }
    }

    @Test
    void anEndlessSourceIsReadAsFarAsSomebodyReads() {
        CountedSource source = CountedSource.endless();
        int read = 50_000;
        try (var results =
                Concurrent.map(source, n -> n).limit(4).inSourceOrder().results()) {
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < read; i++) {
                assertThat(iterator.next()).isEqualTo(i);
            }
        }
        assertThat(source.pulled()).isBetween(read, read + 8);
        assertThat(source.closed()).isOne();
    }

    @Test
    void elementsShareThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (var results = Concurrent.map(new CountedSource(2_000), n -> {
                    threads.add(Thread.currentThread());
                    return n;
                })
                .limit(4)
                .results()) {
            assertThat(results).hasSize(2_000);
        }
        assertThat(threads).hasSizeLessThan(200).allMatch(Thread::isVirtual);
    }

    // ---- elements

    @Test
    void outcomesAreDataWhateverTheElementsDo() {
        Error severe = new AssertionError("severe");
        Exception checked = new Exception("checked");
        CancellationException itself = new CancellationException("gave up");
        List<Fn<Integer, String>> bodies = List.of(
                n -> "value",
                n -> null,
                n -> {
                    throw checked;
                },
                n -> {
                    throw severe;
                },
                n -> {
                    throw itself;
                });
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
        try (var outcomes = Concurrent.map(
                        new CountedSource(5), n -> bodies.get(n).apply(n))
                .limit(1)
                .outcomes()) {
            List<Outcome<String>> read = new ArrayList<>();
            outcomes.forEach(read::add);
            assertThat(read.subList(0, 4))
                    .isEqualTo(List.of(
                            new Success<>("value"),
                            new Success<>(null),
                            new Failure<>(checked),
                            new Failure<>(severe)));
            assertThat(read.get(4))
                    .isInstanceOfSatisfying(
                            Cancelled.class,
                            cancelled -> assertThat(cancelled.reason().cause()).isSameAs(itself));
            assertThat(uncaught)
                    .as("errors are handed to the uncaught handler too")
                    .containsExactly(severe);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void theFirstFailureEndsTheResultsAfterThoseThatWereThere() {
        Exception error = new Exception("third");
        List<Integer> read = new ArrayList<>();
        CountedSource source = new CountedSource(6);
        try (var results = Concurrent.map(source, n -> {
                    if (n == 2) {
                        throw error;
                    }
                    return n;
                })
                .limit(1)
                .buffer(0)
                .results()) {
            TaskFailedException failed = catchThrowableOfType(
                    TaskFailedException.class, () -> results.iterator().forEachRemaining(read::add));
            assertThat(failed).hasCause(error);
            assertThat(failed.task()).isEqualTo(results.name() + "#3");
            assertThat(results.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
        assertThat(read).containsExactly(0, 1);
        assertThat(source.pulled()).isLessThanOrEqualTo(4);
        assertThat(source.closed()).isOne();
    }

    @Test
    void anElementThatFailsWithoutWordsIsAFailureLikeOthers() {
        RuntimeException speechless = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };
        Concurrent<Integer, Integer> concurrent = Concurrent.map(List.of(1, 2), n -> {
            throw speechless;
        });
        try (var outcomes = concurrent.limit(1).outcomes()) {
            assertThat(outcomes.stream()).containsExactly(new Failure<>(speechless), new Failure<>(speechless));
        }
        try (var results = concurrent.results()) {
            TaskFailedException failed = catchThrowableOfType(
                    TaskFailedException.class, () -> results.iterator().next());
            assertThat(failed.getCause()).isSameAs(speechless);
        }
    }

    // ---- forEach

    @Test
    void forEachGivesEveryValueOnTheThreadOfTheCaller() throws Exception {
        Thread caller = Thread.currentThread();
        List<Integer> got = new ArrayList<>();
        Concurrent.map(new CountedSource(100), n -> n * 2).limit(3).forEach(n -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            got.add(n);
        });
        assertThat(got)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(n -> n * 2).toList());
    }

    @Test
    void forEachWhoseConsumerThrowsHasCancelledAndClosedEverything() {
        CountedSource source = CountedSource.endless();
        AtomicInteger running = new AtomicInteger();
        IllegalStateException error = new IllegalStateException("of the consumer");
        assertThatThrownBy(() -> Concurrent.map(source, n -> {
                            running.incrementAndGet();
                            try {
                                if (n > 0) {
                                    new CountDownLatch(1).await();
                                }
                                return n;
                            } finally {
                                running.decrementAndGet();
                            }
                        })
                        .limit(3)
                        .forEach(n -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(running).hasValue(0);
        assertThat(source.closed()).isOne();
    }

    @Test
    void forEachRaisesTheFirstFailureAndTheErrorOfTheSource() {
        Exception error = new Exception("of an element");
        assertThatThrownBy(() -> Concurrent.map(List.of(1), n -> {
                            throw error;
                        })
                        .forEach(n -> {}))
                .isInstanceOf(TaskFailedException.class)
                .hasCause(error);
        CountedSource source = new CountedSource(1) {
            @Override
            protected void beforeNext(int element) {
                throw new IllegalStateException("of the source");
            }
        };
        assertThatThrownBy(() -> Concurrent.map(source, n -> n).forEach(n -> {}))
                .isInstanceOf(SourceFailedException.class);
    }

    @Test
    void forEachInterruptedThrowsWithoutTheFlagAfterEverythingHasEnded() {
        CountDownLatch runs = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread self = Thread.currentThread();
        Thread interrupter = Thread.ofVirtual().start(() -> {
            await(runs);
            self.interrupt();
        });
        assertThatThrownBy(() -> Concurrent.map(List.of(1), n -> {
                            runs.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.set(true);
                            }
                            return n;
                        })
                        .forEach(n -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isFalse();
        Eventually.ends(interrupter);
    }

    @Test
    void forEachInterruptedBeforeItBeginsDoesNotTouchTheSource() {
        CountedSource source = new CountedSource(3);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Concurrent.map(source, n -> n).forEach(n -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(source.begun()).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
