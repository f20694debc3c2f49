package io.github.stint.verification.scenarios;

import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.verification.schedules.World;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one task lives through, from before it is handed over. At the end of the world it has run once at most and its
 * callbacks were called once, after its body; or it was never accepted, and none of this has happened.
 */
final class Life {

    private final World world;
    private final String name;
    private @Nullable String group;
    private @Nullable Task<?> task;
    private int begun;
    private boolean inBody;
    private int calledWhenDone;
    private int calledWhenCancelled;

    Life(World world, String name) {
        this.world = world;
        this.name = name;
        world.atEnd(this::checkWhole);
    }

    /** Puts it into a group, before it is handed over. */
    Life in(String newGroup) {
        group = newGroup;
        return this;
    }

    // ---- handing over

    /** Waits for room. */
    void submitTo(TaskPool pool, Callable<?> body) throws InterruptedException {
        is(pool.submit(options(), body(body)));
    }

    /** Waits for room, so long at most. */
    void submitTo(TaskPool pool, Duration atMost, Callable<?> body) throws InterruptedException {
        is(pool.submit(options(), atMost, body(body)));
    }

    /** Does not wait. */
    void trySubmitTo(TaskPool pool, Callable<?> body) {
        pool.trySubmit(options(), body(body)).ifPresent(this::is);
    }

    /** With both callbacks. */
    TaskOptions options() {
        TaskOptions options = TaskOptions.named(name).onDone(this::done).onCancelled(this::cancelled);
        return group == null ? options : options.group(group);
    }

    /** That body, recorded. */
    <T> Callable<T> body(Callable<T> body) {
        return () -> {
            begun++;
            inBody = true;
            if (begun > 1) {
                world.fail("'" + name + "' began twice");
            }
            checkRunning();
            try {
                return body.call();
            } finally {
                checkRunning();
                inBody = false;
            }
        };
    }

    /** It was accepted. */
    void is(Task<?> accepted) {
        task = accepted;
    }

    // ---- what is known of it

    boolean isAccepted() {
        return task != null;
    }

    /** Once it was accepted. */
    Task<?> task() {
        return Objects.requireNonNull(task, "not accepted");
    }

    boolean hasBegun() {
        return begun > 0;
    }

    boolean isInBody() {
        return inBody;
    }

    boolean succeeded() {
        return task != null && task.state() == TaskState.SUCCEEDED;
    }

    boolean wasCancelled() {
        return task != null && task.state() == TaskState.CANCELLED;
    }

    // ---- what must hold

    /** In its body, which has not ended, and is interrupted only if it was asked to stop. */
    void checkRunning() {
        boolean interrupted = Thread.currentThread().isInterrupted();
        TaskCell<?> current = Cancellation.currentTask();
        if (current == null) {
            world.fail("'" + name + "' runs though it has ended");
        } else if (interrupted && current.state() != TaskState.CANCELLING) {
            world.fail("'" + name + "' was interrupted though nobody asked it to stop");
        }
    }

    private void done(Task<?> ended) {
        calledWhenDone++;
        if (!ended.isDone() || inBody) {
            world.fail("'" + name + "' has not ended in its onDone");
        }
        checkCallback();
    }

    private void cancelled(Task<?> ending) {
        calledWhenCancelled++;
        if (calledWhenDone > 0) {
            world.fail("'" + name + "' was called back as cancelled after it was called back as done");
        }
        if (inBody || ending.isDone() == hasBegun()) {
            world.fail("'" + name + "' is " + ending.state() + " in its onCancelled, begun: " + hasBegun());
        }
        checkCallback();
    }

    private void checkCallback() {
        if (Thread.currentThread().isInterrupted()) {
            world.fail("a callback of '" + name + "' was interrupted");
        }
        world.point();
    }

    private void checkWhole() {
        if (task == null) {
            world.require(
                    begun + calledWhenDone + calledWhenCancelled == 0,
                    "'" + name + "' was not accepted, began " + begun + " times, was called back " + calledWhenDone);
            return;
        }
        TaskState state = task.state();
        world.require(state.isDone(), "'" + name + "' has not ended: " + state);
        world.require(calledWhenDone == 1, "'" + name + "' was called back as done so often: " + calledWhenDone);
        int due = state == TaskState.CANCELLED ? 1 : 0;
        world.require(calledWhenCancelled == due, "'" + name + "' called back as cancelled: " + calledWhenCancelled);
        world.require(state != TaskState.SUCCEEDED || begun == 1, "'" + name + "' succeeded and never ran");
    }
}
