package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskEndTest {

    private final TaskGroup group =
            TaskGroup.builder().name("g").onFailure(OnFailure.CONTINUE).open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    // ---- errors

    static List<Error> severeErrors() {
        return List.of(
                new StackOverflowError("simulated"),
                new OutOfMemoryError("simulated"),
                new NoClassDefFoundError("simulated"),
                new AssertionError("simulated"));
    }

    @ParameterizedTest
    @MethodSource("severeErrors")
    void anErrorIsAFailureAndAlsoReachesTheUncaughtHandler(Error error) throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Callable<String> body = () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
            throw error;
        };
        Task<String> task = group.start(body);
        assertThat(task.join()).isEqualTo(new Failure<>(error));
        assertThat(group.awaitIdle(Duration.ofHours(1))).isTrue();
        assertThat(uncaught).containsExactly(error);
        assertThat(group.start(() -> "goes on").await()).isEqualTo("goes on");
        assertThat(group.stats().running()).isZero();
    }

    @Test
    void anExceptionDoesNotReachTheUncaughtHandler() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Task<Object> task = group.start(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
            throw new IOException("disk");
        });
        task.join();
        assertThat(group.awaitIdle(Duration.ofHours(1))).isTrue();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void aRealStackOverflowEndsTheTaskOnly() throws Exception {
        Task<Integer> task = group.start(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            return recurse(0);
        });
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.error()).isInstanceOf(StackOverflowError.class));
        assertThat(group.start(() -> "goes on").await()).isEqualTo("goes on");
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    // ---- memory

    @Test
    void aTaskThatHasEndedHoldsNeitherItsBodyNorWhatItUsed() throws Exception {
        Callable<String> body = bodyOverA(new byte[1_000]);
        WeakReference<Object> reference = new WeakReference<>(body);
        Task<String> task = group.start(body);
        task.join();
        body = null;
        Eventually.collected(reference);
        assertThat(task.result()).isEqualTo("1000 bytes");
    }

    @Test
    void aTaskThatNeverBeganHoldsNotItsBody() throws Exception {
        try (TaskGroup narrow = TaskGroup.builder().limit(1).open()) {
            narrow.start(blocked());
            Callable<String> body = bodyOverA(new byte[1_000]);
            WeakReference<Object> reference = new WeakReference<>(body);
            Task<String> task = narrow.start(body);
            task.cancel("not needed");
            body = null;
            Eventually.collected(reference);
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        }
    }

    private static Callable<String> bodyOverA(byte[] data) {
        return () -> data.length + " bytes";
    }

    @Test
    void anOwnerForgetsATaskThatHasEnded() throws Exception {
        WeakReference<Task<?>> reference = new WeakReference<>(group.start(() -> "x"));
        group.join();
        Eventually.collected(reference);
        assertThat(group.stats().succeeded()).isEqualTo(1);
    }

    // ---- its other faces

    @Test
    void aFutureEndsAsTheTaskDoes() throws Exception {
        IOException error = new IOException("disk");
        Task<String> blocked = group.start(blocked());
        CompletableFuture<String> cancelled = blocked.toCompletableFuture();
        assertThat(cancelled).isNotDone();
        blocked.cancel("not needed");
        assertThat(group.start(() -> "x").toCompletableFuture().get()).isEqualTo("x");
        assertThatThrownBy(
                        () -> group.start(throwing(error)).toCompletableFuture().get())
                .isInstanceOf(ExecutionException.class)
                .hasCause(error);
        assertThatThrownBy(cancelled::get).isInstanceOf(CancellationException.class);
        assertThat(cancelled).isCancelled();
    }

    @Test
    void cancellingAFutureCancelsTheTaskAndAStageOfItDoesNot() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::pass);
        CompletableFuture<Void> future = task.toCompletableFuture();
        CompletableFuture<Integer> stage = future.thenApply(_ -> 1);
        assertThat(stage.cancel(true)).isTrue();
        door.awaitArrived(1);
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(future.cancel(true)).isTrue();
        assertThat(task.join())
                .isEqualTo(new Cancelled<>(new CancelReason(Source.REQUEST, "its future was cancelled", null, null)));
    }

    @Test
    void aTaskMadeForATestHasEnded() throws Exception {
        Task<String> completed = Task.completed("x");
        assertThat(completed.await()).isEqualTo("x");
        assertThat(completed.id()).isZero();
        assertThat(completed.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(completed.cancel("late")).isEqualTo(CancelResult.ALREADY_ENDED);
        assertThat(completed.toCompletableFuture()).isCompletedWithValue("x");
        assertThat(completed.info().ranFor()).isZero();
        assertThat(Task.completed(null).await()).isNull();
        IOException error = new IOException("disk");
        Task<String> failed = Task.failed(error);
        assertThat(failed.join()).isEqualTo(new Failure<>(error));
        assertThat(failed.state()).isEqualTo(TaskState.FAILED);
        assertThatThrownBy(failed::result)
                .isInstanceOf(TaskFailedException.class)
                .hasCause(error);
        assertThatNullPointerException().isThrownBy(() -> Task.failed(null)).withMessage("error");
    }
}
