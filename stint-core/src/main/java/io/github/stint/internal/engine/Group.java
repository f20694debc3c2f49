package io.github.stint.internal.engine;

import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.TaskFailedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks of one owner that have a name in common, and the feeds that bring more of them. Under the engine's lock. */
public final class Group {

    private final @Nullable String name;
    final Set<TaskCell<?>> members = new LinkedHashSet<>();
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

    List<TaskCell<?>> membersNotEnded() {
        return members.stream().filter(cell -> !cell.countedAsEnded).toList();
    }

    void accepted(TaskCell<?> cell) {
        submitted++;
        members.add(cell);
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
        for (TaskCell<?> cell : members) {
            if (cell.phase() == StateWord.QUEUED) {
                queued++;
            } else if (cell.countedAsStopping) {
                stopping++;
            }
        }
        int running = Math.toIntExact(submitted - succeeded - failed - cancelled - queued);
        return new Stats(state, limit, submitted, queued, running, stopping, succeeded, failed, cancelled, 0, 0);
    }
}
