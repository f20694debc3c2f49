package io.github.stint;

import io.github.stint.internal.engine.Owners;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who tasks belong to. An owner lists each of its tasks from acceptance until its callbacks have run; nothing runs
 * without one. Every method may be called from any thread.
 */
public sealed interface TaskOwner extends AutoCloseable permits EngineOwner, ResultStream {

    /**
     * The name of the owner.
     *
     * @return the name, the first part of its tasks' names
     */
    String name();

    /**
     * Numbers, all of one moment.
     *
     * @return the numbers
     */
    Stats stats();

    /**
     * The tasks on the books. How long each has waited or run is of one moment for all of them, what else is told of it is not.
     *
     * @return a look at each, in order of acceptance
     */
    List<TaskInfo> tasks();

    /**
     * A task on the books.
     *
     * @param id its number
     * @return the task, or empty if it has ended or never was
     */
    Optional<Task<?>> task(long id);

    /**
     * Asks a task to stop, as {@link Task#cancel(String)} does.
     *
     * @param id its number
     * @param why the words
     * @return what this call found
     */
    CancelResult cancel(long id, String why);

    /**
     * Asks every task to stop, the youngest first, sources of batches before all, so that nothing queued starts. The owner
     * stays open.
     *
     * @param why the words
     * @return how many tasks this call cancelled
     */
    int cancelAll(String why);

    /**
     * Waits until nothing is on the books and no source is being read.
     *
     * @param atMost how long; zero or less only looks
     * @return true if it is so, false if the time was over
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks calls this, or one of an owner that is closed with it
     */
    boolean awaitIdle(Duration atMost) throws InterruptedException;

    /**
     * Waits until nothing is on the books and no source is being read: what was accepted has ended, and what that brought. The
     * owner stays open. Says in the log after ten seconds who keeps it waiting, and again after twice that time each.
     *
     * @throws InterruptedException if this thread was interrupted, or the current task was asked to stop
     * @throws IllegalStateException if one of its own tasks calls this, or one of an owner that is closed with it
     */
    void awaitIdle() throws InterruptedException;

    /**
     * Closes the owner: refuses new work from outside, drains, cancels what is left, waits for that, and reports. An
     * interrupt while it drains makes it cancel at once; the interrupt flag is kept. If it is being closed already, waits
     * for that and returns its report.
     *
     * @param how how long it drains and how long it waits for what it cancelled
     * @return what happened
     * @throws InterruptedException if this thread was interrupted while it waited for another that closes
     * @throws IllegalStateException if one of its own tasks calls this, or one of an owner that is closed with it
     */
    CloseReport shutdown(Shutdown how) throws InterruptedException;

    /**
     * Closes the owner as it was configured. Waits; keeps the interrupt flag.
     *
     * @throws IllegalStateException if one of its own tasks calls this, or one of an owner that is closed with it
     */
    @Override
    void close();

    /**
     * The owners of this JVM that are open, groups and streams among them. One that was not closed is here though nobody
     * else holds it; only a stream that was dropped is not.
     *
     * @return the owners, in the order in which they were opened
     */
    static List<TaskOwner> allOpen() {
        return Owners.open();
    }
}
