package io.github.stint.internal.engine;

import io.github.stint.Outcome.Failure;
import io.github.stint.internal.time.Deadline;
import io.github.stint.internal.time.Deadlines.Armed;
import io.github.stint.internal.watch.Log;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failed tasks that nobody has asked how they ended: they are told to the log, once, if nobody asks for a second, and at
 * the latest when their owner is closed. Without that second, whoever submits a task and then waits for it would find a
 * quick failure in the log too. Pure data under the engine's lock.
 */
final class Unasked {

    static final long GRACE_NANOS = 1_000_000_000L;

    /** More than that are not kept waiting: the oldest are told at once. */
    private static final int MOST = 1_000;

    private final ArrayDeque<TaskCell<?>> waiting = new ArrayDeque<>(0);
    private boolean timed;

    /** The timer that was armed last. It holds the owner, so it is taken back when that is closed. */
    private @Nullable Armed timer;

    /** How many threads are writing to the log what they took because its second was over. */
    private int telling;

    private List<Signal> told = new ArrayList<>();

    /** Whether none is kept, nobody tells of any, and no timer is armed for that. */
    boolean isEmpty() {
        return waiting.isEmpty() && telling == 0 && timer == null;
    }

    /** Keeps a failed task; gives back those that are to be told now. */
    List<TaskCell<?>> add(TaskCell<?> failed) {
        waiting.add(failed);
        return waiting.size() > MOST ? List.of(waiting.remove()) : List.of();
    }

    /** When a timer is to go off that has not been armed yet: {@link Deadline#NEVER} if nobody waits or there is one. */
    long timerDue() {
        TaskCell<?> first = waiting.peek();
        if (timed || first == null) {
            return Deadline.NEVER;
        }
        timed = true;
        return first.endedAt() + GRACE_NANOS;
    }

    void armed(Armed newTimer) {
        timer = newTimer;
    }

    /** Takes the timer, which is to be disarmed. */
    @Nullable
    Armed takeTimer() {
        Armed taken = timer;
        timer = null;
        return taken;
    }

    /** Takes those whose second is over, to be told and then {@link #toldDue}; the timer that called this is gone. */
    List<TaskCell<?>> takeDue(long now) {
        timed = false;
        List<TaskCell<?>> due = new ArrayList<>();
        while (!waiting.isEmpty() && now - waiting.peek().endedAt() >= GRACE_NANOS) {
            due.add(waiting.remove());
        }
        telling++;
        return due;
    }

    /** Those that were taken by {@link #takeDue} are in the log; gives back who waits for that. */
    List<Signal> toldDue() {
        telling--;
        if (telling > 0 || told.isEmpty()) {
            return List.of();
        }
        List<Signal> waiters = told;
        told = new ArrayList<>();
        return waiters;
    }

    /** Fires that signal when nobody is telling any more; false if nobody is. */
    boolean whenTold(Signal signal) {
        return telling > 0 && told.add(signal);
    }

    /** Takes all. */
    List<TaskCell<?>> takeAll() {
        List<TaskCell<?>> all = new ArrayList<>(waiting);
        waiting.clear();
        timed = false;
        return all;
    }

    /** Tells the log of those that were not asked meanwhile, and then the listeners. Without the lock. */
    static void tell(Core core, List<TaskCell<?>> tasks) {
        for (TaskCell<?> task : tasks) {
            if (!task.wasAsked() && task.ending() instanceof Failure<?>(Throwable error)) {
                Log.error(core.options.kind(), "task '" + task.name() + "' failed and nobody asked", error);
                core.listeners.tell(listener -> listener.failedUnobserved(task, error));
            }
        }
    }
}
