package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.testing.CountedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the elements come from: whatever it is, whatever it does. */
class ConcurrentSourceTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void aSourceOfWhateverLengthGivesEachElementOnceAndIsClosedOnce(int length) {
        CountedSource source = new CountedSource(length);
        try (var results = Concurrent.map(source, n -> n).limit(3).results()) {
            assertThat(results)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, length).boxed().toList());
            assertThat(source.closed()).isOne();
        }
        assertThat(source.closed()).isOne();
    }

    @Test
    void aSourceThatCanBeReadOnceIsRefusedTheSecondTime() {
        Concurrent<Integer, Integer> ofIterator =
                Concurrent.map(List.of(1, 2).iterator(), n -> n).limit(1);
        try (var first = ofIterator.results()) {
            assertThat(first.stream()).containsExactly(1, 2);
        }
        assertThatIllegalStateException()
                .isThrownBy(ofIterator::results)
                .withMessageContaining("the source is used up");
        assertThatIllegalStateException()
                .isThrownBy(() -> ofIterator.limit(2).outcomes())
                .withMessageContaining("the source is used up");
        Concurrent<Integer, Integer> ofList =
                Concurrent.map(List.of(1, 2), n -> n).limit(1);
        for (int i = 0; i < 2; i++) {
            try (var results = ofList.results()) {
                assertThat(results.stream()).containsExactly(1, 2);
            }
        }
    }

    @Test
    void elementsAndResultsMayBeNull() {
        try (var results = Concurrent.map(Arrays.asList("a", null, "b"), s -> s == null ? "null" : null)
                .limit(1)
                .results()) {
            assertThat(results).containsExactly(null, "null", null);
        }
    }

    @Test
    void aStreamOfTheJdkIsASourceAndIsClosedOnce() {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> source = Stream.iterate(0, n -> n + 1).onClose(closed::incrementAndGet);
        try (var results =
                Concurrent.map(source, n -> -n).limit(2).inSourceOrder().results()) {
            Iterator<Integer> iterator = results.iterator();
            assertThat(List.of(iterator.next(), iterator.next(), iterator.next()))
                    .containsExactly(0, -1, -2);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void theRestOfAnIteratorIsASource() {
        Iterator<Integer> source = List.of(1, 2, 3, 4).iterator();
        source.next();
        try (var results = Concurrent.map(source, n -> n).inSourceOrder().results()) {
            assertThat(results).containsExactly(2, 3, 4);
        }
    }

    @Test
    void anIteratorThatCanBeClosedIsClosedOnce() {
        AtomicInteger closed = new AtomicInteger();
        class Closeable implements Iterator<Integer>, AutoCloseable {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return next++;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        try (var results = Concurrent.map(new Closeable(), n -> n).limit(2).results()) {
            results.iterator().next();
        }
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iterator", "hasNext", "next", "close"})
    void aSourceThatThrowsAnywhereEndsTheStreamWithItsErrorAndIsClosedOnce(String where) {
        IllegalStateException error = new IllegalStateException("of the source");
        AtomicInteger closed = new AtomicInteger();
        CountedSource source = new CountedSource(3) {
            @Override
            public Iterator<Integer> iterator() {
                failIn("iterator");
                return super.iterator();
            }

            @Override
            protected void beforeHasNext() {
                if (pulled() == 2) {
                    failIn("hasNext");
                }
            }

            @Override
            protected void beforeNext(int element) {
                if (element == 2) {
                    failIn("next");
                }
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                failIn("close");
            }

            private void failIn(String here) {
                if (where.equals(here)) {
                    throw error;
                }
            }
        };
        List<Outcome<Integer>> read = new ArrayList<>();
        try (var outcomes = Concurrent.map(source, n -> n).limit(1).outcomes()) {
            assertThatThrownBy(() -> outcomes.forEach(read::add))
                    .isInstanceOf(SourceFailedException.class)
                    .hasCause(error)
                    .hasMessageContaining(outcomes.name());
            assertThatIllegalStateException().isThrownBy(outcomes::iterator);
            assertThat(outcomes.tasks()).isEmpty();
        }
        assertThat(read).hasSize(where.equals("iterator") ? 0 : where.equals("close") ? 3 : 2);
        assertThat(closed).hasValue(1);
    }

    @Test
    void anErrorOfTheSourceCancelsWhatRunsAndWaitsForIt() {
        CountDownLatch runs = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountedSource source = new CountedSource(5) {
            @Override
            protected void beforeNext(int element) {
                if (element == 1) {
                    await(runs);
                    throw new IllegalStateException("of the source");
                }
            }
        };
        try (var results = Concurrent.map(source, n -> {
                    runs.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return n;
                })
                .limit(2)
                .results()) {
            assertThatThrownBy(() -> results.iterator().next()).isInstanceOf(SourceFailedException.class);
            assertThat(interrupted).isTrue();
        }
    }

    @Test
    void aSourceThatLeavesTheInterruptFlagSetHarmsNobody() {
        CountedSource source = new CountedSource(50) {
            @Override
            protected void beforeNext(int element) {
                Thread.currentThread().interrupt();
            }
        };
        try (var results = Concurrent.map(source, n -> Thread.currentThread().isInterrupted())
                .limit(2)
                .results()) {
            List<Boolean> interrupted = new ArrayList<>();
            results.forEach(interrupted::add);
            assertThat(interrupted).hasSize(50).doesNotContain(true);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
