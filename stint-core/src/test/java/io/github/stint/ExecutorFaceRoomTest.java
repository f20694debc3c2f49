package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool as an executor: having room or not, taking what comes or not, and code of the JDK that uses executors. */
class ExecutorFaceRoomTest {

    private final TaskPool pool = TaskPool.open("crawler", 1);
    private final ExecutorService executor = pool.asExecutorService();
    private final Gate hold = new Gate();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        hold.open();
        pool.close();
    }

    private void occupy() {
        executor.execute(hold::passStubbornly);
        hold.awaitArrived(1);
    }

    private void awaitWaiting(int submitters) {
        eventually(submitters + " wait for room", () -> pool.stats().waiting() == submitters);
    }

    // ---- room

    @Test
    void whoSubmitsWaitsForRoomFirstComeFirstServed() throws Exception {
        occupy();
        List<Aside<Future<?>>> submitters = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            submitters.add(Aside.call(() -> executor.submit(() -> ran.add(name))));
            awaitWaiting(submitters.size());
        }
        Aside<Void> executing = Aside.run(() -> executor.execute(() -> ran.add("four")));
        awaitWaiting(4);
        assertThat(ran).isEmpty();
        hold.open();
        for (Aside<Future<?>> submitter : submitters) {
            submitter.value().get();
        }
        executing.value();
        eventually("all ran", () -> pool.stats().succeeded() == 5);
        assertThat(ran).containsExactly("one", "two", "three", "four");
        assertThat(pool.stats().rejected()).isZero();
    }

    @Test
    void anInterruptWhileWaitingForRoomIsARejectionAndTheFlagIsKept() throws Exception {
        occupy();
        Aside<Void> executing = Aside.run(() -> executor.execute(() -> ran.add("x")));
        awaitWaiting(1);
        executing.interrupt();
        assertThat(executing.thrown())
                .isExactlyInstanceOf(RejectedExecutionException.class)
                .hasMessage("'crawler' has no room, and the wait for it was interrupted")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(executing.endedInterrupted()).isTrue();
        assertThat(pool.stats().submitted()).isEqualTo(1);
        assertThat(pool.stats().waiting()).isZero();
        hold.open();
        assertThat(executor.submit(() -> "next").get()).isEqualTo("next");
        assertThat(ran).isEmpty();
    }

    @Test
    void anInterruptedThreadHandsOverIfThereIsRoomAndIsRejectedIfNot() throws Exception {
        Aside<Future<String>> withRoom = Aside.call(() -> {
            Thread.currentThread().interrupt();
            return executor.submit(() -> "x");
        });
        assertThat(withRoom.value().get()).isEqualTo("x");
        assertThat(withRoom.endedInterrupted()).isTrue();
        occupy();
        Aside<Future<String>> withoutRoom = Aside.call(() -> {
            Thread.currentThread().interrupt();
            return executor.submit(() -> "y");
        });
        assertThat(withoutRoom.thrown()).isInstanceOf(RejectedExecutionException.class);
        assertThat(withoutRoom.endedInterrupted()).isTrue();
        assertThat(pool.stats().submitted()).isEqualTo(2);
    }

    @Test
    void aPoolThatWouldWaitForItselfRejects() {
        Future<?> future = executor.submit(() -> executor.execute(() -> ran.add("never")));
        assertThatThrownBy(future::get)
                .cause()
                .isExactlyInstanceOf(RejectedExecutionException.class)
                .hasMessage("'crawler' would wait for itself: its only running task waits for room in it")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsForRoomEndsCancelled() throws Exception {
        occupy();
        try (TaskPool other = TaskPool.open("other", 1)) {
            Task<Void> submitter = other.submit(() -> executor.execute(() -> ran.add("never")));
            awaitWaiting(1);
            submitter.cancel("not needed");
            assertThat(submitter.join()).isInstanceOf(Cancelled.class);
        }
        assertThat(ran).isEmpty();
    }

    // ---- not accepted

    @Test
    void aLockedPoolRejectsAlsoIfItIsFull() {
        pool.lock();
        assertRejected(Why.LOCKED, "'crawler' is locked");
        pool.unlock();
        occupy();
        pool.lock();
        assertRejected(Why.LOCKED, "'crawler' is locked");
        assertThat(executor.isShutdown()).isFalse();
        pool.unlock();
    }

    @Test
    void aClosedPoolRejects() {
        pool.close();
        assertRejected(Why.CLOSED, "'crawler' is closed");
    }

    private void assertRejected(Why why, String message) {
        Runnable command = () -> ran.add("never");
        List<ThrowingCallable> calls = List.of(
                () -> executor.execute(command),
                () -> executor.submit(command).get(),
                () -> executor.submit(command, "x").get(),
                () -> executor.submit(() -> "x").get());
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .hasMessage(message)
                    .asInstanceOf(type(TaskRejectedException.class))
                    .satisfies(e -> assertThat(e.why()).isEqualTo(why));
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void whoWaitsForRoomIsRejectedWhenThePoolStops() throws Exception {
        executor.execute(() -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                ran.add("interrupted");
            }
        });
        hold.awaitArrived(1);
        Aside<Future<Boolean>> waiting = Aside.call(() -> executor.submit(() -> ran.add("never")));
        awaitWaiting(1);
        assertThat(executor.shutdownNow())
                .as("what was not accepted is not given back")
                .isEmpty();
        assertThat(waiting.thrown()).isInstanceOf(TaskRejectedException.class);
        eventually("over", executor::isTerminated);
        assertThat(ran).containsExactly("interrupted");
    }

    // ---- code of the JDK

    @Test
    void aCompletableFutureRunsItsStagesInItAndNeedsAQueueForThem() throws Exception {
        try (TaskPool queueing = TaskPool.builder("queueing").size(1).queue(1).open()) {
            CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> name(), queueing.asExecutorService())
                    .thenApplyAsync(name -> name + " " + name(), queueing.asExecutorService());
            assertThat(future.get()).isEqualTo("queueing#1 queueing#2");
        }
        CompletableFuture<String> stage = CompletableFuture.supplyAsync(
                        () -> {
                            hold.passStubbornly();
                            return name();
                        },
                        executor)
                .thenApplyAsync(name -> name + " " + name(), executor);
        hold.open();
        assertThatThrownBy(stage::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    private static String name() {
        return Task.current().orElseThrow().name();
    }

    @Test
    void aCompletableFutureHasTheFailureOfWhatRanInIt() {
        IllegalArgumentException error = new IllegalArgumentException("bad");
        CompletableFuture<String> failing = CompletableFuture.supplyAsync(
                () -> {
                    throw error;
                },
                executor);
        assertThatThrownBy(failing::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(error);
        pool.close();
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> ran.add("never"), executor)
                        .join())
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aCompletionServiceTellsOfItsTasksAsTheyEnd() throws Exception {
        pool.resize(2);
        ExecutorCompletionService<String> service = new ExecutorCompletionService<>(executor);
        service.submit(() -> {
            hold.pass();
            return "late";
        });
        hold.awaitArrived(1);
        service.submit(() -> "early");
        assertThat(service.take().get()).isEqualTo("early");
        assertThat(service.poll()).isNull();
        service.submit(() -> {
            throw new IllegalArgumentException("bad");
        });
        assertThatThrownBy(service.take()::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        hold.open();
        assertThat(service.take().get()).isEqualTo("late");
    }

    // ---- the other way round: a future of a task

    @Test
    void cancellingTheFutureOfAQueuedTaskKeepsItFromBeginning() throws Exception {
        try (TaskPool queueing = TaskPool.builder("queueing").size(0).queue(1).open()) {
            Task<Boolean> task = queueing.submit(() -> ran.add("never"));
            CompletableFuture<Boolean> future = task.toCompletableFuture();
            assertThat(future.cancel(false)).isTrue();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(task.cancelReason().orElseThrow().why()).isEqualTo("its future was cancelled");
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void cancellingARunningTaskCancelsItsFutureWhenItHasEnded() throws Exception {
        Task<Void> task = pool.submit(() -> {
            hold.passStubbornly();
            throw new InterruptedException();
        });
        hold.awaitArrived(1);
        CompletableFuture<Void> future = task.toCompletableFuture();
        CompletableFuture<Void> stage = future.thenRun(() -> ran.add("never"));
        task.cancel("not needed");
        assertThat(future).isNotDone();
        hold.open();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(future).isCancelled();
        assertThatThrownBy(stage::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(ran).isEmpty();
    }
}
