package io.github.stint.cli.top;

import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlException;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries changes out, and tells what became of them.
 *
 * @param application what is changed
 */
record Steering(ControlClient application) {

    /** Each target in its turn; one that is refused does not keep the others. */
    String carryOut(Change change) throws IOException, InterruptedException {
        if (change.verb() == Change.Verb.CANCEL_MATCHING) {
            try {
                return asked(application.cancel(TaskQuery.where(change.filter())));
            } catch (ControlException e) {
                return "refused: " + e.getMessage();
            }
        }
        List<String> refused = new ArrayList<>();
        String last = "";
        int matching = 0;
        int requested = 0;
        for (Target target : change.targets()) {
            try {
                if (change.verb() == Change.Verb.CANCEL) {
                    Cancelled one = cancel(target);
                    matching += one.matching();
                    requested += one.requested();
                } else {
                    last = tell(change.verb(), target.owner());
                }
            } catch (ControlException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        if (!refused.isEmpty()) {
            return "refused" + (refused.size() == 1 ? "" : " " + refused.size() + " times") + ": " + refused.getFirst();
        }
        if (change.verb() == Change.Verb.CANCEL) {
            return asked(new Cancelled(matching, requested));
        }
        return change.targets().size() == 1
                ? last
                : last + ", and " + (change.targets().size() - 1) + " more";
    }

    private Cancelled cancel(Target target) throws IOException, InterruptedException {
        return switch (target) {
            case Target.OfTask task -> new Cancelled(1, application.cancel(task.owner(), task.id()) ? 1 : 0);
            case Target.OfGroup group -> cancel(group);
            case Target.OfOwner owner -> application.cancel(TaskQuery.all().of(owner.owner()));
        };
    }

    private Cancelled cancel(Target.OfGroup group) throws IOException, InterruptedException {
        String name = group.group();
        return name == null
                ? application.cancel(TaskQuery.where("group=\"\"").of(group.owner()))
                : application.cancelGroup(group.owner(), name);
    }

    private static String asked(Cancelled cancelled) {
        int others = cancelled.matching() - cancelled.requested();
        return Questions.tasks(cancelled.requested()) + " asked to stop"
                + (others == 0 ? "" : "; " + others + " had ended or been asked before");
    }

    private String tell(Change.Verb verb, String owner) throws IOException, InterruptedException {
        switch (verb) {
            case MORE -> {
                return resize(owner, 1);
            }
            case FEWER -> {
                return resize(owner, -1);
            }
            case PAUSE -> application.pause(owner);
            case RESUME -> application.resume(owner);
            case LOCK -> application.lock(owner);
            case UNLOCK -> application.unlock(owner);
            case DRAIN -> {
                Drained drained = application.drain(owner, Duration.ZERO);
                return "'" + owner + "' is locked, and "
                        + (drained.idle()
                                ? "has no task left"
                                : Questions.tasks(drained.stats().live()) + " to end");
            }
            case CANCEL, CANCEL_MATCHING -> throw new IllegalArgumentException("not for owners: " + verb);
        }
        OwnerView now = application.owner(owner);
        return "'" + owner + "' is " + Rows.state(now).text();
    }

    /** One more or fewer at a time; of workers, one more or fewer of them. */
    private String resize(String owner, int by) throws IOException, InterruptedException {
        OwnerView before = application.owner(owner);
        if (before.kind() == OwnerKind.WORKERS) {
            List<Long> ids = by > 0 ? application.startWorkers(owner, 1) : application.stopWorkers(owner, 1);
            return "'" + owner + "': " + (by > 0 ? "started " : "stopped ") + ids.size() + " of its workers";
        }
        if (!before.isLimited()) {
            return "'" + owner + "' has no limit";
        }
        int limit = before.stats().limit();
        int next = Math.max(0, limit + by);
        application.resize(owner, next);
        return "'" + owner + "': limit " + limit + " -> " + next;
    }
}
