package io.github.stint.internal.watch;

import io.github.stint.TaskRejectedException;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A task that was not accepted. */
@Name("stint.Rejected")
@Label("Rejected Task")
@Category("Stint")
@Description("A task was not accepted by its owner")
final class RejectedEvent extends Event {

    @Label("Owner")
    final String owner;

    @Label("Why")
    final String why;

    private RejectedEvent(String owner, String why) {
        this.owner = owner;
        this.why = why;
    }

    static void record(TaskRejectedException rejection) {
        new RejectedEvent(rejection.owner(), rejection.why().name()).commit();
    }
}
