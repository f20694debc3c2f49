package io.github.stint.internal.watch;

import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskInfo;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A task that ran, from the start of its body to its end. */
@Name("stint.Task")
@Label("Task")
@Category("Stint")
@Description("The body of a task, from its start to its end")
@StackTrace(false)
public final class TaskEvent extends Event {

    @Label("Name")
    @Nullable
    String name;

    @Label("Owner")
    @Nullable
    String owner;

    @Label("Group")
    @Nullable
    String group;

    @Label("Id")
    long id;

    @Label("Queued For")
    @Timespan(Timespan.NANOSECONDS)
    long queuedFor;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Error")
    @Description("The class of what a failed task threw, or why a cancelled one was asked to stop")
    @Nullable
    String error;

    TaskEvent() {}

    static @Nullable TaskEvent started(Runnable ownerStats) {
        OwnerStatsEvent.register(ownerStats);
        TaskEvent event = new TaskEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    void ended(TaskInfo task, Outcome<?> how) {
        end();
        if (!shouldCommit()) {
            return;
        }
        name = task.name();
        owner = task.owner();
        group = task.group();
        id = task.id();
        queuedFor = task.queuedFor().toNanos();
        switch (how) {
            case Success<?> ignored -> outcome = "succeeded";
            case Failure<?>(Throwable thrown) -> {
                outcome = "failed";
                error = thrown.getClass().getName();
            }
            case Cancelled<?>(var why) -> {
                outcome = "cancelled";
                error = why.toString();
            }
        }
        commit();
    }
}
