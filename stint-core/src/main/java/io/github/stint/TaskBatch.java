package io.github.stint;

import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Ending;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.internal.feed.Feeder;
import io.github.stint.internal.feed.Retain;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one call of {@code map}, {@code starmap}, {@code apply} or {@code forEach}, which are one group of their
 * pool. They belong to the pool: waiting here may be given up, and leaves them alone. Every method may be called from any
 * thread; what the tasks did is visible to whoever has their results.
 *
 * <p>A task of a batch that fails does not end the batch; a source that throws does, and leaves what was started running.
 * A batch made by {@code forEach} keeps no results, only the first 1 000 tasks that did not succeed: its
 * {@link #results()} is empty and tells of failures and cancels, its {@link #outcomes()} are those of the unsuccessful.
 *
 * @param <R> the result of a task
 */
public final class TaskBatch<R extends @Nullable Object> {

    private final Feeder<?, R> feeder;
    private final Retain<R> retain;
    private final String name;

    TaskBatch(Feeder<?, R> feeder, Retain<R> retain) {
        this.feeder = feeder;
        this.retain = retain;
        this.name = feeder.engine().name() + "/" + feeder.group().name();
    }

    /**
     * The group the tasks are in.
     *
     * @return its name at the pool
     */
    public String group() {
        return Objects.requireNonNull(feeder.group().name(), "group");
    }

    /**
     * The live tasks of the batch.
     *
     * @return their ids, in order of acceptance
     */
    public Set<Long> ids() {
        Set<Long> ids = new LinkedHashSet<>();
        for (TaskCell<?> cell : feeder.engine().view().cells(feeder.group())) {
            ids.add(cell.id());
        }
        return ids;
    }

    /**
     * The numbers of the batch; its limit is that of the batch.
     *
     * @return the numbers, all of one moment
     */
    public Stats stats() {
        OwnerState state = retain.isOver() ? OwnerState.CLOSED : OwnerState.OPEN;
        return feeder.engine().view().stats(feeder.group(), state, feeder.limit());
    }

    /**
     * Whether every task of the batch has ended and no more will come.
     *
     * @return true if it is so
     */
    public boolean isDone() {
        return retain.isOver();
    }

    /**
     * Waits for the end of the batch.
     *
     * @param atMost how long; zero or less only looks
     * @return true if it has ended, false if the time was over; the batch goes on then
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if a task of the batch calls this
     */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        refuseSelfWait();
        Ticker ticker = feeder.engine().ticker();
        return retain.awaitOver(ticker, Deadline.after(ticker, atMost));
    }

    /**
     * Waits for the end of the batch and gives the values.
     *
     * @return what the bodies returned, in the order of the source
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws SourceFailedException if the source threw
     * @throws TaskFailedException if a task failed: the first in the order of the source, the others suppressed
     * @throws TaskCancelledException if none failed, but one was cancelled, or the batch was
     * @throws IllegalStateException if a task of the batch calls this
     */
    public List<R> results() throws InterruptedException {
        List<R> values = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        TaskCancelledException cancelled = null;
        for (TaskCell<R> cell : ended()) {
            switch (cell.ending()) {
                case Outcome.Success<R>(R value) -> values.add(value);
                case Outcome.Failure<R>(Throwable error) -> failures.add(new TaskFailedException(cell.name(), error));
                case Outcome.Cancelled<R>(CancelReason why) -> {
                    if (cancelled == null) {
                        cancelled = new TaskCancelledException(cell.name(), why);
                    }
                }
            }
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw (TaskFailedException) first;
        }
        CancelReason stopped = feeder.stopped();
        if (cancelled == null && stopped != null) {
            cancelled = new TaskCancelledException(name, stopped);
        }
        if (cancelled != null) {
            throw cancelled;
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * Waits for the end of the batch and tells how each task ended.
     *
     * @return the outcomes, in the order of the source; those of a cancelled batch are fewer than its elements
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws SourceFailedException if the source threw
     * @throws IllegalStateException if a task of the batch calls this
     */
    public List<Outcome<R>> outcomes() throws InterruptedException {
        List<Outcome<R>> outcomes = new ArrayList<>();
        for (TaskCell<R> cell : ended()) {
            outcomes.add(cell.ending());
        }
        return List.copyOf(outcomes);
    }

    /**
     * Stops the batch: its source is read no more, what is queued never starts, what runs is asked to stop. Never waits.
     *
     * @param why the words
     * @return how many tasks this call cancelled
     */
    public int cancel(String why) {
        return feeder.engine().steering().cancel(feeder.group(), Cancellation.requested(why));
    }

    /** The batch, and its numbers. */
    @Override
    public String toString() {
        Stats stats = stats();
        return "TaskBatch '" + name + "': " + stats.live() + " live, " + stats.ended() + " ended";
    }

    private List<TaskCell<R>> ended() throws InterruptedException {
        refuseSelfWait();
        List<TaskCell<R>> cells = retain.read(feeder.engine().ticker(), Deadline.NEVER);
        Throwable error = feeder.sourceError();
        if (error != null) {
            throw new SourceFailedException(name, error);
        }
        return cells;
    }

    private void refuseSelfWait() throws InterruptedException {
        Ending.refuseFromInside(feeder.group(), name, "a wait for its end");
        Cancellation.checkpoint();
    }
}
