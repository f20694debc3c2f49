package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool as an executor: {@code invokeAny}. The pool has no queue. */
class ExecutorFaceAnyTest {

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

    private static Callable<String> failing(String message) {
        return () -> {
            throw new IOException(message);
        };
    }

    @Test
    void givesTheFirstValueAndCancelsTheOthers() throws Exception {
        CountDownLatch heldRuns = new CountDownLatch(1);
        String first = executor.invokeAny(List.of(
                () -> {
                    heldRuns.countDown();
                    return held().call();
                },
                () -> {
                    heldRuns.await();
                    return "quick";
                }));
        assertThat(first).isEqualTo("quick");
        eventually("the other was cancelled", () -> pool.stats().cancelled() == 1);
        assertThat(hold.interrupts() + hold.arrived()).isPositive();
    }

    @Test
    void handsOverNoMoreThanItNeeds() throws Exception {
        pool.resize(1);
        String first = executor.invokeAny(Collections.nCopies(50, quick("a")));
        assertThat(first).isEqualTo("a");
        assertThat(pool.stats().submitted()).isLessThan(50);
        assertThat(executor.invokeAny(List.of(quick("b")), 1, TimeUnit.DAYS)).isEqualTo("b");
    }

    @Test
    void nullIsAValue() throws Exception {
        Callable<String> nothing = () -> null;
        assertThat(executor.invokeAny(List.of(nothing))).isNull();
    }

    @Test
    void aFailureLetsTheOthersGoOnAndIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            pool.resize(1);
            assertThat(executor.invokeAny(List.of(failing("a"), failing("b"), quick("c"), held())))
                    .isEqualTo("c");
            pool.close();
            assertThat(log.about("nobody asked")).isEmpty();
        }
        assertThat(pool.stats().failed()).isEqualTo(2);
    }

    @Test
    void whatALoserFailsWithIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            Callable<String> loser = () -> {
                hold.passStubbornly();
                throw new IOException("late");
            };
            Callable<String> winner = () -> {
                hold.awaitArrived(1);
                return "first";
            };
            assertThat(executor.invokeAny(List.of(loser, winner))).isEqualTo("first");
            hold.open();
            pool.close();
            assertThat(log.about("nobody asked")).isEmpty();
        }
        assertThat(pool.stats().failed()).isEqualTo(1);
    }

    @Test
    void ifAllFailTheFirstFailureIsTheCauseAndTheOthersAreSuppressed() {
        Callable<String> last = () -> {
            eventually(
                    "the first has ended",
                    () -> pool.stats().failed() == 1 && pool.tasks().size() == 1);
            throw new IOException("b");
        };
        assertThatThrownBy(() -> executor.invokeAny(List.of(last, failing("a"))))
                .isExactlyInstanceOf(ExecutionException.class)
                .hasMessage("none of 2 tasks of 'crawler' succeeded")
                .satisfies(e -> {
                    assertThat(e.getCause()).isInstanceOf(IOException.class).hasMessage("a");
                    assertThat(e.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .containsExactly("b");
                });
        assertThat(pool.stats().failed()).isEqualTo(2);
    }

    @Test
    void aTaskThatThePoolCancelsHasNotSucceeded() throws Exception {
        Aside<String> caller = Aside.call(() -> executor.invokeAny(List.of(held())));
        hold.awaitArrived(1);
        assertThat(pool.cancel(1, "not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThat(caller.thrown())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TaskCancelledException.class);
    }

    @Test
    void nothingAndNullAreRefusedBeforeAnythingIsHandedOver() {
        List<Callable<String>> withNull = Arrays.asList(quick("a"), null);
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(null));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(null, 1, TimeUnit.DAYS));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(withNull));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(withNull, 1, TimeUnit.DAYS));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(List.of(quick("a")), 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> executor.invokeAny(List.<Callable<String>>of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> executor.invokeAny(List.<Callable<String>>of(), 1, TimeUnit.DAYS));
        assertThat(pool.stats().submitted()).isZero();
    }

    @Test
    void aSuccessEndsTheWaitForRoomOfTheNext() throws Exception {
        pool.resize(1);
        Aside<String> caller = Aside.call(() -> executor.invokeAny(List.of(held(), quick("never"))));
        hold.awaitArrived(1);
        eventually("the second waits for room", () -> pool.stats().waiting() == 1);
        pool.resize(0);
        hold.open();
        assertThat(caller.value()).isEqualTo("held");
        assertThat(pool.stats().waiting()).isZero();
        assertThat(pool.stats().submitted()).isEqualTo(1);
        assertThat(pool.stats().rejected())
                .as("what is not wanted is not rejected")
                .isZero();
        pool.resize(1);
        assertThat(ran).isEmpty();
    }

    // ---- with a limit

    @Test
    void whenTheTimeIsOverAllAreCancelled() throws Exception {
        Aside<String> caller =
                Aside.call(() -> executor.invokeAny(List.of(failing("a"), held(), held()), 3, TimeUnit.SECONDS));
        hold.awaitArrived(2);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(caller.thrown())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("'crawler/invokeAny' was not done within 3000 ms");
        eventually("both were interrupted", () -> pool.stats().cancelled() == 2);
        assertThat(hold.interrupts()).isEqualTo(2);
    }

    @Test
    void aPausedPoolLetsTheTimeRunOut() throws Exception {
        pool.resize(0);
        Aside<String> caller =
                Aside.call(() -> executor.invokeAny(List.of(quick("a"), quick("b")), 3, TimeUnit.SECONDS));
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(caller.thrown()).isInstanceOf(TimeoutException.class);
        assertThat(pool.stats().submitted()).isZero();
        assertThat(pool.stats().waiting()).isZero();
    }

    @Test
    void inTimeItIsAsWithoutALimit() throws Exception {
        assertThat(executor.invokeAny(List.of(failing("a"), quick("b")), Long.MAX_VALUE, TimeUnit.DAYS))
                .isEqualTo("b");
        assertThatThrownBy(() -> executor.invokeAny(List.of(failing("a")), 1, TimeUnit.DAYS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    // ---- interrupted, rejected

    @Test
    void anInterruptCancelsAll() throws Exception {
        Aside<String> caller = Aside.call(() -> executor.invokeAny(List.of(held(), held())));
        hold.awaitArrived(2);
        caller.awaitWaiting().interrupt();
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(caller.endedInterrupted()).isFalse();
        eventually("both have ended", () -> pool.stats().cancelled() == 2);
    }

    @Test
    void anInterruptWhileItWaitsForRoomCancelsWhatWasHandedOver() throws Exception {
        Aside<String> caller = Aside.call(() -> executor.invokeAny(List.of(held(), held(), quick("c"))));
        eventually("it waits for room", () -> pool.stats().waiting() == 1);
        caller.interrupt();
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        eventually("both have ended", () -> pool.stats().cancelled() == 2);
        assertThat(ran).isEmpty();
    }

    @Test
    void anInterruptedThreadHandsNothingOver() throws Exception {
        Aside<String> caller = Aside.call(() -> {
            Thread.currentThread().interrupt();
            return executor.invokeAny(List.of(quick("a")));
        });
        assertThat(caller.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(pool.stats().submitted()).isZero();
    }

    @Test
    void whatIsNotAcceptedIsRejected() {
        executor.shutdown();
        assertThatThrownBy(() -> executor.invokeAny(List.of(quick("a")))).isInstanceOf(TaskRejectedException.class);
        assertThatThrownBy(() -> executor.invokeAny(List.of(quick("a")), 1, TimeUnit.DAYS))
                .isInstanceOf(TaskRejectedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aPoolThatWouldWaitForItselfRejects() {
        pool.resize(1);
        assertThatThrownBy(executor.submit(() -> executor.invokeAny(List.of(quick("a"))))::get)
                .cause()
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(ran).isEmpty();
    }
}
