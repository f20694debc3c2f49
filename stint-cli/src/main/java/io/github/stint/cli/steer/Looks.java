package io.github.stint.cli.steer;

import io.github.stint.CancelReason;
import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.TaskQuery;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.EndedTasks;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that only look. */
public final class Looks {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Looks() {}

    // ---- tasks

    /** Live tasks, and how many there are. */
    public static Request tasks(TaskQuery query) {
        return application -> {
            TaskList list = application.tasks(query);
            return Answer.of(
                    Fields.named("matching", list.matching(), "tasks", Fields.all(list.tasks(), Fields::of)),
                    page -> tasks(list, page));
        };
    }

    private static List<String> tasks(TaskList list, Page page) {
        Table table = Table.of("~TASK", "STATE", ">WAITED", ">RAN", "~CANCELLED BECAUSE");
        for (TaskInfo task : list.tasks()) {
            table.row(
                    task.name(),
                    Fields.word(task.state()),
                    Spans.of(task.queuedFor()),
                    Spans.of(task.ranFor()),
                    reason(task.cancelReason()));
        }
        List<String> lines = new ArrayList<>(table.lines(page));
        if (list.tasks().size() < list.matching()) {
            lines.add(page.dim(list.tasks().size() + " of " + list.matching() + " tasks; -n shows more"));
        }
        return lines;
    }

    private static String reason(@Nullable CancelReason reason) {
        return reason == null ? "" : reason.toString();
    }

    /** All of one task. */
    public static Request show(String task, @Nullable String owner) throws UsageException {
        TaskName name = TaskName.of(task);
        return application -> {
            TaskName.Found found = name.find(application, owner);
            TaskDetails details = application.show(found.owner(), found.id());
            return Answer.of(Fields.of(details), page -> details(details, page));
        };
    }

    private static List<String> details(TaskDetails details, Page page) {
        TaskInfo task = details.task();
        List<String> lines = new ArrayList<>();
        lines.add(page.bold(Printable.of(task.name())));
        lines.add(entry("owner", task.owner()));
        if (task.group() != null) {
            lines.add(entry("group", task.group()));
        }
        lines.add(entry("state", Fields.word(task.state())));
        lines.add(entry("waited", Spans.of(task.queuedFor())));
        lines.add(entry("ran", Spans.of(task.ranFor())));
        CancelReason reason = task.cancelReason();
        if (reason != null) {
            lines.add(entry("cancelled", reason + ", by " + source(reason)));
        }
        if (details.cause() != null) {
            lines.add(entry("cause", details.cause()));
        }
        ServiceView service = details.service();
        if (service != null) {
            lines.add(entry(
                    "service",
                    service.name() + ", " + Fields.word(service.state()) + " for "
                            + Spans.of(service.inState()) + ", run " + service.runs() + ", " + service.restarts()
                            + " restarts"));
            if (service.lastFailure() != null) {
                lines.add(entry("failed by", service.lastFailure()));
            }
        }
        EndedTask ended = details.ended();
        if (ended != null) {
            lines.add(entry("ended", CLOCK.format(ended.at())));
            if (ended.failure() != null) {
                lines.add(entry("failure", ended.failure()));
            }
        }
        details.stack().forEach(frame -> lines.add("    at " + Printable.of(frame)));
        return lines.stream().map(it -> page.cut(it, page.columns())).toList();
    }

    private static String source(CancelReason reason) {
        return switch (reason.source()) {
            case REQUEST -> "request";
            case TIME_LIMIT -> "a time limit";
            case SIBLING_FAILED -> "the failure of another";
            case OWNER_CLOSED -> "the end of its owner";
            case OWNER_INTERRUPTED -> "an interrupt of its owner";
            case BODY -> "itself";
        };
    }

    private static String entry(String name, String value) {
        return String.format("  %-9s  %s", name, Printable.of(value));
    }

    /** Tasks that have ended, the latest last. */
    public static Request ended(TaskQuery query) {
        return application -> {
            EndedTasks ended = application.ended(query, 0);
            return Answer.of(
                    Fields.named("tasks", Fields.all(ended.tasks(), Fields::of), "dropped", ended.dropped()),
                    page -> ended(ended, page));
        };
    }

    private static List<String> ended(EndedTasks ended, Page page) {
        Table table = Table.of("ENDED", "~TASK", "STATE", ">WAITED", ">RAN", "~BECAUSE");
        for (EndedTask it : ended.tasks()) {
            TaskInfo task = it.task();
            table.row(
                    CLOCK.format(it.at()),
                    task.name(),
                    Fields.word(task.state()),
                    Spans.of(task.queuedFor()),
                    Spans.of(task.ranFor()),
                    it.failure() != null ? it.failure() : reason(task.cancelReason()));
        }
        List<String> lines = new ArrayList<>(table.lines(page));
        if (ended.dropped() > 0) {
            lines.add(page.dim(ended.dropped() + " more have ended; -n shows more of those that are remembered"));
        }
        return lines;
    }

    // ---- owners

    /** The open owners, and what they run. */
    public static Request owners() {
        return application -> {
            List<OwnerView> owners = application.owners();
            return Answer.of(Fields.named("owners", Fields.all(owners, Fields::of)), page -> owners(owners, page));
        };
    }

    private static List<String> owners(List<OwnerView> owners, Page page) {
        Table table = Table.of(
                "~OWNER", "KIND", "STATE", ">LIMIT", ">RUN", ">STOP", ">WAIT", ">DONE", ">FAILED", ">CANCELLED");
        Map<String, Integer> depths = new HashMap<>();
        for (OwnerView owner : owners) {
            int depth = owner.parent() == null ? 0 : depths.getOrDefault(owner.parent(), 0) + 1;
            depths.put(owner.name(), depth);
            Stats stats = owner.stats();
            table.row(
                    "  ".repeat(depth) + owner.name(),
                    owner.kind().wire(),
                    state(owner),
                    owner.isLimited() ? stats.limit() : "-",
                    stats.running(),
                    stats.stopping(),
                    stats.queued(),
                    stats.succeeded(),
                    stats.failed(),
                    stats.cancelled());
        }
        return table.lines(page);
    }

    static String state(OwnerView owner) {
        return owner.paused() ? "paused" : Fields.word(owner.stats().state());
    }

    /** Owners, what they have adopted, and their tasks by groups. */
    public static Request tree(int limit) {
        return application -> {
            Tree tree = new Tree(application.tree(limit));
            return Answer.of(tree.fields(), tree::lines);
        };
    }

    /** The numbers of an owner, or of all, and the times of their groups. */
    public static Request stats(@Nullable String owner) {
        return application -> {
            List<OwnerView> owners = owner == null ? application.owners() : List.of(application.owner(owner));
            List<GroupTimes> times = application.times().stream()
                    .filter(it -> owner == null || it.owner().equals(owner))
                    .toList();
            return Answer.of(
                    Fields.named(
                            "owners", Fields.all(owners, Fields::of),
                            "times", Fields.all(times, Fields::of)),
                    page -> stats(owners, times, page));
        };
    }

    private static List<String> stats(List<OwnerView> owners, List<GroupTimes> times, Page page) {
        List<String> lines = new ArrayList<>(owners(owners, page));
        Table table = Table.of("~GROUP", "TIME", ">ENDED", ">P50", ">P90", ">P99", ">MAX");
        for (GroupTimes it : times) {
            String group = it.owner() + (it.group() == null ? "" : "/" + it.group());
            Map.of("waited", it.waited(), "ran", it.ran()).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(time -> table.row(
                            group,
                            time.getKey(),
                            time.getValue().count(),
                            Spans.of(time.getValue().p50()),
                            Spans.of(time.getValue().p90()),
                            Spans.of(time.getValue().p99()),
                            Spans.of(time.getValue().max())));
        }
        if (!times.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines(page));
        }
        return lines;
    }

    // ---- what looks wrong

    /** What looks wrong; the exit status says whether something does. */
    public static Request check() {
        return application -> {
            List<Warning> warnings = application.warnings();
            return Answer.of(Fields.named("warnings", Fields.all(warnings, Fields::of)), page -> check(warnings, page))
                    .withStatus(warnings.isEmpty() ? 0 : 1);
        };
    }

    private static List<String> check(List<Warning> warnings, Page page) {
        if (warnings.isEmpty()) {
            return List.of("nothing looks wrong");
        }
        List<String> lines = new ArrayList<>();
        for (Warning warning : warnings) {
            lines.add(page.bad(warning.lint().wire()) + "  " + Printable.of(warning.subject() + ": " + warning.text()));
            lines.add("  " + page.dim(warning.lint().summary()));
        }
        return lines;
    }

    /** The functions that may be called from outside. */
    public static Request handlers() {
        return application -> handlers(application);
    }

    private static Answer handlers(ControlClient application) throws IOException, InterruptedException {
        Map<String, List<String>> handlers = application.handlers();
        Table table = Table.of("HANDLER", "~ARGUMENTS");
        handlers.forEach(
                (name, arguments) -> table.row(name, arguments.isEmpty() ? "a list" : String.join(", ", arguments)));
        return Answer.of(
                Fields.named(
                        "handlers",
                        Fields.all(
                                handlers.entrySet(),
                                it -> Fields.named("handler", it.getKey(), "arguments", it.getValue()))),
                table::lines);
    }
}
