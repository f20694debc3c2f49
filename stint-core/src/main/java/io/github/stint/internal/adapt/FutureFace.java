package io.github.stint.internal.adapt;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task as a future: it ends as the task does, and cancelling it cancels the task. */
public final class FutureFace<T extends @Nullable Object> extends CompletableFuture<T> {

    private final Task<T> task;

    private FutureFace(Task<T> task) {
        this.task = task;
    }

    /** The future of that task. */
    public static <T extends @Nullable Object> CompletableFuture<T> of(Task<T> task) {
        FutureFace<T> future = new FutureFace<>(task);
        task.onDone(future::end);
        return future;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            task.cancel("its future was cancelled");
        }
        return cancelled;
    }

    /** Stages that depend on this one are ordinary futures: cancelling one of them does not reach the task. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    private void end(Task<T> ended) {
        switch (ended.outcome().orElseThrow()) {
            case Success<T>(T value) -> complete(value);
            case Failure<T>(Throwable error) -> completeExceptionally(error);
            case Cancelled<T> ignored -> super.cancel(false);
        }
    }
}
