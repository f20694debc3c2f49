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

    /** The number of the latest one, which may be under way. */
    long last() {
        return last.get();
    }

    /** One that is overtaken by as many as are remembered is forgotten with the others of its time. */
    void add(EndedTask task) {
        ring.accumulateAndGet((int) (task.number() % ring.length()), task, History::later);
    }

    private static EndedTask later(@Nullable EndedTask there, EndedTask added) {
        return there == null || there.number() < added.number() ? added : there;
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

    /**
     * Those after that number that pass: the latest so many, and how many are forgotten.
     *
     * @param upTo the last one that counts; of those not beyond {@link #settledAfter} each is told or forgotten, and what is under
     *     way beyond counts as forgotten
     */
    EndedTasks between(long after, long upTo, Predicate<? super EndedTask> passes, int limit) {
        List<EndedTask> found = new ArrayList<>();
        long here = 0;
        for (int i = 0; i < ring.length(); i++) {
            EndedTask task = ring.get(i);
            if (task != null && task.number() > after && task.number() <= upTo) {
                here++;
                if (passes.test(task)) {
                    found.add(task);
                }
            }
        }
        found.sort(Comparator.comparingLong(EndedTask::number));
        int tooMany = Math.max(0, found.size() - limit);
        return new EndedTasks(found.subList(tooMany, found.size()), Math.max(0, upTo - after - here) + tooMany);
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
