package io.github.stint.internal.engine;

import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tasks of one owner that have a name in common, and the feeds that bring more of them. Under the engine's lock. */
public final class Group {

    private final @Nullable String name;

    /** What the names of its tasks begin with; made when it is asked for, maybe more than once. */
    private @Nullable String prefix;

    private @Nullable TaskCell<?> oldest;
    private @Nullable TaskCell<?> youngest;
    final Set<Feed> feeds = new LinkedHashSet<>(2);

    /** Was cancelled as a whole: nobody joins it any more, and its name is free. */
    boolean gone;

    private long submitted;
    private long succeeded;
    private long failed;
    private long cancelled;
    private @Nullable TaskFailedException firstFailure;

    /** A group that is not registered yet; without a name it is the one group of an owner that has no others. */
    public Group(@Nullable String name) {
        this.name = name;
    }

    /** The name; null for the one group of an owner that has no others. */
    public @Nullable String name() {
        return name;
    }

    /** The owner's name and its own. */
    String prefix(String owner) {
        String made = prefix;
        if (made == null) {
            made = name == null ? owner : owner + '/' + name;
            prefix = made;
        }
        return made;
    }

    List<TaskCell<?>> membersNotEnded() {
        return members(cell -> !cell.isCountedAsEnded());
    }

    /** Its live tasks, the oldest first. */
    List<TaskCell<?>> members() {
        return members(cell -> true);
    }

    private List<TaskCell<?>> members(Predicate<TaskCell<?>> condition) {
        List<TaskCell<?>> found = new ArrayList<>();
        for (TaskCell<?> cell = oldest; cell != null; cell = cell.youngerInGroup) {
            if (condition.test(cell)) {
                found.add(cell);
            }
        }
        return found;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    void accepted(TaskCell<?> cell) {
        submitted++;
        cell.olderInGroup = youngest;
        if (youngest == null) {
            oldest = cell;
        } else {
            youngest.youngerInGroup = cell;
        }
        youngest = cell;
    }

    void left(TaskCell<?> cell) {
        TaskCell<?> older = cell.olderInGroup;
        TaskCell<?> younger = cell.youngerInGroup;
        if (older == null) {
            oldest = younger;
        } else {
            older.youngerInGroup = younger;
        }
        if (younger == null) {
            youngest = older;
        } else {
            younger.olderInGroup = older;
        }
        cell.olderInGroup = null;
        cell.youngerInGroup = null;
    }

    void ended(int phase) {
        switch (phase) {
            case StateWord.SUCCEEDED -> succeeded++;
            case StateWord.FAILED -> failed++;
            default -> cancelled++;
        }
    }

    void rememberFailure(TaskFailedException failure) {
        if (firstFailure == null) {
            firstFailure = failure;
        }
    }

    @Nullable
    TaskFailedException firstFailure() {
        return firstFailure;
    }

    /** Its numbers, of an owner in that state with that limit. */
    Stats stats(OwnerState state, int limit) {
        int queued = 0;
        int stopping = 0;
        for (TaskCell<?> cell = oldest; cell != null; cell = cell.youngerInGroup) {
            if (cell.phase() == StateWord.QUEUED) {
                queued++;
            } else if (cell.isCountedAsStopping()) {
                stopping++;
            }
        }
        int running = Math.toIntExact(submitted - succeeded - failed - cancelled - queued);
        return new Stats(state, limit, submitted, queued, running, stopping, succeeded, failed, cancelled, 0, 0);
    }
}
