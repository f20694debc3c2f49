package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool as an executor: running tasks, and their futures. */
class ExecutorFaceTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskPool pool =
            TaskPool.builder("crawler").size(1).queue(1).ticker(ticker).open();
    private final ExecutorService executor = pool.asExecutorService();
    private final Gate hold = new Gate();

    @AfterEach
    void close() {
        hold.open();
        pool.close();
    }

    private static void run() {}

    /** Takes the only slot until the hold is released. */
    private Future<?> occupy() {
        Future<?> occupant = executor.submit(hold::passStubbornly);
        hold.awaitArrived(1);
        return occupant;
    }

    // ---- tasks of the pool

    @Test
    void whatIsExecutedIsATaskOfThePool() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        executor.execute(() -> seen.set(Task.current().orElseThrow().name() + " on "
                + Thread.currentThread().getName()));
        eventually("it ran", () -> pool.stats().succeeded() == 1);
        assertThat(seen).hasValue("crawler#1 on crawler#1");
        assertThat(executor.submit(() -> Task.current().orElseThrow().name()).get())
                .isEqualTo("crawler#2");
        assertThat(pool.stats().submitted()).isEqualTo(2);
        assertThat(executor).hasToString("executor of 'crawler' OPEN");
    }

    @Test
    void aFutureHasWhatTheBodyReturned() throws Exception {
        assertThat(executor.submit(() -> "x").get()).isEqualTo("x");
        assertThat(executor.submit(ExecutorFaceTest::run).get()).isNull();
        assertThat(executor.submit(ExecutorFaceTest::run, "given").get()).isEqualTo("given");
        Callable<String> nothing = () -> null;
        Future<String> future = executor.submit(nothing);
        assertThat(future.get()).isNull();
        assertThat(future.get(0, TimeUnit.SECONDS)).isNull();
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.state()).isEqualTo(State.SUCCESS);
        assertThat(future.resultNow()).isNull();
        assertThat(future.cancel(true)).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(future::exceptionNow)
                .withMessage("task 'crawler#4' has not failed, its future is SUCCESS");
    }

    @Test
    void aFutureHasTheVeryExceptionOfTheBody() {
        IOException error = new IOException("disk");
        Future<String> future = executor.submit(() -> {
            throw error;
        });
        assertThatThrownBy(future::get)
                .isExactlyInstanceOf(ExecutionException.class)
                .hasMessage("task 'crawler#1' failed")
                .cause()
                .isSameAs(error);
        assertThat(future.state()).isEqualTo(State.FAILED);
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.exceptionNow()).isSameAs(error);
        assertThat(future.cancel(false)).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(future::resultNow)
                .withMessage("task 'crawler#1' has no result, its future is FAILED");
    }

    @Test
    void whatHasNotEndedHasNeitherResultNorException() {
        Future<?> future = occupy();
        assertThat(future.isDone()).isFalse();
        assertThat(future.state()).isEqualTo(State.RUNNING);
        assertThat(future).hasToString("crawler#1 RUNNING");
        assertThatIllegalStateException().isThrownBy(future::resultNow);
        assertThatIllegalStateException().isThrownBy(future::exceptionNow);
        ((RunnableFuture<?>) future).run();
        assertThat(future.isDone()).as("only the pool runs it").isFalse();
    }

    @Test
    void nullIsRefusedAtTheCall() {
        assertThatNullPointerException().isThrownBy(() -> executor.execute(null));
        assertThatNullPointerException().isThrownBy(() -> executor.submit((Runnable) null));
        assertThatNullPointerException().isThrownBy(() -> executor.submit(null, "x"));
        assertThatNullPointerException().isThrownBy(() -> executor.submit((Callable<String>) null));
        Future<?> future = executor.submit(ExecutorFaceTest::run);
        assertThatNullPointerException().isThrownBy(() -> future.get(1, null));
        assertThat(pool.stats().submitted()).isEqualTo(1);
    }

    @Test
    void aTaskSeesTheClassLoaderOfWhoGaveIt() throws Exception {
        ClassLoader own = new ClassLoader() {};
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(own);
        try {
            assertThat(executor.submit(() -> Thread.currentThread().getContextClassLoader())
                            .get())
                    .isSameAs(own);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Test
    void aFutureThatIsKeptDoesNotKeepItsBody() throws Exception {
        Callable<Integer> body = bodyOverA(new byte[1_000]);
        WeakReference<Object> reference = new WeakReference<>(body);
        Future<Integer> future = executor.submit(body);
        body = null;
        assertThat(future.get()).isEqualTo(1_000);
        Eventually.collected(reference);
        assertThat(future.resultNow()).isEqualTo(1_000);
    }

    private static Callable<Integer> bodyOverA(byte[] data) {
        return () -> data.length;
    }

    // ---- who waits for a future

    @Test
    void anInterruptOfWhoWaitsConcernsTheWaitOnly() throws Exception {
        Future<?> future = occupy();
        Aside<Object> waiter = Aside.<Object>call(future::get).awaitWaiting().interrupt();
        assertThat(waiter.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(waiter.endedInterrupted()).isFalse();
        assertThat(future.isDone()).isFalse();
        assertThat(hold.interrupts()).isZero();
    }

    @Test
    void whatIsDoneIsThereForAnInterruptedThreadToo() throws Exception {
        Future<String> future = executor.submit(() -> "x");
        assertThat(future.get()).isEqualTo("x");
        Aside<String> asker = Aside.call(() -> {
            Thread.currentThread().interrupt();
            return future.get() + future.get(1, TimeUnit.DAYS) + future.resultNow() + future.state();
        });
        assertThat(asker.value()).isEqualTo("xxxSUCCESS");
        assertThat(asker.endedInterrupted()).isTrue();
    }

    @Test
    void getWithALimitWaitsSoLongOnTheClockOfThePool() throws Exception {
        Future<?> future = occupy();
        assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> future.get(Long.MIN_VALUE, TimeUnit.DAYS)).isInstanceOf(TimeoutException.class);
        Aside<Object> waiter = Aside.call(() -> future.get(3, TimeUnit.SECONDS));
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(3));
        assertThat(waiter.thrown())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("'crawler#1' was not done within 3000 ms");
        Aside<Object> patient = Aside.<Object>call(() -> future.get(Long.MAX_VALUE, TimeUnit.DAYS))
                .awaitWaiting();
        assertThat(future.isDone()).isFalse();
        hold.open();
        assertThat(patient.value()).isNull();
    }

    @Test
    void aBodyThatWaitsForItsOwnFutureIsTold() throws Exception {
        AtomicReference<Future<Object>> own = new AtomicReference<>();
        Future<Object> future = executor.submit(() -> {
            hold.pass();
            return own.get().get();
        });
        own.set(future);
        hold.open();
        assertThatThrownBy(future::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task 'crawler#1' would wait for itself");
    }

    // ---- cancelling a future

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelledBeforeItBeginsItNeverDoes(boolean mayInterrupt) throws Exception {
        Future<?> occupant = occupy();
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        Future<Boolean> queued = executor.submit(() -> ran.add("never"));
        assertThat(pool.isFull()).isTrue();
        assertThat(queued.cancel(mayInterrupt)).isTrue();
        assertThat(queued.isDone()).isTrue();
        assertThat(queued.isCancelled()).isTrue();
        assertThat(queued.state()).isEqualTo(State.CANCELLED);
        assertThat(queued.cancel(mayInterrupt)).isFalse();
        assertThatThrownBy(queued::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> queued.get(1, TimeUnit.DAYS)).isInstanceOf(CancellationException.class);
        assertThatIllegalStateException().isThrownBy(queued::resultNow);
        assertThatIllegalStateException().isThrownBy(queued::exceptionNow);
        assertThat(pool.isFull()).as("its place in the queue is free").isFalse();
        hold.open();
        assertThat(occupant.get()).isNull();
        assertThat(executor.submit(() -> "next").get()).isEqualTo("next");
        assertThat(ran).isEmpty();
        assertThat(pool.stats().cancelled()).isEqualTo(1);
    }

    @Test
    void cancelledWhileItRunsItsFutureEndsAtOnceAndItsSlotIsKept() throws Exception {
        Future<?> future = occupy();
        Aside<Object> waiter = Aside.<Object>call(future::get).awaitWaiting();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(waiter.thrown()).isInstanceOf(CancellationException.class);
        eventually("it was interrupted", () -> hold.interrupts() == 1);
        assertThat(future.cancel(true)).isFalse();
        assertThat(hold.interrupts()).isEqualTo(1);
        assertThat(pool.stats().running()).isEqualTo(1);
        assertThat(pool.tasks()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
            assertThat(task.cancelReason().why()).isEqualTo("its future was cancelled");
        });
        hold.open();
        eventually("the slot is back", () -> pool.stats().running() == 0);
        assertThat(future.isCancelled()).as("what it was told stands").isTrue();
    }

    @Test
    void cancelWithoutInterruptLeavesARunningBodyAlone() throws Exception {
        Future<?> future = occupy();
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(pool.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.state()).isEqualTo(TaskState.RUNNING));
        hold.open();
        eventually("it has ended", () -> pool.stats().succeeded() == 1);
        assertThat(hold.interrupts()).isZero();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void whatIsCancelledThroughThePoolIsCancelledInItsFuture() throws Exception {
        Future<String> future = executor.submit(() -> {
            hold.pass();
            return "never";
        });
        hold.awaitArrived(1);
        assertThat(pool.cancel(1, "not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThatThrownBy(future::get)
                .isInstanceOf(TaskCancelledException.class)
                .hasMessage("'crawler#1' was cancelled: not needed");
        assertThat(future.isCancelled()).isTrue();
    }

    // ---- failures

    @Test
    void aFailureOfWhatWasExecutedIsLogged() {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            executor.execute(() -> {
                throw new IllegalArgumentException("bad");
            });
            pool.close();
            assertThat(log.records()).singleElement().satisfies(entry -> {
                assertThat(entry.getMessage()).isEqualTo("task 'crawler#1' failed and nobody asked");
                assertThat(entry.getThrown()).hasMessage("bad");
            });
        }
    }

    @Test
    void aFailureInAFutureIsNotLogged() {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            Future<?> future = executor.submit(() -> {
                throw new IOException("bad");
            });
            pool.close();
            assertThat(future.state()).isEqualTo(State.FAILED);
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void aFailureThatItsCancelledFutureCannotTellIsLogged() {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            Future<?> future = executor.submit(() -> {
                hold.passStubbornly();
                throw new IOException("bad");
            });
            hold.awaitArrived(1);
            assertThat(future.cancel(true)).isTrue();
            hold.open();
            pool.close();
            assertThat(future.isCancelled()).isTrue();
            assertThat(log.about("failed and nobody asked"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getThrown()).hasMessage("bad"));
        }
    }

    @Test
    void anErrorWhoseWordsCannotBeHadIsAFailureLikeAnyOther() {
        @SuppressWarnings("serial")
        class Hostile extends RuntimeException {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("getMessage");
            }
        }
        Hostile error = new Hostile();
        Future<?> future = executor.submit(() -> {
            throw error;
        });
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .extracting(Throwable::getCause)
                .isSameAs(error);
        assertThat(List.of(future.exceptionNow())).first().isSameAs(error);
    }
}
