package io.github.stint.spi;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskRejectedException;
import java.time.Duration;

/**
 * Hears what happens to an owner and its tasks. Every method does nothing unless it is overridden.
 *
 * <pre>{@code
 * var pool = TaskPool.builder("crawler").size(20)
 *     .listener(new TaskListener() {
 *       @Override public void ended(Task<?> task, Outcome<?> outcome) {
 *         if (task.info().ranFor().toSeconds() > 5) warn("slow: " + task);
 *       }
 *     })
 *     .open();
 * }</pre>
 *
 * <p>A listener is called on the thread where it happens, without any lock: {@code started} and {@code ended} on the
 * task's own, {@code submitted} on the one that got it accepted, {@code cancelRequested} on the canceller's or, if a time
 * was over, on one of its own. So it must be quick, it must not wait, and it may be called by many threads at once. A
 * listener that throws is logged and not called any more by that owner.
 *
 * <p>Of one task: {@code submitted}, {@code started}, {@code cancelRequested}, {@code ended} are called in this order, each
 * after the one before has returned; a task that never begins has no {@code started}, and few are asked to stop. Owners without a listener pay nothing.
 */
public interface TaskListener {

    /**
     * A task was accepted. It may be queued.
     *
     * @param task the task
     */
    default void submitted(Task<?> task) {}

    /**
     * The body of a task is about to begin.
     *
     * @param task the task, running
     */
    default void started(Task<?> task) {}

    /**
     * A task was asked to stop. One that had not begun has ended by that.
     *
     * @param task the task
     * @param why the reason
     */
    default void cancelRequested(Task<?> task, CancelReason why) {}

    /**
     * A task has ended, its callbacks have run, and it is about to leave the books. The outcome is handed over, since asking
     * the task for it counts as asking: its failure would not be logged, nor be told to {@link #failedUnobserved}.
     *
     * @param task the task
     * @param outcome how it ended
     */
    default void ended(Task<?> task, Outcome<?> outcome) {}

    /**
     * A task has failed and nobody has asked how it ended: it was just logged. That is a second after {@link #ended}, or when
     * its owner is closed, or at once if nobody is expected to ask, as with a {@code TaskService}. Told on the thread that wrote
     * to the log, once, also of tasks accepted before this listener was added. Of a group that is left without {@code join} it
     * is told after {@link #closed}.
     *
     * @param task the task
     * @param error what it failed with
     */
    default void failedUnobserved(Task<?> task, Throwable error) {}

    /**
     * A task was not accepted.
     *
     * @param rejection what its submitter gets; tells the owner and why
     */
    default void rejected(TaskRejectedException rejection) {}

    /**
     * The limit of an owner was changed.
     *
     * @param owner the name of the owner
     * @param from the limit before
     * @param to the limit now
     */
    default void resized(String owner, int from, int to) {}

    /**
     * An owner was closed.
     *
     * @param report how
     */
    default void closed(CloseReport report) {}

    /**
     * Something supervised stands elsewhere now. Its changes are told one after the other, in the order in which they
     * happened.
     *
     * @param service what is supervised
     * @param from where it stood
     * @param to where it stands
     */
    default void serviceChanged(Supervised service, Supervised.State from, Supervised.State to) {}

    /**
     * A run of something supervised is over, and another follows after a pause.
     *
     * @param service what is supervised
     * @param last how the run ended
     * @param pause how long it will be until the next
     */
    default void restarting(Supervised service, Outcome<?> last, Duration pause) {}
}
