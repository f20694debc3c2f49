package io.github.stint.cli.steer;

import io.github.stint.Stats;
import io.github.stint.TaskInfo;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerTree.Branch;
import io.github.stint.control.view.OwnerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Owners with what is below them, drawn as a tree. */
record Tree(List<OwnerTree> roots) {

    /** A line, and those below it. */
    private record Node(String text, List<Node> below) {}

    Map<String, @Nullable Object> fields() {
        return Fields.named("owners", Fields.all(roots, Fields::of));
    }

    List<String> lines(Page page) {
        List<String> lines = new ArrayList<>();
        for (OwnerTree root : roots) {
            draw(owner(root), "", "", page, lines);
        }
        return lines;
    }

    private static void draw(Node node, String before, String below, Page page, List<String> lines) {
        lines.add(page.cut(before + node.text(), page.columns()));
        for (int i = 0; i < node.below().size(); i++) {
            boolean last = i == node.below().size() - 1;
            String branch = page.unicode() ? last ? "└─ " : "├─ " : last ? "`- " : "|- ";
            String beside = last ? "   " : page.unicode() ? "│  " : "|  ";
            draw(node.below().get(i), below + branch, below + beside, page, lines);
        }
    }

    private static Node owner(OwnerTree tree) {
        List<Node> below =
                new ArrayList<>(tree.owners().stream().map(Tree::owner).toList());
        for (Branch branch : tree.groups()) {
            if (branch.group() == null) {
                below.addAll(tasks(branch));
            } else {
                below.add(new Node(
                        Printable.of(branch.group()) + "  " + branch.live() + (branch.live() == 1 ? " task" : " tasks"),
                        tasks(branch)));
            }
        }
        return new Node(line(tree.owner()), below);
    }

    private static List<Node> tasks(Branch branch) {
        List<Node> tasks = new ArrayList<>(
                branch.tasks().stream().map(it -> new Node(line(it), List.of())).toList());
        int more = branch.live() - branch.tasks().size();
        if (more > 0) {
            tasks.add(new Node(more + " more; -n shows more", List.of()));
        }
        return tasks;
    }

    private static String line(OwnerView owner) {
        Stats stats = owner.stats();
        return Printable.of(owner.name()) + "  " + owner.kind().wire() + ", " + Looks.state(owner) + ": "
                + stats.running() + (owner.isLimited() ? " of " + stats.limit() : "") + " run, " + stats.queued()
                + " wait";
    }

    private static String line(TaskInfo task) {
        String time = switch (task.state()) {
            case QUEUED -> Spans.of(task.queuedFor());
            default -> Spans.of(task.ranFor());
        };
        return Printable.of(task.name()) + "  " + Fields.word(task.state()) + " " + time;
    }
}
