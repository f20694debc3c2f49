package io.github.stint.cli.steer;

import io.github.stint.Stats;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.Submitted;
import io.github.stint.control.view.TaskList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The requests that change something. */
public final class Changes {

    private Changes() {}

    // ---- cancelling

    /**
     * Asks tasks to stop that are named one by one. All are looked up before the first is asked.
     *
     * @param tasks their names
     * @param dry whether it is only counted
     */
    public static Request cancel(List<String> tasks, @Nullable String owner, boolean dry) throws UsageException {
        List<TaskName> names = new ArrayList<>();
        for (String task : tasks) {
            names.add(TaskName.of(task));
        }
        return application -> {
            List<TaskName.Found> found = new ArrayList<>();
            for (TaskName name : names) {
                found.add(name.find(application, owner));
            }
            int requested = 0;
            int live = 0;
            for (TaskName.Found task : found) {
                if (dry) {
                    live += application.count(TaskQuery.where("id=" + task.id()).of(task.owner()));
                } else if (application.cancel(task.owner(), task.id())) {
                    requested++;
                }
            }
            return cancelled(new Cancelled(dry ? live : found.size(), requested), dry);
        };
    }

    /** Asks all tasks to stop that match, after their number has been told and agreed to. */
    public static Request cancel(TaskQuery query, boolean dry, Consent consent) {
        return application -> {
            int matching = application.count(query);
            if (dry || matching == 0) {
                return cancelled(new Cancelled(matching, 0), dry);
            }
            return consent.to("cancel " + tasks(matching) + "?") ? cancelled(application.cancel(query), false) : left();
        };
    }

    /** Asks the tasks of a group to stop, and has nothing more of its source begin. */
    public static Request cancelGroup(@Nullable String ownerGiven, String group, boolean dry, Consent consent) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.LOCKABLE);
            int matching =
                    application.count(TaskQuery.where("group=\"" + group + "\"").of(owner));
            if (dry) {
                return cancelled(new Cancelled(matching, 0), true);
            }
            return consent.to("cancel " + tasks(matching) + " of '" + group + "', and what it has not begun?")
                    ? cancelled(application.cancelGroup(owner, group), false)
                    : left();
        };
    }

    private static Answer cancelled(Cancelled cancelled, boolean dry) {
        int others = cancelled.matching() - cancelled.requested();
        String text;
        if (dry) {
            text = tasks(cancelled.matching()) + " would be cancelled";
        } else if (cancelled.matching() == 0) {
            text = "no task matches";
        } else {
            text = tasks(cancelled.requested()) + " asked to stop"
                    + (others == 0 ? "" : "; " + others + " had ended or been asked before");
        }
        return Answer.line(Fields.named("matching", cancelled.matching(), "requested", cancelled.requested()), text)
                .withStatus((dry ? cancelled.matching() : cancelled.requested()) == 0 ? ExitStatus.REFUSED : 0);
    }

    private static Answer left() {
        return Answer.line(Fields.named("requested", 0), "nothing was cancelled")
                .withStatus(ExitStatus.REFUSED);
    }

    private static String tasks(int number) {
        return number == 1 ? "1 task" : number + " tasks";
    }

    // ---- limits and intake

    /** Changes a limit. */
    public static Request resize(@Nullable String ownerGiven, int size) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.LIMITED);
            int before = application.owner(owner).stats().limit();
            application.resize(owner, size);
            return Answer.line(
                    Fields.named("owner", owner, "from", before == Integer.MAX_VALUE ? null : before, "to", size),
                    Printable.of(owner) + ": limit " + limit(before) + " -> " + size);
        };
    }

    private static String limit(int limit) {
        return limit == Integer.MAX_VALUE ? "none" : Integer.toString(limit);
    }

    /** One verb that an owner is told, and after which its state is shown. */
    @FunctionalInterface
    private interface Told {
        void to(ControlClient application, String owner) throws IOException, InterruptedException;
    }

    public static Request pause(@Nullable String owner) {
        return told(owner, OwnerChoice.LIMITED, ControlClient::pause);
    }

    public static Request resume(@Nullable String owner) {
        return told(owner, OwnerChoice.LIMITED, ControlClient::resume);
    }

    public static Request lock(@Nullable String owner) {
        return told(owner, OwnerChoice.LOCKABLE, ControlClient::lock);
    }

    public static Request unlock(@Nullable String owner) {
        return told(owner, OwnerChoice.LOCKABLE, ControlClient::unlock);
    }

    private static Request told(@Nullable String ownerGiven, Set<OwnerKind> kinds, Told verb) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, kinds);
            verb.to(application, owner);
            return state(application.owner(owner));
        };
    }

    private static Answer state(OwnerView owner) {
        return Answer.line(Fields.of(owner), line(owner));
    }

    private static String line(OwnerView owner) {
        Stats stats = owner.stats();
        return Printable.of(owner.name()) + ": " + Looks.state(owner) + ", limit " + limit(stats.limit()) + ", "
                + stats.running() + " run, " + stats.queued() + " wait";
    }

    /** Locks an owner and waits until all its tasks have ended; the exit status says whether they have. */
    public static Request drain(@Nullable String ownerGiven, Duration within) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.LOCKABLE);
            Drained drained;
            try {
                drained = application.drain(owner, within);
            } catch (IOException e) {
                if (application.isOpen()) {
                    throw e;
                }
                return Answer.line(
                        Fields.named("owner", owner, "idle", true),
                        Printable.of(owner) + ": the application has ended, and all tasks with it");
            }
            Stats stats = drained.stats();
            String text = Printable.of(owner) + ": "
                    + (drained.idle()
                            ? "all tasks have ended"
                            : stats.live() + " had not ended within " + Spans.of(within) + "; it stays locked");
            return Answer.line(Fields.named("owner", owner, "idle", drained.idle(), "stats", Fields.of(stats)), text)
                    .withStatus(drained.idle() ? 0 : ExitStatus.REFUSED);
        };
    }

    /** Takes the ended tasks that a pool has kept. */
    public static Request flush(@Nullable String ownerGiven) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.POOLS);
            TaskList flushed = application.flush(owner);
            return Answer.line(
                    Fields.named("matching", flushed.matching(), "tasks", Fields.all(flushed.tasks(), Fields::of)),
                    Printable.of(owner) + ": " + tasks(flushed.matching()) + " forgotten");
        };
    }

    // ---- workers, services, handlers

    /** Starts so many more workers. */
    public static Request start(@Nullable String ownerGiven, int workers) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.WORKERS);
            return workers(owner, "started", application.startWorkers(owner, workers));
        };
    }

    /** Stops so many workers, the youngest. */
    public static Request stop(@Nullable String ownerGiven, int workers) {
        return application -> {
            String owner = OwnerChoice.of(application, ownerGiven, OwnerChoice.WORKERS);
            return workers(owner, "stopped", application.stopWorkers(owner, workers));
        };
    }

    private static Answer workers(String owner, String what, List<Long> ids) {
        return Answer.line(
                Fields.named("owner", owner, what, ids),
                Printable.of(owner) + ": " + what + " " + ids.size() + " of its workers"
                        + ids.stream().map(it -> " #" + it).collect(Collectors.joining(",")));
    }

    /** Interrupts what is supervised, so that it is restarted as its policy says. */
    public static Request restart(String service, @Nullable String ownerGiven) {
        return application -> {
            List<ServiceView> found = application.services().stream()
                    .filter(it -> it.name().equals(service) && (ownerGiven == null || ownerGiven.equals(it.owner())))
                    .toList();
            List<String> owners =
                    found.stream().map(ServiceView::owner).distinct().toList();
            if (owners.isEmpty()) {
                throw new SteerException(ExitStatus.REFUSED, "nothing is supervised as '" + service + "'");
            }
            String owner = OwnerChoice.only(owners);
            application.restart(owner, service);
            return Answer.line(
                    Fields.named("owner", owner, "service", service),
                    Printable.of(owner + "/" + service) + ": interrupted, and restarted as its policy says");
        };
    }

    /** Hands calls over to a handler: one for each text of JSON, or one without arguments. */
    public static Request submit(String handler, List<String> arguments) {
        return application -> {
            Submitted submitted = arguments.size() <= 1
                    ? application.submit(handler, arguments.isEmpty() ? "[]" : arguments.getFirst())
                    : application.map(handler, arguments, arguments.size());
            return Answer.line(
                    Fields.named("owner", submitted.owner(), "task", submitted.id(), "name", submitted.name()),
                    Printable.of(submitted.name()));
        };
    }
}
