package io.github.stint.testing;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskRejectedException;
import io.github.stint.spi.TaskListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that writes down what it hears, in order: {@code "started 1"}, {@code "ended 1 SUCCEEDED"}. */
public class Heard implements TaskListener {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** What was heard so far. */
    public List<String> all() {
        return List.copyOf(heard);
    }

    /** What was heard so far of the task of that id. */
    public List<String> of(long id) {
        return heard.stream().filter(it -> (it + " ").contains(" " + id + " ")).toList();
    }

    @Override
    public void submitted(Task<?> task) {
        heard.add("submitted " + task.id());
    }

    @Override
    public void started(Task<?> task) {
        heard.add("started " + task.id());
    }

    @Override
    public void cancelRequested(Task<?> task, CancelReason why) {
        heard.add("cancelRequested " + task.id() + " " + why.why());
    }

    @Override
    public void ended(Task<?> task, Outcome<?> outcome) {
        heard.add("ended " + task.id() + " " + task.state());
    }

    @Override
    public void failedUnobserved(Task<?> task, Throwable error) {
        heard.add("failedUnobserved " + task.id() + " " + error.getMessage());
    }

    @Override
    public void rejected(TaskRejectedException rejection) {
        heard.add("rejected " + rejection.owner() + " " + rejection.why());
    }

    @Override
    public void resized(String owner, int from, int to) {
        heard.add("resized " + owner + " " + from + " " + to);
    }

    @Override
    public void closed(CloseReport report) {
        heard.add("closed " + report.owner());
    }
}
