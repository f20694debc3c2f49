package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tasks of one call of map, starmap, apply or forEach: their results, their limit, their end. */
class TaskBatchTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);

    // ---- results

    @Test
    void resultsAreInTheOrderOfTheSourceHoweverTheyEnd() throws Exception {
        try (TaskPool pool = TaskPool.open("order", 3);
                Gate first = new Gate()) {
            TaskBatch<String> batch = pool.map(List.of("a", "b", "c"), 3, letter -> {
                if (letter.equals("a")) {
                    first.pass();
                }
                return letter + letter;
            });
            eventually("two have ended", () -> batch.stats().succeeded() == 2);
            assertThat(batch.isDone()).isFalse();
            first.open();
            List<String> results = batch.results();
            assertThat(results).containsExactly("aa", "bb", "cc").isUnmodifiable();
            assertThat(batch.results()).isEqualTo(results);
            assertThat(batch.isDone()).isTrue();
        }
    }

    @Test
    void elementsAndResultsMayBeNull() throws Exception {
        try (TaskPool pool = TaskPool.open("null", 1)) {
            assertThat(pool.map(Arrays.asList("a", null), 1, s -> s == null ? "none" : null)
                            .results())
                    .containsExactly(null, "none");
        }
    }

    @Test
    void starmapTakesPairsApartAndApplyRepeats() throws Exception {
        try (TaskPool pool = TaskPool.open("verbs", 4)) {
            List<Map.Entry<String, Integer>> pairs = List.of(Map.entry("a", 1), Map.entry("b", 2));
            assertThat(pool.starmap(pairs, 2, (s, n) -> s + n).results()).containsExactly("a1", "b2");
            assertThat(pool.starmap("pairs", pairs, 2, (s, n) -> s + n).group()).isEqualTo("pairs");
            AtomicInteger calls = new AtomicInteger();
            assertThat(pool.apply("five", 5, calls::incrementAndGet).results())
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        }
    }

    @Test
    void aBatchOfNothingIsDoneByItself() throws Exception {
        try (TaskPool pool = TaskPool.open("nothing", 1)) {
            assertThat(pool.apply("none", 0, () -> 1).results()).isEmpty();
            assertThat(pool.map(List.of(), 1, n -> n).results()).isEmpty();
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    @Test
    void forEachKeepsNoResultsAndTellsOfFailures() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                TaskPool pool = TaskPool.open("each", 1);
                Gate hold = new Gate()) {
            Queue<Integer> seen = new ConcurrentLinkedQueue<>();
            TaskBatch<Void> batch = pool.forEach(List.of(1, 2, 3), 2, seen::add);
            assertThat(batch.results()).isEmpty();
            assertThat(batch.outcomes()).isEmpty();
            assertThat(seen).containsExactlyInAnyOrder(1, 2, 3);
            TaskBatch<Void> failing = pool.forEach("g", List.of(1, 0, 2), 1, n -> {
                hold.pass();
                seen.add(6 / n);
            });
            OtherThread<List<Void>> reader = OtherThread.run(failing::results);
            Eventually.waits(reader.thread());
            hold.open();
            assertThat(reader.error())
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessage("task 'each/g#5' failed: java.lang.ArithmeticException: / by zero");
            assertThat(seen).as("the others were done all the same").contains(6, 3);
            assertThat(log.records()).as("somebody waited for it").isEmpty();
        }
    }

    @Test
    void aFailedElementDoesNotEndTheBatchAndTheFirstOfTheSourceIsThrown() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                TaskPool pool = TaskPool.open("fail", 2);
                Gate late = new Gate()) {
            TaskBatch<Integer> batch = pool.map("g", List.of(1, 2, 3, 4), 2, n -> {
                if (n == 2) {
                    late.pass();
                }
                if (n % 2 == 0) {
                    throw new IllegalArgumentException("even " + n);
                }
                return n;
            });
            eventually("the last one failed first", () -> batch.stats().ended() == 3);
            late.open();
            assertThatThrownBy(batch::results)
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessage("task 'fail/g#2' failed: java.lang.IllegalArgumentException: even 2")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .extracting(Throwable::getMessage)
                            .isEqualTo("task 'fail/g#4' failed: java.lang.IllegalArgumentException: even 4"));
            assertThat(batch.outcomes())
                    .extracting(outcome -> outcome.getClass().getSimpleName())
                    .containsExactly("Success", "Failure", "Success", "Failure");
            assertThat(batch.stats().failed()).isEqualTo(2);
            assertThat(log.records()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aCancelledElementIsThrownUnlessAnotherFailed() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                TaskPool pool = TaskPool.open("mixed", 2);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map("g", List.of(1, 2), 2, n -> {
                hold.pass();
                return n;
            });
            hold.awaitArrived(2);
            pool.cancel(1, "not this one");
            hold.open();
            assertThatThrownBy(batch::results)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessage("'mixed/g#1' was cancelled: not this one");
            TaskBatch<Integer> failed = pool.map(List.of(1, 0), 1, n -> {
                if (n == 1) {
                    throw new java.util.concurrent.CancellationException("by itself");
                }
                return 1 / n;
            });
            assertThatThrownBy(failed::results).isInstanceOf(TaskFailedException.class);
            assertThat(log.records()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void eachElementHasTheTimeLimitOfTheOptions() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskPool pool = TaskPool.builder("limit").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch =
                    pool.map(TaskOptions.named("e").timeout(SECOND).onDone(task -> {}), List.of(1, 2), 1, n -> {
                        hold.pass();
                        return n;
                    });
            for (int i = 1; i <= 2; i++) {
                hold.awaitArrived(i);
                ticker.awaitParked(1);
                ticker.advance(SECOND);
            }
            assertThat(batch.outcomes())
                    .hasSize(2)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    Failure.class,
                                    failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class)));
        }
    }

    // ---- limits

    @Test
    void mapReturnsAtOnceAndReadsOneElementAheadAtMost() throws Exception {
        AtomicInteger pulled = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("lazy", 2);
                Gate other = new Gate();
                Gate hold = new Gate()) {
            pool.submit(other::pass);
            pool.submit(other::pass);
            TaskBatch<Integer> batch = pool.map(counted(pulled), 3, n -> {
                hold.pass();
                return n;
            });
            eventually("one in hand", () -> pool.stats().waiting() == 1);
            assertThat(pulled).hasValue(1);
            assertThat(pool.stats().submitted()).isEqualTo(2);
            pool.resize(4);
            hold.awaitArrived(2);
            eventually("one in hand", () -> pool.stats().waiting() == 1);
            assertThat(pulled).hasValue(3);
            pool.resize(20);
            hold.awaitArrived(3);
            assertThat(pulled).as("the batch's own limit").hasValue(3);
            batch.cancel("enough");
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(pulled).hasValue(3);
        }
    }

    @Test
    void theLimitOfTheBatchHoldsInAPoolWithRoom() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskPool pool = TaskPool.open("limit", 50)) {
            TaskBatch<Integer> batch =
                    pool.map(IntStream.range(0, 2_000).boxed().toList(), 3, n -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        return n;
                    });
            assertThat(batch.results()).hasSize(2_000);
        }
        assertThat(most).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void theSourceIsReadOnOneThreadAtATimeThatIsNotTheCallers() throws Exception {
        AtomicInteger readers = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Thread caller = Thread.currentThread();
        Iterable<Integer> source = () -> IntStream.range(0, 1_000)
                .peek(n -> {
                    if (readers.incrementAndGet() != 1 || Thread.currentThread() == caller) {
                        wrong.add("element " + n);
                    }
                    Thread.yield();
                    readers.decrementAndGet();
                })
                .boxed()
                .iterator();
        try (TaskPool pool = TaskPool.open("alone", 4)) {
            assertThat(pool.map(source, 4, n -> n).results()).hasSize(1_000);
        }
        assertThat(wrong).isEmpty();
    }

    // ---- the end

    @Test
    void cancelStopsTheSourceAndTheTasksAndIsWhatResultsThrow() throws Exception {
        AtomicInteger pulled = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("stop").size(1).queue(5).open();
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map("g", counted(pulled), 3, n -> {
                hold.pass();
                return n;
            });
            eventually("three accepted", () -> batch.stats().submitted() == 3);
            hold.awaitArrived(1);
            assertThat(batch.ids()).containsExactly(1L, 2L, 3L);
            assertThat(batch.cancel("enough")).isEqualTo(3);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThatThrownBy(batch::results)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessageEndingWith("was cancelled: enough");
            assertThat(batch.outcomes()).hasSize(3).allMatch(outcome -> outcome instanceof Cancelled);
            assertThat(hold.arrived()).isEqualTo(1);
            assertThat(pulled).hasValue(3);
            assertThat(batch.ids()).isEmpty();
            assertThat(batch.cancel("again")).isZero();
        }
    }

    @Test
    void aBatchThatWasCancelledBetweenElementsThrowsToo() throws Exception {
        try (TaskPool pool = TaskPool.open("between", 1);
                Gate source = new Gate()) {
            Iterable<Integer> slow = () -> IntStream.range(0, 5)
                    .peek(n -> {
                        if (n == 1) {
                            source.passStubbornly();
                        }
                    })
                    .iterator();
            TaskBatch<Integer> batch = pool.map("g", slow, 1, n -> n);
            source.awaitArrived(1);
            assertThat(batch.cancel("enough")).isZero();
            eventually("its source was interrupted", () -> source.interrupts() == 1);
            source.open();
            assertThatThrownBy(batch::results)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessage("'between/g' was cancelled: enough");
            assertThat(batch.outcomes()).containsExactly(new Success<>(0));
        }
    }

    @Test
    void cancellingABatchThatIsDoneChangesNothing() throws Exception {
        try (TaskPool pool = TaskPool.open("done", 1)) {
            TaskBatch<Integer> batch = pool.map("g", List.of(1, 2), 1, n -> n);
            assertThat(batch.results()).containsExactly(1, 2);
            TaskBatch<Integer> next = pool.map("g", List.of(3), 1, n -> n);
            assertThat(batch.cancel("late")).isZero();
            assertThat(batch.results()).containsExactly(1, 2);
            assertThat(next.results()).as("another of the same name").containsExactly(3);
        }
    }

    @Test
    void awaitDoneGivesUpAndLeavesTheBatchAlone() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskPool pool = TaskPool.builder("wait").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(List.of(1), 1, n -> {
                hold.pass();
                return n;
            });
            assertThat(batch.awaitDone(Duration.ZERO)).isFalse();
            OtherThread<Boolean> waiter = OtherThread.run(() -> batch.awaitDone(SECOND));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(waiter.value()).isFalse();
            assertThat(hold.interrupts()).isZero();
            hold.open();
            assertThat(batch.results()).containsExactly(1);
            assertThat(batch.awaitDone(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void anInterruptOfAReaderConcernsItOnly() throws Exception {
        try (TaskPool pool = TaskPool.open("reader", 1);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(List.of(1, 2), 1, n -> {
                hold.pass();
                return n;
            });
            OtherThread<List<Integer>> reader = OtherThread.run(batch::results);
            Eventually.waits(reader.thread());
            reader.interrupt();
            assertThat(reader.error()).isInstanceOf(InterruptedException.class);
            hold.open();
            assertThat(batch.results()).containsExactly(1, 2);
        }
    }

    @Test
    void anOwnElementCannotWaitForItsBatch() throws Exception {
        Queue<TaskBatch<Object>> self = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("self", 1);
                Gate hold = new Gate()) {
            TaskBatch<Object> batch = pool.map(TaskOptions.inGroup("g").onDone(task -> {}), List.of(1, 2), 1, n -> {
                hold.pass();
                return n == 1 ? self.element().results() : self.element().awaitDone(LONG);
            });
            self.add(batch);
            hold.open();
            assertThat(batch.outcomes())
                    .hasSize(2)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(
                                    Failure.class,
                                    failure -> assertThat(failure.error())
                                            .isInstanceOf(IllegalStateException.class)
                                            .hasMessageStartingWith("'self/g' would wait for itself: a wait for its end"
                                                    + " was called by its own task 'self/g#")));
        }
    }

    @Test
    void aTaskOfThePoolMayWaitForABatchOfItsOwn() throws Exception {
        try (TaskPool pool = TaskPool.open("nested", 2)) {
            Task<List<Integer>> task =
                    pool.submit(() -> pool.map(List.of(1, 2, 3), 3, n -> n * n).results());
            assertThat(task.await()).containsExactly(1, 4, 9);
        }
    }

    // ---- looking

    @Test
    void aBatchHasNumbersOfItsOwn() throws Exception {
        try (TaskPool pool = TaskPool.builder("look").size(2).queue(5).open();
                Gate other = new Gate();
                Gate hold = new Gate()) {
            pool.submit(other::pass);
            TaskBatch<Integer> batch = pool.map("g", List.of(1, 2, 3), 2, n -> {
                if (n == 1) {
                    return n;
                }
                hold.pass();
                return n;
            });
            eventually("the first has ended", () -> batch.stats().submitted() == 3);
            hold.awaitArrived(1);
            assertThat(batch.stats()).isEqualTo(new Stats(OwnerState.OPEN, 2, 3, 1, 1, 0, 1, 0, 0, 0, 0));
            assertThat(batch).hasToString("TaskBatch 'look/g': 2 live, 1 ended");
            assertThat(batch.group()).isEqualTo("g");
            hold.open();
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(batch.stats()).isEqualTo(new Stats(OwnerState.CLOSED, 2, 3, 0, 0, 0, 3, 0, 0, 0, 0));
        }
    }

    @Test
    void whatCannotBeABatchIsRefusedAtTheCall() {
        try (TaskPool pool = TaskPool.open("args", 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.map(List.of(1), 0, n -> n))
                    .withMessage("'args': concurrency must be at least 1: 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.forEach(List.of(1), -1, n -> {}))
                    .withMessage("'args': concurrency must be at least 1: -1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.apply(-1, () -> 1))
                    .withMessage("'args': times must be at least 0: -1");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.map((Iterable<Integer>) null, 1, n -> n))
                    .withMessage("source");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.map(List.of(1), 1, null))
                    .withMessage("function");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.apply(1, null))
                    .withMessage("body");
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    private static Iterable<Integer> counted(AtomicInteger pulled) {
        return () -> IntStream.iterate(0, n -> n + 1)
                .peek(n -> pulled.incrementAndGet())
                .iterator();
    }

    @Test
    void aForEachTellsOfAllThatFailedAndOfACancelIfNoneDid() throws Exception {
        try (TaskPool pool = TaskPool.open("tells", 1)) {
            TaskBatch<Void> failing = pool.forEach(List.of(1, 2, 3), 1, n -> {
                throw new IllegalStateException("of " + n);
            });
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(failing::results)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
            Gate hold = new Gate();
            TaskBatch<Void> cancelled = pool.forEach(List.of(1), 1, n -> hold.pass());
            hold.awaitArrived(1);
            cancelled.ids().forEach(id -> pool.cancel(id, "not needed"));
            assertThatExceptionOfType(TaskCancelledException.class).isThrownBy(cancelled::results);
            assertThat(cancelled.outcomes()).singleElement().isInstanceOf(Outcome.Cancelled.class);
        }
    }
}
