package io.github.stint.control.internal.wire;

import io.github.stint.CancelReason;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.Supervised;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.view.Cancelled;
import io.github.stint.control.view.Change;
import io.github.stint.control.view.Closed;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.Distribution.Octave;
import io.github.stint.control.view.Drained;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.EndedTasks;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.Lint;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerTree.Branch;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.Role;
import io.github.stint.control.view.ServerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.Submitted;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How what is seen is written as JSON and read back. A field that is null, and an empty list, may be left out. */
public final class Codec {

    /** The version of the protocol. */
    public static final int PROTOCOL = 1;

    private Codec() {}

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // ---- who answers

    /** The first line. */
    public static JsonObject write(ServerView it) {
        return new JsonObject()
                .put("stint", it.protocol())
                .put("name", it.name())
                .put("pid", it.pid())
                .put("role", it.role().wire());
    }

    /** The first line, read. */
    public static ServerView serverView(JsonObject it) {
        return new ServerView(
                it.integer("stint", 1, Integer.MAX_VALUE),
                it.text("name"),
                it.number("pid"),
                it.word("role", Role.class));
    }

    // ---- owners

    /** An owner; one without a limit has no field for it. */
    public static JsonObject write(OwnerView it) {
        return new JsonObject()
                .put("owner", it.name())
                .put("kind", it.kind().wire())
                .put("parent", it.parent())
                .put("paused", it.paused() ? true : null)
                .put("stats", write(it.stats()));
    }

    /** An owner, read. */
    public static OwnerView ownerView(JsonObject it) {
        return new OwnerView(
                it.text("owner"),
                it.word("kind", OwnerKind.class),
                it.textOr("parent", null),
                it.isTrue("paused"),
                stats(it.object("stats")));
    }

    /** Numbers. */
    public static JsonObject write(Stats it) {
        return new JsonObject()
                .put("state", word(it.state()))
                .put("limit", it.limit() == Integer.MAX_VALUE ? null : it.limit())
                .put("queued", it.queued())
                .put("running", it.running())
                .put("stopping", it.stopping())
                .put("waiting", it.waiting())
                .put("submitted", it.submitted())
                .put("succeeded", it.succeeded())
                .put("failed", it.failed())
                .put("cancelled", it.cancelled())
                .put("rejected", it.rejected());
    }

    /** Numbers, read. */
    public static Stats stats(JsonObject it) {
        return new Stats(
                it.word("state", OwnerState.class),
                it.integerOr("limit", 0, Integer.MAX_VALUE, Integer.MAX_VALUE),
                it.number("submitted"),
                count(it, "queued"),
                count(it, "running"),
                count(it, "stopping"),
                it.number("succeeded"),
                it.number("failed"),
                it.number("cancelled"),
                count(it, "waiting"),
                it.number("rejected"));
    }

    private static int count(JsonObject it, String name) {
        return it.integer(name, 0, Integer.MAX_VALUE);
    }

    // ---- tasks

    /** A task. */
    public static JsonObject write(TaskInfo it) {
        return new JsonObject()
                .put("task", it.id())
                .put("name", it.name())
                .put("owner", it.owner())
                .put("group", it.group())
                .put("state", word(it.state()))
                .putMillis("waited", it.queuedFor())
                .putMillis("ran", it.ranFor())
                .put("cancel", reason(it.cancelReason()));
    }

    private static @Nullable JsonObject reason(@Nullable CancelReason it) {
        return it == null
                ? null
                : new JsonObject()
                        .put("source", word(it.source()))
                        .put("why", it.why())
                        .put("by", it.by());
    }

    /** A task, read. */
    public static TaskInfo taskInfo(JsonObject it) {
        JsonObject cancel = it.objectOrNull("cancel");
        return new TaskInfo(
                it.number("task"),
                it.text("name"),
                it.text("owner"),
                it.textOr("group", null),
                it.word("state", TaskState.class),
                it.millis("waited"),
                it.millis("ran"),
                cancel == null
                        ? null
                        : new CancelReason(
                                cancel.word("source", CancelReason.Source.class),
                                cancel.text("why"),
                                cancel.textOr("by", null),
                                null));
    }

    /** Tasks that match. */
    public static JsonObject write(TaskList it) {
        return new JsonObject().put("matching", it.matching()).putAll("tasks", it.tasks(), Codec::write);
    }

    /** Tasks that match, read. */
    public static TaskList taskList(JsonObject it) {
        return new TaskList(count(it, "matching"), it.objects("tasks", Codec::taskInfo));
    }

    /** All of one task. */
    public static JsonObject write(TaskDetails it) {
        return new JsonObject()
                .put("task", write(it.task()))
                .put("stack", it.stack().isEmpty() ? null : it.stack())
                .put("cause", it.cause())
                .put("service", it.service() == null ? null : write(it.service()))
                .put("ended", it.ended() == null ? null : write(it.ended()));
    }

    /** All of one task, read. */
    public static TaskDetails taskDetails(JsonObject it) {
        JsonObject service = it.objectOrNull("service");
        JsonObject ended = it.objectOrNull("ended");
        return new TaskDetails(
                taskInfo(it.object("task")),
                it.texts("stack"),
                it.textOr("cause", null),
                service == null ? null : serviceView(service),
                ended == null ? null : endedTask(ended));
    }

    /** An owner and what is below it. */
    public static JsonObject write(OwnerTree it) {
        return write(it.owner())
                .putAll("owners", it.owners(), Codec::write)
                .putAll(
                        "groups",
                        it.groups(),
                        branch -> new JsonObject()
                                .put("group", branch.group())
                                .put("live", branch.live())
                                .putAll("tasks", branch.tasks(), Codec::write));
    }

    /** An owner and what is below it, read. */
    public static OwnerTree ownerTree(JsonObject it) {
        return new OwnerTree(
                ownerView(it),
                it.objects("owners", Codec::ownerTree),
                it.objects(
                        "groups",
                        branch -> new Branch(
                                branch.textOr("group", null),
                                count(branch, "live"),
                                branch.objects("tasks", Codec::taskInfo))));
    }

    /** An ended task. */
    public static JsonObject write(EndedTask it) {
        return new JsonObject()
                .put("number", it.number())
                .put("at", it.at().toString())
                .put("failure", it.failure())
                .put("task", write(it.task()));
    }

    /** An ended task, read. */
    public static EndedTask endedTask(JsonObject it) {
        return new EndedTask(
                it.number("number"),
                taskInfo(it.object("task")),
                Instant.parse(it.text("at")),
                it.textOr("failure", null));
    }

    /** A part of the history. */
    public static JsonObject write(EndedTasks it) {
        return new JsonObject().put("dropped", it.dropped()).putAll("tasks", it.tasks(), Codec::write);
    }

    /** A part of the history, read. */
    public static EndedTasks endedTasks(JsonObject it) {
        return new EndedTasks(it.objects("tasks", Codec::endedTask), it.number("dropped"));
    }

    // ---- services

    /** Something supervised. */
    public static JsonObject write(ServiceView it) {
        return new JsonObject()
                .put("owner", it.owner())
                .put("task", it.id())
                .put("name", it.name())
                .put("state", word(it.state()))
                .putMillis("inState", it.inState())
                .put("runs", it.runs())
                .put("restarts", it.restarts())
                .put("lastFailure", it.lastFailure())
                .putMillis("nextIn", it.nextIn());
    }

    /** Something supervised, read. */
    public static ServiceView serviceView(JsonObject it) {
        return new ServiceView(
                it.text("owner"),
                it.number("task"),
                it.text("name"),
                it.word("state", Supervised.State.class),
                it.millis("inState"),
                it.number("runs"),
                it.number("restarts"),
                it.textOr("lastFailure", null),
                it.millisOrNull("nextIn"));
    }

    // ---- what became of a change

    /** What became of a wish to cancel. */
    public static JsonObject write(Cancelled it) {
        return new JsonObject().put("matching", it.matching()).put("requested", it.requested());
    }

    /** What became of a wish to cancel, read. */
    public static Cancelled cancelled(JsonObject it) {
        return new Cancelled(count(it, "matching"), count(it, "requested"));
    }

    /** What became of a wish to drain. */
    public static JsonObject write(Drained it) {
        return new JsonObject().put("idle", it.idle()).put("stats", write(it.stats()));
    }

    /** What became of a wish to drain, read. */
    public static Drained drained(JsonObject it) {
        return new Drained(it.isTrue("idle"), stats(it.object("stats")));
    }

    /** How an owner was closed. */
    public static JsonObject write(Closed it) {
        return new JsonObject()
                .putMillis("took", it.took())
                .put("drained", it.drained())
                .put("failed", it.failed())
                .put("cancelled", it.cancelled())
                .putAll("stragglers", it.stragglers(), Codec::write);
    }

    /** How an owner was closed, read. */
    public static Closed closed(JsonObject it) {
        return new Closed(
                it.millis("took"),
                it.number("drained"),
                it.number("failed"),
                it.number("cancelled"),
                it.objects("stragglers", Codec::taskInfo));
    }

    /** What was handed over. */
    public static JsonObject write(Submitted it) {
        return new JsonObject().put("owner", it.owner()).put("task", it.id()).put("name", it.name());
    }

    /** What was handed over, read. */
    public static Submitted submitted(JsonObject it) {
        return new Submitted(it.text("owner"), it.numberOr("task", null), it.text("name"));
    }

    // ---- times and warnings

    /** The times of a group. */
    public static JsonObject write(GroupTimes it) {
        return new JsonObject()
                .put("owner", it.owner())
                .put("group", it.group())
                .put("waited", write(it.waited()))
                .put("ran", write(it.ran()));
    }

    /** The times of a group, read. */
    public static GroupTimes groupTimes(JsonObject it) {
        return new GroupTimes(
                it.text("owner"),
                it.textOr("group", null),
                distribution(it.object("waited")),
                distribution(it.object("ran")));
    }

    private static JsonObject write(Distribution it) {
        return new JsonObject()
                .put("count", it.count())
                .putMillis("p50", it.p50())
                .putMillis("p90", it.p90())
                .putMillis("p99", it.p99())
                .putMillis("max", it.max())
                .putAll(
                        "octaves",
                        it.octaves(),
                        octave -> new JsonObject()
                                .putMillis("upTo", octave.upTo())
                                .put("count", octave.count()));
    }

    private static Distribution distribution(JsonObject it) {
        return new Distribution(
                it.number("count"),
                it.millis("p50"),
                it.millis("p90"),
                it.millis("p99"),
                it.millis("max"),
                it.has("octaves")
                        ? it.objects("octaves", octave -> new Octave(octave.millis("upTo"), octave.number("count")))
                        : List.of());
    }

    /** Something that looks wrong. */
    public static JsonObject write(Warning it) {
        return new JsonObject()
                .put("lint", it.lint().wire())
                .put("subject", it.subject())
                .put("text", it.text());
    }

    /** Something that looks wrong, read. */
    public static Warning warning(JsonObject it) {
        return new Warning(it.word("lint", Lint.class), it.text("subject"), it.text("text"));
    }

    // ---- changes

    /** What has changed; empty lists are left out. */
    public static JsonObject write(Change it) {
        JsonObject written = new JsonObject();
        if (!it.owners().isEmpty()) {
            written.putAll("owners", it.owners(), Codec::write);
        }
        if (!it.goneOwners().isEmpty()) {
            written.put("goneOwners", it.goneOwners());
        }
        if (!it.tasks().isEmpty()) {
            written.putAll("tasks", it.tasks(), Codec::write);
        }
        if (!it.goneTasks().isEmpty()) {
            written.put("goneTasks", it.goneTasks());
        }
        written.put("matching", it.matching());
        if (!it.ended().isEmpty()) {
            written.putAll("ended", it.ended(), Codec::write);
        }
        if (!it.warnings().isEmpty()) {
            written.putAll("warnings", it.warnings(), Codec::write);
        }
        return written.put("dropped", it.dropped());
    }

    /** What has changed, read. */
    public static Change change(JsonObject it) {
        return new Change(
                it.objects("owners", Codec::ownerView),
                it.texts("goneOwners"),
                it.objects("tasks", Codec::taskInfo),
                it.texts("goneTasks"),
                count(it, "matching"),
                it.objects("ended", Codec::endedTask),
                it.objects("warnings", Codec::warning),
                it.number("dropped"));
    }
}
