package io.github.stint.control.internal.record;

import io.github.stint.Outcome;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskInfo;
import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.wire.Words;
import io.github.stint.control.view.EndedTask;
import io.github.stint.control.view.EndedTasks;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.spi.TaskListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last ended tasks and the times of groups, as long as somebody wants to know. Only then does it listen to the
 * owners; what it does on their threads is some writes to arrays.
 */
public final class Recorder {

    private static final int MOST_GROUPS = 500;
    private static final int MOST_OWNERS = 500;

    private final OwnerSource owners;
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<TaskOwner> heard = Collections.newSetFromMap(new IdentityHashMap<>());
    private int wanted;
    private volatile @Nullable Records records;

    /** Remembers so many of these. */
    public Recorder(OwnerSource owners, int size) {
        this.owners = owners;
        this.size = size;
    }

    private record Key(String owner, @Nullable String group) {}

    private record Times(Histogram waited, Histogram ran) {}

    /** What is remembered since somebody began to want to know. */
    private static final class Records implements TaskListener {

        private final History history;
        private final Map<Key, Times> times = new ConcurrentHashMap<>();
        private final Map<String, Unobserved> unobserved = new ConcurrentHashMap<>();

        Records(int size) {
            history = new History(size);
        }

        @Override
        public void ended(Task<?> task, Outcome<?> outcome) {
            TaskInfo info = task.info();
            String failure = outcome instanceof Outcome.Failure<?>(Throwable error) ? Words.of(error) : null;
            history.add(new EndedTask(history.take(), info, Instant.now(), failure));
            Times of = timesOf(new Key(info.owner(), info.group()));
            if (of != null) {
                of.waited().add(info.queuedFor());
                of.ran().add(info.ranFor());
            }
        }

        @Override
        public void failedUnobserved(Task<?> task, Throwable error) {
            String owner = task.info().owner();
            if (unobserved.size() < MOST_OWNERS || unobserved.containsKey(owner)) {
                unobserved.merge(owner, new Unobserved(owner, 1, task.name(), Words.of(error)), Unobserved::and);
            }
        }

        private @Nullable Times timesOf(Key key) {
            Times known = times.get(key);
            if (known != null || times.size() >= MOST_GROUPS) {
                return known;
            }
            return times.computeIfAbsent(key, _ -> new Times(new Histogram(), new Histogram()));
        }
    }

    // ---- who wants to know

    /** Somebody wants to know, until {@link #release}. */
    public void acquire() {
        lock.lock();
        try {
            if (wanted++ == 0) {
                records = new Records(size);
            }
            lookForOwners();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody does not any more. If it was the last one, all is forgotten. */
    public void release() {
        lock.lock();
        try {
            Records now = records;
            if (--wanted == 0 && now != null) {
                heard.forEach(it -> stopListening(it, now));
                heard.clear();
                records = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Listens to owners that were opened meanwhile, if somebody wants to know. */
    public void refresh() {
        if (records != null) {
            lock.lock();
            try {
                lookForOwners();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Under the lock. */
    private void lookForOwners() {
        Records now = records;
        if (now == null) {
            return;
        }
        Set<TaskOwner> open = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Owned owned : owners.open()) {
            TaskOwner owner = owned.owner();
            open.add(owner);
            if (!heard.contains(owner) && listen(owner, now)) {
                heard.add(owner);
            }
        }
        heard.removeIf(it -> !open.contains(it));
    }

    /** A stream tells nobody: it may be forgotten by its reader, and is not to be held by us. */
    private static boolean listen(TaskOwner owner, TaskListener listener) {
        switch (owner) {
            case TaskPool it -> it.addListener(listener);
            case WorkerPool it -> it.addListener(listener);
            case TaskManager it -> it.addListener(listener);
            case TaskService it -> it.addListener(listener);
            case TaskGroup it -> it.addListener(listener);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void stopListening(TaskOwner owner, TaskListener listener) {
        switch (owner) {
            case TaskPool it -> it.removeListener(listener);
            case WorkerPool it -> it.removeListener(listener);
            case TaskManager it -> it.removeListener(listener);
            case TaskService it -> it.removeListener(listener);
            case TaskGroup it -> it.removeListener(listener);
            default -> throw new IllegalStateException("nobody listened to " + owner);
        }
    }

    // ---- what is remembered

    /** Whether anything is. */
    public boolean isOn() {
        return records != null;
    }

    /** The highest number up to which all after that one are here or forgotten; 0 if nothing is remembered. */
    public long settledAfter(long number) {
        Records now = records;
        return now == null ? 0 : now.history.settledAfter(number);
    }

    /** The number of the latest ended task; 0 if nothing is remembered. */
    public long last() {
        Records now = records;
        return now == null ? 0 : now.history.last();
    }

    /** The ended tasks after that number and up to another that pass: the latest so many. */
    public EndedTasks ended(long after, long upTo, Predicate<? super EndedTask> passes, int limit) {
        Records now = records;
        return now == null ? new EndedTasks(List.of(), 0) : now.history.between(after, upTo, passes, limit);
    }

    /** An ended task, if it is remembered. */
    public @Nullable EndedTask find(String owner, long id) {
        Records now = records;
        return now == null ? null : now.history.find(owner, id);
    }

    /** The failures nobody asked about, by owner. */
    public List<Unobserved> unobserved() {
        Records now = records;
        return now == null
                ? List.of()
                : now.unobserved.values().stream()
                        .sorted(Comparator.comparing(Unobserved::owner))
                        .toList();
    }

    /** The times of the groups of that owner, or of all. */
    public List<GroupTimes> times(@Nullable String owner) {
        Records now = records;
        List<GroupTimes> all = new ArrayList<>();
        if (now != null) {
            now.times.forEach((key, times) -> {
                if (owner == null || owner.equals(key.owner())) {
                    all.add(new GroupTimes(
                            key.owner(),
                            key.group(),
                            times.waited().distribution(),
                            times.ran().distribution()));
                }
            });
        }
        all.sort(Comparator.comparing(GroupTimes::owner).thenComparing(it -> it.group() == null ? "" : it.group()));
        return all;
    }
}
