package io.github.stint.cli.top;

import io.github.stint.control.view.OwnerView;
import java.util.List;
import java.util.stream.Collectors;

/** What is asked before harm is done. */
final class Questions {

    private static final int MOST_NAMED = 3;

    private Questions() {}

    static String cancel(List<Target> chosen, Model model) {
        if (chosen.size() == 1) {
            return switch (chosen.getFirst()) {
                case Target.OfTask task -> "cancel " + task.shown() + "?";
                case Target.OfGroup group ->
                    group.group() == null
                            ? "cancel the tasks of '" + group.owner() + "' that have no group?"
                            : "cancel the group " + group.shown() + ", and what it has not begun?";
                case Target.OfOwner owner ->
                    "cancel " + tasks(live(owner.owner(), model)) + " of '" + owner.owner() + "'?";
            };
        }
        boolean onlyTasks = chosen.stream().allMatch(Target.OfTask.class::isInstance);
        return "cancel " + (onlyTasks ? tasks(chosen.size()) : named(chosen)) + "?";
    }

    static String drain(List<Target> owners) {
        return "lock " + named(owners) + " and let what is there end?";
    }

    static String stopOne(List<Target> owners) {
        return "stop the youngest worker of " + named(owners) + "?";
    }

    static String tasks(long number) {
        return number == 1 ? "1 task" : number + " tasks";
    }

    private static String named(List<Target> targets) {
        String names = targets.stream()
                .limit(MOST_NAMED)
                .map(it -> "'" + it.shown() + "'")
                .collect(Collectors.joining(", "));
        int more = targets.size() - MOST_NAMED;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static long live(String owner, Model model) {
        return model.seen().owners().stream()
                .filter(it -> it.name().equals(owner))
                .map(OwnerView::stats)
                .mapToLong(it -> it.live())
                .findFirst()
                .orElse(0);
    }
}
