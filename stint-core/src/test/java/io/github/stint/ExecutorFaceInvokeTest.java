package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool as an executor: {@code invokeAll}. The pool has no queue. */
class ExecutorFaceInvokeTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskPool pool =
            TaskPool.builder("crawler").size(2).ticker(ticker).open();
    private final ExecutorService executor = pool.asExecutorService();
    private final Gate hold = new Gate();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        hold.open();
        pool.close();
        assertThat(pool.stats().live()).isZero();
    }

    private Callable<String> quick(String value) {
        return () -> {
            ran.add(value);
            return value;
        };
    }

    private Callable<String> held() {
        return () -> {
            hold.pass();
            return "held";
        };
    }

    private static List<State> states(List<? extends Future<?>> futures) {
        return futures.stream().map(Future::state).toList();
    }

    @Test
    void givesAllFuturesInOrderWhenAllHaveReallyEnded() throws Exception {
        List<Future<String>> futures = executor.invokeAll(List.of(quick("a"), quick("b"), quick("c"), quick("d")));
        assertThat(futures).extracting(Future::resultNow).containsExactly("a", "b", "c", "d");
        assertThat(pool.stats().succeeded()).isEqualTo(4);
        assertThat(pool.stats().running()).isZero();
    }

    @Test
    void waitsForTheSlowestOne() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(() -> executor.invokeAll(List.of(held(), quick("b"))));
        hold.awaitArrived(1);
        caller.awaitWaiting();
        assertThat(caller.isOver()).isFalse();
        hold.open();
        assertThat(caller.value()).extracting(Future::resultNow).containsExactly("held", "b");
    }

    @Test
    void aPoolOfOneWithoutAQueueTakesThemOneAfterTheOther() throws Exception {
        pool.resize(1);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(quick(String.valueOf(i)));
        }
        List<Future<String>> futures = executor.invokeAll(tasks);
        assertThat(futures).extracting(Future::resultNow).containsExactlyElementsOf(ran);
        assertThat(ran).hasSize(50);
    }

    @Test
    void aFailureIsInItsFuture() throws Exception {
        IOException error = new IOException("disk");
        List<Future<String>> futures = executor.invokeAll(List.of(
                () -> {
                    throw error;
                },
                quick("b")));
        assertThat(states(futures)).containsExactly(State.FAILED, State.SUCCESS);
        assertThatThrownBy(futures.getFirst()::get).cause().isSameAs(error);
    }

    @Test
    void aTaskThatThePoolCancelsMeanwhileHasEndedToo() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(() -> executor.invokeAll(List.of(held(), quick("b"))));
        hold.awaitArrived(1);
        assertThat(pool.cancel(1, "not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThat(states(caller.value())).containsExactly(State.CANCELLED, State.SUCCESS);
    }

    @Test
    void nothingIsAllDone() throws Exception {
        assertThat(executor.invokeAll(List.<Callable<String>>of())).isEmpty();
        assertThat(executor.invokeAll(List.<Callable<String>>of(), 1, TimeUnit.DAYS))
                .isEmpty();
    }

    @Test
    void nullIsRefusedBeforeAnythingIsHandedOver() {
        List<Callable<String>> withNull = Arrays.asList(quick("a"), null);
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(null));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(null, 1, TimeUnit.DAYS));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(withNull));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(withNull, 1, TimeUnit.DAYS));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(List.of(quick("a")), 1, null));
        assertThat(pool.stats().submitted()).isZero();
    }

    // ---- with a limit

    @Test
    void inTimeItIsAsWithoutALimit() throws Exception {
        List<Future<String>> futures =
                executor.invokeAll(List.of(quick("a"), quick("b"), quick("c")), Long.MAX_VALUE, TimeUnit.DAYS);
        assertThat(futures).extracting(Future::resultNow).containsExactly("a", "b", "c");
    }

    @Test
    void whenTheTimeIsOverWhatHasNotEndedIsCancelled() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(
                () -> executor.invokeAll(List.of(quick("a"), held(), held(), quick("d")), 3, TimeUnit.SECONDS));
        hold.awaitArrived(2);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(states(caller.value()))
                .containsExactly(State.SUCCESS, State.CANCELLED, State.CANCELLED, State.CANCELLED);
        eventually("both were interrupted", () -> hold.interrupts() == 2);
        assertThat(ran).as("the last was not handed over").containsExactly("a");
        assertThat(pool.stats().submitted()).isEqualTo(3);
        assertThat(pool.stats().waiting()).isZero();
        assertThat(caller.value().getLast().cancel(true)).isFalse();
    }

    @Test
    void whenTheTimeIsOverNobodyIsWaitedFor() throws Exception {
        Aside<List<Future<Object>>> caller = Aside.call(() -> executor.invokeAll(
                List.of(() -> {
                    hold.passStubbornly();
                    return "late";
                }),
                3,
                TimeUnit.SECONDS));
        hold.awaitArrived(1);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(states(caller.value())).containsExactly(State.CANCELLED);
        assertThat(pool.stats().running()).as("it keeps its slot").isEqualTo(1);
    }

    @Test
    void aPausedPoolLetsTheTimeRunOut() throws Exception {
        pool.resize(0);
        Aside<List<Future<String>>> caller =
                Aside.call(() -> executor.invokeAll(List.of(quick("a"), quick("b")), 3, TimeUnit.SECONDS));
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(states(caller.value())).containsExactly(State.CANCELLED, State.CANCELLED);
        assertThat(pool.stats().submitted()).isZero();
        assertThat(pool.stats().waiting()).isZero();
        pool.resize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void withoutTimeNothingIsHandedOver() throws Exception {
        assertThat(states(executor.invokeAll(List.of(quick("a"), quick("b")), 0, TimeUnit.SECONDS)))
                .containsExactly(State.CANCELLED, State.CANCELLED);
        assertThat(states(executor.invokeAll(List.of(quick("a")), Long.MIN_VALUE, TimeUnit.DAYS)))
                .containsExactly(State.CANCELLED);
        assertThat(pool.stats().submitted()).isZero();
    }

    // ---- interrupted

    @Test
    void anInterruptWhileItWaitsForTheEndCancelsWhatHasNotEnded() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(() -> executor.invokeAll(List.of(quick("a"), held())));
        hold.awaitArrived(1);
        caller.awaitWaiting().interrupt();
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(caller.endedInterrupted()).isFalse();
        eventually("it was interrupted", () -> hold.interrupts() == 1);
        eventually("it has ended", () -> pool.stats().cancelled() == 1);
        assertThat(pool.stats().succeeded()).isEqualTo(1);
    }

    @Test
    void anInterruptWhileItWaitsForRoomCancelsWhatWasHandedOver() throws Exception {
        Aside<List<Future<String>>> caller =
                Aside.call(() -> executor.invokeAll(List.of(held(), held(), quick("c")), 1, TimeUnit.DAYS));
        eventually("it waits for room", () -> pool.stats().waiting() == 1);
        caller.interrupt();
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        eventually("both have ended", () -> pool.stats().cancelled() == 2);
        assertThat(ran).isEmpty();
        assertThat(pool.stats().submitted()).isEqualTo(2);
    }

    @Test
    void anInterruptedThreadHandsNothingOver() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(() -> {
            Thread.currentThread().interrupt();
            return executor.invokeAll(List.of(quick("a")));
        });
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(caller.endedInterrupted()).isFalse();
        assertThat(pool.stats().submitted()).isZero();
    }

    // ---- rejected

    @Test
    void whatIsNotAcceptedIsRejected() {
        pool.lock();
        assertThatThrownBy(() -> executor.invokeAll(List.of(quick("a"))))
                .isInstanceOf(TaskRejectedException.class)
                .hasMessage("'crawler' is locked");
        pool.unlock();
        executor.shutdown();
        assertThatThrownBy(() -> executor.invokeAll(List.of(quick("a")), 1, TimeUnit.DAYS))
                .isInstanceOf(TaskRejectedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void ifThePoolStopsMeanwhileItIsRejectedAndWhatWasHandedOverIsCancelled() throws Exception {
        Aside<List<Future<String>>> caller = Aside.call(() -> executor.invokeAll(List.of(held(), held(), quick("c"))));
        eventually("it waits for room", () -> pool.stats().waiting() == 1);
        List<Runnable> neverBegan = executor.shutdownNow();
        assertThat(caller.thrown()).isInstanceOf(TaskRejectedException.class);
        assertThat(executor.awaitTermination(1, TimeUnit.DAYS)).isTrue();
        assertThat(neverBegan).hasSizeLessThanOrEqualTo(2);
        assertThat(pool.stats().cancelled()).isEqualTo(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void aPoolThatWouldWaitForItselfRejects() throws Exception {
        pool.resize(1);
        assertThatThrownBy(executor.submit(() -> executor.invokeAll(List.of(quick("a"))))::get)
                .cause()
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessage("'crawler' would wait for itself: its only running task waits for room in it");
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskMayInvokeAllInItsOwnPoolIfThereIsRoom() throws Exception {
        assertThat(executor.submit(() -> executor.invokeAll(List.of(quick("a"), quick("b"), quick("c"))))
                        .get())
                .extracting(Future::resultNow)
                .containsExactly("a", "b", "c");
    }
}
