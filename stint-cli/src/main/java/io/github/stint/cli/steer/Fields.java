package io.github.stint.cli.steer;

import io.github.stint.CancelReason;
import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.TaskDetails;
import io.github.stint.control.view.Warning;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was seen, as fields with the names and units of the protocol. */
final class Fields {

    private Fields() {}

    /** Names and values by turns, in that order. */
    static Map<String, @Nullable Object> named(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    static <T> List<Map<String, @Nullable Object>> all(
            Collection<T> values, Function<T, Map<String, @Nullable Object>> fields) {
        return values.stream().map(fields).toList();
    }

    /** A word as it is on the wire. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Double millis(@Nullable Duration time) {
        return time == null ? null : Math.floorDiv(time.toNanos(), 1_000) / 1e3;
    }

    static Map<String, @Nullable Object> of(OwnerView it) {
        return named(
                "owner", it.name(),
                "kind", it.kind().wire(),
                "parent", it.parent(),
                "paused", it.paused() ? true : null,
                "stats", of(it.stats()));
    }

    static Map<String, @Nullable Object> of(Stats it) {
        return named(
                "state", word(it.state()),
                "limit", it.limit() == Integer.MAX_VALUE ? null : it.limit(),
                "queued", it.queued(),
                "running", it.running(),
                "stopping", it.stopping(),
                "waiting", it.waiting(),
                "submitted", it.submitted(),
                "succeeded", it.succeeded(),
                "failed", it.failed(),
                "cancelled", it.cancelled(),
                "rejected", it.rejected());
    }

    static Map<String, @Nullable Object> of(TaskInfo it) {
        CancelReason reason = it.cancelReason();
        return named(
                "task", it.id(),
                "name", it.name(),
                "owner", it.owner(),
                "group", it.group(),
                "state", word(it.state()),
                "waited", millis(it.queuedFor()),
                "ran", millis(it.ranFor()),
                "cancel",
                        reason == null
                                ? null
                                : named("source", word(reason.source()), "why", reason.why(), "by", reason.by()));
    }

    static Map<String, @Nullable Object> of(TaskDetails it) {
        ServiceView service = it.service();
        EndedTask ended = it.ended();
        return named(
                "task", of(it.task()),
                "stack", it.stack().isEmpty() ? null : it.stack(),
                "cause", it.cause(),
                "service", service == null ? null : of(service),
                "ended", ended == null ? null : of(ended));
    }

    static Map<String, @Nullable Object> of(OwnerTree it) {
        Map<String, @Nullable Object> fields = of(it.owner());
        fields.put("owners", all(it.owners(), Fields::of));
        fields.put(
                "groups",
                all(
                        it.groups(),
                        branch -> named(
                                "group", branch.group(),
                                "live", branch.live(),
                                "tasks", all(branch.tasks(), Fields::of))));
        return fields;
    }

    static Map<String, @Nullable Object> of(EndedTask it) {
        return named("number", it.number(), "at", it.at().toString(), "failure", it.failure(), "task", of(it.task()));
    }

    static Map<String, @Nullable Object> of(ServiceView it) {
        return named(
                "owner", it.owner(),
                "task", it.id(),
                "name", it.name(),
                "state", word(it.state()),
                "inState", millis(it.inState()),
                "runs", it.runs(),
                "restarts", it.restarts(),
                "lastFailure", it.lastFailure(),
                "nextIn", millis(it.nextIn()));
    }

    static Map<String, @Nullable Object> of(GroupTimes it) {
        return named("owner", it.owner(), "group", it.group(), "waited", of(it.waited()), "ran", of(it.ran()));
    }

    private static Map<String, @Nullable Object> of(Distribution it) {
        return named(
                "count", it.count(),
                "p50", millis(it.p50()),
                "p90", millis(it.p90()),
                "p99", millis(it.p99()),
                "max", millis(it.max()),
                "octaves", all(it.octaves(), octave -> named("upTo", millis(octave.upTo()), "count", octave.count())));
    }

    static Map<String, @Nullable Object> of(Warning it) {
        return named("lint", it.lint().wire(), "subject", it.subject(), "text", it.text());
    }
}
