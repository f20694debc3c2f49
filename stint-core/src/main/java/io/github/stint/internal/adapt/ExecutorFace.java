package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Success;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Closing;
import io.github.stint.internal.engine.Ending;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.engine.TimeLimitExceeded;
import io.github.stint.internal.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An owner as an executor. It keeps nothing itself: what was given to it is found by the bodies of the owner's tasks. */
public final class ExecutorFace implements ExecutorService {

    private static final Shutdown WHEN_DONE = Shutdown.whenDone().thenCancelFor(Shutdown.WITHOUT_LIMIT);
    private static final Shutdown NOW = Shutdown.now().thenCancelFor(Shutdown.WITHOUT_LIMIT);

    private final Engine engine;
    private final Ending ending;

    /** A view of that owner. */
    public ExecutorFace(Engine engine) {
        this.engine = engine;
        this.ending = engine.ending();
    }

    // ---- one task

    @Override
    public void execute(Runnable command) {
        HandedRunnable body = new HandedRunnable(engine, Objects.requireNonNull(command, "command"));
        handOver(new TaskCell<>(
                engine,
                TaskOptions.defaults(),
                body,
                Thread.currentThread().getContextClassLoader(),
                null,
                null,
                null));
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return handOver(new TaskFuture<T>(engine, Objects.requireNonNull(task, "task")));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return handOver(new TaskFuture<T>(engine, returning(task, result)));
    }

    @Override
    public Future<?> submit(Runnable task) {
        Callable<@Nullable Void> body = ExecutorFace.<@Nullable Void>returning(task, null);
        return this.<@Nullable Void>handOver(new TaskFuture<@Nullable Void>(engine, body));
    }

    private static <T extends @Nullable Object> Callable<T> returning(Runnable task, T result) {
        Objects.requireNonNull(task, "task");
        return () -> {
            task.run();
            return result;
        };
    }

    private <T extends @Nullable Object> TaskFuture<T> handOver(TaskFuture<T> future) {
        handOver(future.cell());
        return future;
    }

    /** With room, also a thread that is interrupted hands over: that is asked only of whoever has to wait. */
    private void handOver(TaskCell<?> cell) {
        if (engine.offer(cell)) {
            return;
        }
        try {
            engine.submit(cell, Deadline.NEVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(
                    "'" + engine.name() + "' has no room, and the wait for it was interrupted", e);
        } catch (IllegalStateException e) {
            throw selfWait(e);
        }
    }

    private static RejectedExecutionException selfWait(IllegalStateException refusal) {
        return new RejectedExecutionException(refusal.getMessage(), refusal);
    }

    // ---- many tasks

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Deadline.NEVER);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return invokeAll(tasks, Deadline.after(engine.ticker(), duration(timeout, unit)));
    }

    private <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long deadline)
            throws InterruptedException {
        List<TaskFuture<T>> futures = futures(tasks);
        int handed = 0;
        boolean ended = false;
        try {
            while (handed < futures.size() && !Deadline.hasPassed(engine.ticker(), deadline)) {
                engine.submit(futures.get(handed).cell(), deadline);
                handed++;
            }
            ended = handed == futures.size() && awaitAll(futures, deadline);
        } catch (TaskRejectedException e) {
            if (e.why() != TaskRejectedException.Why.FULL) {
                throw e;
            }
        } catch (IllegalStateException e) {
            throw selfWait(e);
        } finally {
            if (!ended) {
                drop(futures, handed, "invokeAll was over before it");
            }
        }
        return List.copyOf(futures);
    }

    private static <T> boolean awaitAll(List<TaskFuture<T>> futures, long deadline) throws InterruptedException {
        for (TaskFuture<T> future : futures) {
            if (!future.awaitEnd(deadline)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        List<TaskFuture<T>> futures = atLeastOne(futures(tasks));
        Success<T> success = firstSuccess(futures, Deadline.NEVER);
        if (success == null) {
            throw new IllegalStateException("a wait without limit was over before its end");
        }
        return success.value();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        Duration atMost = duration(timeout, unit);
        long deadline = Deadline.after(engine.ticker(), atMost);
        List<TaskFuture<T>> futures = atLeastOne(futures(tasks));
        Success<T> success = firstSuccess(futures, deadline);
        if (success == null) {
            throw new TimeLimitExceeded(engine.name() + "/invokeAny", atMost);
        }
        return success.value();
    }

    /** The first to succeed; null if the deadline came before it. */
    private <T> @Nullable Success<T> firstSuccess(List<TaskFuture<T>> futures, long deadline)
            throws InterruptedException, ExecutionException {
        FirstSuccess<T> race = new FirstSuccess<>(engine, futures.size(), deadline);
        int handed = 0;
        try {
            while (handed < futures.size() && race.first() == null && race.enter(futures.get(handed))) {
                handed++;
            }
            boolean over = race.await();
            Success<T> first = race.first();
            if (first == null && over) {
                throw race.failure();
            }
            return first;
        } catch (TaskRejectedException e) {
            Success<T> first = race.first();
            if (first == null && e.why() != TaskRejectedException.Why.FULL) {
                throw e;
            }
            return first;
        } catch (IllegalStateException e) {
            throw selfWait(e);
        } finally {
            drop(futures, handed, "another one was first, or invokeAny was over before it");
        }
    }

    private <T> List<TaskFuture<T>> futures(Collection<? extends Callable<T>> tasks) {
        List<TaskFuture<T>> futures = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            futures.add(new TaskFuture<>(engine, Objects.requireNonNull(task, "tasks must not contain null")));
        }
        return futures;
    }

    private static <T> List<TaskFuture<T>> atLeastOne(List<TaskFuture<T>> futures) {
        if (futures.isEmpty()) {
            throw new IllegalArgumentException("tasks must not be empty: one at least is to succeed");
        }
        return futures;
    }

    /** Ends the futures that have not ended; so many of their tasks were handed over. */
    private static <T> void drop(List<TaskFuture<T>> futures, int handed, String words) {
        CancelReason why = Cancellation.requested(words);
        for (TaskFuture<T> future : futures.subList(0, handed)) {
            boolean ignored = future.cancel(true, why);
        }
        for (TaskFuture<T> future : futures.subList(handed, futures.size())) {
            Runnable ignored = future.takeBack(why);
        }
    }

    private static Duration duration(long time, TimeUnit unit) {
        return Duration.ofNanos(unit.toNanos(time));
    }

    // ---- the end

    @Override
    public void shutdown() {
        Closing closing = ending.beginAside();
        if (closing != null) {
            ending.finishAside(closing, WHEN_DONE);
        }
    }

    /** From the refusal on nothing comes in, so what is taken back is all there is. */
    @Override
    public List<Runnable> shutdownNow() {
        CancelReason why = Cancellation.because(Source.OWNER_CLOSED, "'" + engine.name() + "' was shut down at once");
        Closing closing = ending.beginAside();
        CancelReason first = ending.refuseAll(why);
        List<Runnable> neverBegun = new ArrayList<>();
        for (TaskCell<?> cell : engine.view().cells()) {
            if (cell.body() instanceof Handed handed) {
                Runnable takenBack = handed.takeBack(first);
                if (takenBack != null) {
                    neverBegun.add(takenBack);
                }
            }
        }
        ending.stop(first);
        if (closing != null) {
            ending.finishAside(closing, NOW);
        }
        return neverBegun;
    }

    @Override
    public boolean isShutdown() {
        OwnerState state = engine.view().stats().state();
        return state != OwnerState.OPEN && state != OwnerState.LOCKED;
    }

    @Override
    public boolean isTerminated() {
        return ending.isOver();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = Deadline.after(engine.ticker(), duration(timeout, unit));
        ending.refuseFromInside("awaitTermination");
        return ending.awaitOver(deadline);
    }

    @Override
    public void close() {
        ending.refuseFromInside("close");
        ExecutorService.super.close();
    }

    @Override
    public String toString() {
        return "executor of '" + engine.name() + "' " + engine.view().stats().state();
    }
}
