package io.github.stint.cli.top;

import io.github.stint.CancelReason;
import io.github.stint.TaskInfo;
import io.github.stint.cli.steer.Printable;
import io.github.stint.cli.steer.Spans;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.TaskDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All about one task or group: what is known of it, how the times of its group are spread, and its stack. */
final class Closer {

    private static final int BAR = 30;

    private Closer() {}

    /** The lines, however many; none unless something is looked at closely. */
    static List<Line> lines(Model model) {
        List<Line> lines = new ArrayList<>();
        if (model.mode() instanceof Mode.Details details) {
            Target target = details.target();
            lines.add(Line.of(Printable.of(target.shown()), Ink.TITLE));
            Seen.Detail seen = model.seen().details();
            if (seen == null || !seen.of().equals(target)) {
                lines.add(Line.of(model.frozen() ? "frozen; p goes on" : "looking ...", Ink.DIM));
                return lines;
            }
            if (!seen.problem().isEmpty()) {
                lines.add(Line.of(Printable.of(seen.problem()), Ink.WARNING));
            }
            TaskDetails task = seen.task();
            if (task != null) {
                addTask(task, lines);
            }
            addTimes(target, model.seen(), lines);
            if (task != null) {
                addStack(task, lines);
            }
        }
        return lines;
    }

    private static void addTask(TaskDetails details, List<Line> lines) {
        TaskInfo task = details.task();
        add(lines, "owner", task.owner());
        add(lines, "group", task.group());
        add(lines, "state", Rows.word(task.state()));
        add(lines, "waited", Spans.of(task.queuedFor()));
        add(lines, "ran", Spans.of(task.ranFor()));
        CancelReason reason = task.cancelReason();
        if (reason != null) {
            add(
                    lines,
                    "cancelled",
                    reason + ", source " + Rows.word(reason.source()).replace('_', ' '));
        }
        add(lines, "cause", details.cause());
        ServiceView service = details.service();
        if (service != null) {
            add(
                    lines,
                    "service",
                    service.name() + ", " + Rows.word(service.state()) + ", run " + service.runs() + ", "
                            + service.restarts() + " restarts");
            add(lines, "failed by", service.lastFailure());
        }
        EndedTask ended = details.ended();
        if (ended != null) {
            add(lines, "failure", ended.failure());
        }
    }

    private static void addStack(TaskDetails task, List<Line> lines) {
        lines.add(Line.EMPTY);
        lines.add(Line.of("stack", Ink.BOLD));
        if (task.stack().isEmpty()) {
            lines.add(Line.of("  no thread runs it", Ink.DIM));
        }
        task.stack().forEach(frame -> lines.add(Line.of("  at " + Printable.of(frame))));
    }

    // ---- times

    private static void addTimes(Target target, Seen seen, List<Line> lines) {
        Optional<GroupTimes> found =
                seen.times().stream().filter(it -> isOf(it, target)).findFirst();
        lines.add(Line.EMPTY);
        if (found.isEmpty()) {
            lines.add(Line.of("no times of ended tasks of its group are known yet", Ink.DIM));
            return;
        }
        GroupTimes times = found.get();
        lines.add(
                Line.of("times of its group, of " + Questions.tasks(times.ran().count()) + " ended", Ink.BOLD));
        add(lines, "waited", percentiles(times.waited()));
        add(lines, "ran", percentiles(times.ran()));
        addHistogram("waited", times.waited(), lines);
        addHistogram("ran", times.ran(), lines);
    }

    private static boolean isOf(GroupTimes times, Target target) {
        String group = switch (target) {
            case Target.OfTask task -> task.group();
            case Target.OfGroup it -> it.group();
            case Target.OfOwner _ -> null;
        };
        return times.owner().equals(target.owner()) && Objects.equals(times.group(), group);
    }

    private static String percentiles(Distribution it) {
        return "p50 " + Spans.of(it.p50()) + "  p90 " + Spans.of(it.p90()) + "  p99 " + Spans.of(it.p99()) + "  max "
                + Spans.of(it.max());
    }

    /** How many took up to how long, each bar twice as long a time as the one before. */
    private static void addHistogram(String what, Distribution times, List<Line> lines) {
        long most = times.octaves().stream()
                .mapToLong(Distribution.Octave::count)
                .max()
                .orElse(0);
        if (most == 0) {
            return;
        }
        lines.add(Line.EMPTY);
        lines.add(Line.of("how many " + what + " up to", Ink.BOLD));
        for (Distribution.Octave octave : times.octaves()) {
            int length = (int) Math.ceilDiv(octave.count() * BAR, most);
            lines.add(Line.of("  ")
                    .and(Line.of(bound(octave.upTo())).paddedLeft(8))
                    .and(Line.of(Long.toString(octave.count())).paddedLeft(9))
                    .and("  ")
                    .and("#".repeat(length), Ink.GOOD));
        }
    }

    /** Shorter ones than a millisecond are told from each other too. */
    private static String bound(Duration time) {
        return time.toMillis() > 0 ? Spans.of(time) : Math.max(1, time.toNanos() / 1_000) + "us";
    }

    private static void add(List<Line> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.add(Line.of(String.format("  %-10s", name), Ink.DIM).and(Printable.of(value)));
        }
    }
}
