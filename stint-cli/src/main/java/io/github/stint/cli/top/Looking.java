package io.github.stint.cli.top;

import io.github.stint.control.ControlClient;
import io.github.stint.control.ControlException;
import io.github.stint.control.view.ErrorCode;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.OwnerTree;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServerView;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks an application for what is seen, and for no more. */
final class Looking {

    private final ControlClient application;
    private final Pace pace = new Pace();

    Looking(ControlClient application) {
        this.application = application;
    }

    /** What an application that does not keep what is asked for has instead. */
    @FunctionalInterface
    private interface Kept<T> {
        List<T> ask() throws IOException, InterruptedException;
    }

    Seen look(Wanted wanted) throws IOException, InterruptedException {
        List<OwnerView> owners = application.owners();
        TaskList tasks = wanted.view() == View.TASKS ? application.tasks(wanted.query()) : null;
        List<OwnerTree> tree = switch (wanted.view()) {
            case GROUPS -> application.tree(0);
            case TREE -> application.tree(wanted.limit());
            default -> null;
        };
        List<GroupTimes> times = wanted.times() ? ifKept(application::times) : List.of();
        List<Warning> warnings = ifKept(application::warnings);
        ServerView server = application.server();
        Target closer = wanted.details();
        return new Seen(
                server.name() + " (" + server.pid() + ")",
                owners,
                pace.after(owners, System.nanoTime()),
                tasks,
                tree,
                times,
                warnings,
                closer == null ? null : detail(closer));
    }

    private static <T> List<T> ifKept(Kept<T> kept) throws IOException, InterruptedException {
        try {
            return kept.ask();
        } catch (ControlException e) {
            if (e.code() == ErrorCode.NOT_KEPT) {
                return List.of();
            }
            throw e;
        }
    }

    /** One that has ended meanwhile is no failure of the look. */
    private Seen.@Nullable Detail detail(Target target) throws IOException, InterruptedException {
        if (!(target instanceof Target.OfTask task)) {
            return new Seen.Detail(target, null, "");
        }
        try {
            return new Seen.Detail(target, application.show(task.owner(), task.id()), "");
        } catch (ControlException e) {
            return new Seen.Detail(target, null, String.valueOf(e.getMessage()));
        }
    }
}
