package io.github.stint.control.internal.record;

import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.EndedTasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The last tasks that have ended, numbered from 1. Any thread may add and nobody waits; the oldest make room. */
final class History {

    private final AtomicReferenceArray<@Nullable EndedTask> ring;
    private final AtomicLong last = new AtomicLong();

    History(int size) {
        ring = new AtomicReferenceArray<>(size);
    }

    /** The number of the next one. */
    long take() {
        return last.incrementAndGet();
    }

    void add(EndedTask task) {
        ring.set((int) (task.number() % ring.length()), task);
    }

    /** The highest number up to which all after that one are here, or were: a higher one may be under way. */
    long settledAfter(long number) {
        long now = last.get();
        for (long next = Math.max(number, now - ring.length()) + 1; next <= now; next++) {
            EndedTask task = ring.get((int) (next % ring.length()));
            if (task == null || task.number() < next) {
                return next - 1;
            }
        }
        return now;
    }

    /** Those after that number that pass: the latest so many, and how many are forgotten. */
    EndedTasks after(long number, Predicate<? super EndedTask> passes, int limit) {
        long now = last.get();
        List<EndedTask> found = new ArrayList<>();
        for (int i = 0; i < ring.length(); i++) {
            EndedTask task = ring.get(i);
            if (task != null && task.number() > number && task.number() <= now && passes.test(task)) {
                found.add(task);
            }
        }
        found.sort(Comparator.comparingLong(EndedTask::number));
        long forgotten = Math.max(0, now - number - ring.length());
        int tooMany = Math.max(0, found.size() - limit);
        return new EndedTasks(found.subList(tooMany, found.size()), forgotten + tooMany);
    }

    /** The latest one of that owner and id, if it is not forgotten. */
    @Nullable
    EndedTask find(String owner, long id) {
        EndedTask found = null;
        for (int i = 0; i < ring.length(); i++) {
            EndedTask task = ring.get(i);
            if (task != null
                    && task.task().id() == id
                    && task.task().owner().equals(owner)
                    && (found == null || found.number() < task.number())) {
                found = task;
            }
        }
        return found;
    }
}
