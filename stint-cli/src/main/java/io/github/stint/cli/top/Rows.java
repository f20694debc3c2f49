package io.github.stint.cli.top;

import io.github.stint.CancelReason;
import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.cli.steer.Printable;
import io.github.stint.cli.steer.Spans;
import io.github.stint.cli.top.Line.Piece;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerTree.Branch;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.TaskList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of each view. */
final class Rows {

    private Rows() {}

    static List<Row> of(Model model) {
        Seen seen = model.seen();
        return switch (model.place().view()) {
            case OWNERS -> owners(seen);
            case GROUPS -> groups(seen);
            case TASKS -> tasks(seen.tasks());
            case TREE -> tree(seen.tree());
        };
    }

    // ---- owners

    private static List<Row> owners(Seen seen) {
        List<Row> rows = new ArrayList<>();
        Map<String, Integer> depths = new HashMap<>();
        for (OwnerView owner : seen.owners()) {
            int depth = owner.parent() == null ? 0 : depths.getOrDefault(owner.parent(), 0) + 1;
            depths.put(owner.name(), depth);
            Stats stats = owner.stats();
            rows.add(new Row(
                    new Target.OfOwner(owner.name()),
                    List.of(
                            plain("  ".repeat(depth) + Printable.of(owner.name())),
                            plain(owner.kind().wire()),
                            state(owner),
                            plain(owner.isLimited() ? Integer.toString(stats.limit()) : "-"),
                            number(stats.running(), Ink.GOOD),
                            number(stats.queued(), Ink.PLAIN),
                            number(stats.stopping(), Ink.WARNING),
                            plain(pace(seen, owner.name())),
                            number(stats.succeeded(), Ink.PLAIN),
                            number(stats.failed(), Ink.BAD),
                            number(stats.cancelled(), Ink.PLAIN))));
        }
        return rows;
    }

    static Piece state(OwnerView owner) {
        OwnerState state = owner.stats().state();
        return owner.paused()
                ? new Piece("paused", Ink.WARNING)
                : new Piece(word(state), state == OwnerState.OPEN ? Ink.PLAIN : Ink.WARNING);
    }

    /** How many tasks of an owner end in a second. */
    static String pace(Seen seen, String owner) {
        return String.format(Locale.ROOT, "%.1f", seen.pace().getOrDefault(owner, 0.0));
    }

    // ---- groups

    /** A group with tasks, with ended ones of which the times are known, or with both. */
    private static List<Row> groups(Seen seen) {
        Map<Target.OfGroup, Integer> live = new LinkedHashMap<>();
        List<OwnerTree> roots = seen.tree();
        if (roots != null) {
            roots.forEach(root -> count(root, live));
        }
        Map<Target.OfGroup, GroupTimes> times = new HashMap<>();
        for (GroupTimes it : seen.times()) {
            Target.OfGroup group = new Target.OfGroup(it.owner(), it.group());
            times.put(group, it);
            live.putIfAbsent(group, 0);
        }
        return live.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Target.OfGroup, Integer> it) -> -it.getValue())
                        .thenComparing(it -> it.getKey().shown()))
                .map(it -> group(it.getKey(), it.getValue(), times.get(it.getKey())))
                .toList();
    }

    private static void count(OwnerTree tree, Map<Target.OfGroup, Integer> live) {
        for (Branch branch : tree.groups()) {
            live.put(new Target.OfGroup(tree.owner().name(), branch.group()), branch.live());
        }
        tree.owners().forEach(it -> count(it, live));
    }

    private static Row group(Target.OfGroup group, int live, @Nullable GroupTimes times) {
        String name = group.group() == null ? group.owner() + ", no group" : group.shown();
        List<Piece> cells = new ArrayList<>(List.of(plain(Printable.of(name)), number(live, Ink.GOOD)));
        if (times == null) {
            cells.addAll(List.of(plain("0"), plain("-"), plain("-"), plain("-"), plain("-"), plain("-")));
        } else {
            cells.add(plain(Long.toString(times.ran().count())));
            cells.add(plain(Spans.of(times.waited().p50())));
            cells.add(plain(Spans.of(times.waited().p99())));
            cells.add(plain(Spans.of(times.ran().p50())));
            cells.add(plain(Spans.of(times.ran().p90())));
            cells.add(plain(Spans.of(times.ran().p99())));
        }
        return new Row(group, cells);
    }

    // ---- tasks

    private static List<Row> tasks(@Nullable TaskList tasks) {
        return tasks == null
                ? List.of()
                : tasks.tasks().stream().map(Rows::task).toList();
    }

    private static Row task(TaskInfo task) {
        CancelReason reason = task.cancelReason();
        return new Row(
                target(task),
                List.of(
                        plain(Printable.of(task.name())),
                        state(task.state()),
                        plain(Spans.of(task.queuedFor())),
                        plain(Spans.of(task.ranFor())),
                        plain(reason == null ? "" : Printable.of(reason.toString()))));
    }

    private static Target.OfTask target(TaskInfo task) {
        return new Target.OfTask(task.owner(), task.id(), task.group(), Printable.of(task.name()));
    }

    private static Piece state(TaskState state) {
        Ink ink = switch (state) {
            case RUNNING, SUCCEEDED -> Ink.GOOD;
            case CANCELLING, CANCELLED -> Ink.WARNING;
            case FAILED -> Ink.BAD;
            case QUEUED -> Ink.DIM;
        };
        return new Piece(word(state), ink);
    }

    // ---- the tree

    private static List<Row> tree(@Nullable List<OwnerTree> roots) {
        List<Row> rows = new ArrayList<>();
        if (roots != null) {
            roots.forEach(root -> add(root, 0, rows));
        }
        return rows;
    }

    private static void add(OwnerTree tree, int depth, List<Row> rows) {
        OwnerView owner = tree.owner();
        Stats stats = owner.stats();
        String numbers = stats.running() + (owner.isLimited() ? " of " + stats.limit() : "") + " run, " + stats.queued()
                + " wait";
        rows.add(new Row(
                new Target.OfOwner(owner.name()),
                List.of(
                        new Piece("  ".repeat(depth) + Printable.of(owner.name()), Ink.BOLD),
                        state(owner),
                        plain(numbers))));
        tree.owners().forEach(it -> add(it, depth + 1, rows));
        for (Branch branch : tree.groups()) {
            add(owner.name(), branch, depth + 1, rows);
        }
    }

    private static void add(String owner, Branch branch, int depth, List<Row> rows) {
        int below = depth;
        if (branch.group() != null) {
            rows.add(new Row(
                    new Target.OfGroup(owner, branch.group()),
                    List.of(
                            plain("  ".repeat(depth) + Printable.of(branch.group())),
                            plain("group"),
                            plain(Questions.tasks(branch.live())))));
            below++;
        }
        String indent = "  ".repeat(below);
        for (TaskInfo task : branch.tasks()) {
            String time = Spans.of(task.state() == TaskState.QUEUED ? task.queuedFor() : task.ranFor());
            rows.add(new Row(
                    target(task),
                    List.of(plain(indent + Printable.of(task.name())), state(task.state()), plain(time))));
        }
        int more = branch.live() - branch.tasks().size();
        if (more > 0) {
            rows.add(new Row(null, List.of(new Piece(indent + more + " more", Ink.DIM), plain(""), plain(""))));
        }
    }

    // ---- cells

    private static Piece plain(String text) {
        return new Piece(text, Ink.PLAIN);
    }

    /** A number that is looked for only if it is not 0. */
    private static Piece number(long number, Ink ink) {
        return new Piece(Long.toString(number), number == 0 ? Ink.DIM : ink);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
