package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelReason.Source;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Bodies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrentGathererTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100, 1_000})
    void everyElementGivesOneResult(int limit) {
        List<Integer> results =
                numbers(500).gather(Concurrent.gatherer(limit, n -> n * 2)).toList();
        assertThat(results)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(n -> n * 2).toList());
    }

    @Test
    void anEmptyStreamGivesNothing() {
        assertThat(numbers(0).gather(Concurrent.gatherer(3, n -> n)).toList()).isEmpty();
    }

    @Test
    void elementsAndResultsMayBeNull() {
        assertThat(Stream.of("a", null)
                        .gather(Concurrent.gatherer(1, (String s) -> s == null ? "null" : null))
                        .toList())
                .containsExactly(null, "null");
    }

    @Test
    void noMoreThanTheLimitRunAndAllOfThemAtOnce() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(3);
        numbers(50)
                .gather(Concurrent.gatherer(3, n -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    full.countDown();
                    full.await();
                    running.decrementAndGet();
                    return n;
                }))
                .forEach(n -> {});
        assertThat(most).hasValue(3);
    }

    @Test
    void resultsComeInTheOrderInWhichTheyEnd() {
        List<Semaphore> gates = IntStream.range(0, 6)
                .mapToObj(i -> new Semaphore(i == 5 ? 1 : 0))
                .toList();
        List<Integer> results = numbers(6)
                .gather(Concurrent.gatherer(6, n -> {
                    gates.get(n).acquire();
                    return n;
                }))
                .peek(n -> {
                    if (n > 0) {
                        gates.get(n - 1).release();
                    }
                })
                .toList();
        assertThat(results).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void whenTheStreamWantsNoMoreWhatRunsIsCancelledAndHasEnded() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger pulled = new AtomicInteger();
        List<Integer> results = Stream.iterate(0, n -> n + 1)
                .peek(n -> pulled.incrementAndGet())
                .gather(Concurrent.gatherer(4, n -> {
                    if (n < 5) {
                        return n;
                    }
                    Bodies.blockCounted(running);
                    return n;
                }))
                .limit(5)
                .toList();
        assertThat(results).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(running).hasValue(0);
        assertThat(pulled).hasValueLessThanOrEqualTo(9);
    }

    @Test
    void aFailureComesOutOfTheTerminalOperationAndWhatRunsHasEnded() {
        Exception error = new Exception("third");
        AtomicInteger running = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(2);
        assertThatThrownBy(() -> numbers(10)
                        .gather(Concurrent.gatherer(3, n -> {
                            if (n == 2) {
                                others.await();
                                throw error;
                            }
                            running.incrementAndGet();
                            others.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                running.decrementAndGet();
                            }
                            return n;
                        }))
                        .toList())
                .isInstanceOf(TaskFailedException.class)
                .hasCause(error);
        assertThat(running).hasValue(0);
    }

    @Test
    void aFailureAmongTheLastOnesComesOutToo() {
        Exception error = new Exception("last");
        assertThatThrownBy(() -> numbers(3)
                        .gather(Concurrent.gatherer(10, n -> {
                            if (n == 2) {
                                throw error;
                            }
                            return n;
                        }))
                        .toList())
                .isInstanceOf(TaskFailedException.class)
                .hasCause(error);
    }

    @Test
    void aConsumerThatThrowsHasWhatRunsCancelledAndEnded() {
        IllegalStateException error = new IllegalStateException("of the consumer");
        AtomicInteger running = new AtomicInteger();
        assertThatThrownBy(() -> numbers(10)
                        .gather(Concurrent.gatherer(3, n -> {
                            if (n == 0) {
                                return n;
                            }
                            Bodies.blockCounted(running);
                            return n;
                        }))
                        .forEach(n -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(running).hasValue(0);
    }

    @Test
    void anInterruptOfTheReaderCancelsWhatRunsAndKeepsTheFlag() {
        Thread self = Thread.currentThread();
        CountDownLatch runs = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        Thread interrupter = Thread.ofVirtual().start(() -> {
            try {
                runs.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            self.interrupt();
        });
        TaskCancelledException thrown = catchThrowableOfType(
                TaskCancelledException.class,
                () -> numbers(5)
                        .gather(Concurrent.gatherer(2, n -> {
                            running.incrementAndGet();
                            runs.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                running.decrementAndGet();
                            }
                            return n;
                        }))
                        .toList());
        assertThat(thrown.reason().source()).isEqualTo(Source.OWNER_INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(running).hasValue(0);
        Eventually.ends(interrupter);
    }

    @Test
    void oneStepCanBeUsedInSeveralStreams() {
        Gatherer<Integer, ?, Integer> step = Concurrent.gatherer(2, n -> n + 1);
        assertThat(numbers(3).gather(step).toList()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(numbers(3).gather(step).gather(step).toList()).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void inAParallelStreamEveryElementGivesOneResultToo() {
        List<Integer> results = new ArrayList<>(
                numbers(200).parallel().gather(Concurrent.gatherer(3, n -> n)).toList());
        assertThat(results)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void flattenedIntoAnotherStreamItStopsWithIt() {
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> results = Stream.of(10, 20)
                .flatMap(base -> numbers(100)
                        .gather(Concurrent.gatherer(2, n -> base + n))
                        .onClose(() -> over.set(true)))
                .limit(3)
                .toList();
        assertThat(results).hasSize(3);
        assertThat(over).isTrue();
    }

    @Test
    void afterItsEndNoThreadIsLeft() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        numbers(100)
                .gather(Concurrent.gatherer(4, n -> {
                    seen.add(Thread.currentThread());
                    return n;
                }))
                .limit(50)
                .forEach(n -> {});
        assertThat(seen).isNotEmpty().allMatch(Thread::isVirtual);
        seen.forEach(Eventually::ends);
    }

    private static Stream<Integer> numbers(int count) {
        return Arrays.stream(IntStream.range(0, count).boxed().toArray(Integer[]::new));
    }
}
