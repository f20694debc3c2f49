package io.github.stint.internal.adapt;

import io.github.stint.CancelReason;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskCancelledException;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.Gate;
import io.github.stint.internal.engine.Observer;
import io.github.stint.internal.engine.Submission;
import io.github.stint.internal.engine.TaskCell;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Which of some tasks succeeds first, for one thread that hands them over one by one and then waits. */
final class FirstSuccess<T extends @Nullable Object> {

    private final Engine engine;
    private final long deadline;
    private final int total;
    private final AtomicInteger left;
    private final AtomicReference<@Nullable Success<T>> first = new AtomicReference<>();
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Gate over = new Gate();
    private volatile @Nullable Submission entering;

    /** For so many tasks. */
    FirstSuccess(Engine engine, int total, long deadline) {
        this.engine = engine;
        this.deadline = deadline;
        this.total = total;
        this.left = new AtomicInteger(total);
    }

    /** The first success, if there is one by now. */
    @Nullable
    Success<T> first() {
        return first.get();
    }

    /**
     * Hands the next task over, and waits for room, but not longer than until another one has succeeded.
     *
     * <p>The submission is written before the success is read, and read after that is written: one of the two sees the
     * other, so the wait is given up.
     *
     * @return false if it was not handed over, because another one has succeeded
     */
    boolean enter(TaskFuture<T> future) throws InterruptedException {
        boolean ignored = future.cell().observe(new One(future.cell()));
        Submission submission = engine.enter(future.cell(), deadline);
        if (submission == null) {
            return true;
        }
        entering = submission;
        if (first.get() != null) {
            submission.giveUp();
        }
        try {
            return engine.await(submission, deadline);
        } finally {
            entering = null;
        }
    }

    /** Waits until one has succeeded or all have ended; false if the deadline came first. */
    boolean await() throws InterruptedException {
        return over.await(engine.ticker(), deadline);
    }

    /** What to throw when all have ended and none has succeeded. */
    ExecutionException failure() {
        ExecutionException failure = new ExecutionException(
                "none of " + total + " tasks of '" + engine.name() + "' succeeded", errors.poll());
        errors.forEach(failure::addSuppressed);
        return failure;
    }

    /** Also of one that fails after another has succeeded: whoever asks for the first does not ask for the others. */
    private final class One extends Observer {
        private final TaskCell<T> cell;

        One(TaskCell<T> cell) {
            this.cell = cell;
        }

        @Override
        protected void published(TaskCell<?> task) {
            cell.willBeAsked();
            ended(cell);
        }
    }

    private void ended(TaskCell<T> cell) {
        switch (cell.ending()) {
            case Success<T> success -> {
                if (first.compareAndSet(null, success)) {
                    over.open();
                    Submission waiting = entering;
                    if (waiting != null) {
                        waiting.giveUp();
                    }
                }
            }
            case Failure<T>(Throwable error) -> errors.add(error);
            case Cancelled<T>(CancelReason why) -> errors.add(new TaskCancelledException(cell.name(), why));
        }
        if (left.decrementAndGet() == 0) {
            over.open();
        }
    }
}
