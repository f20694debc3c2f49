package io.github.stint.control.internal.serve;

import io.github.stint.TaskInfo;
import io.github.stint.control.internal.filter.TaskFilter;
import io.github.stint.control.internal.json.Json;
import io.github.stint.control.internal.json.JsonObject;
import io.github.stint.control.internal.look.Look;
import io.github.stint.control.internal.look.OwnerSource;
import io.github.stint.control.internal.look.OwnerSource.Owned;
import io.github.stint.control.internal.record.Recorder;
import io.github.stint.control.internal.wire.Codec;
import io.github.stint.control.view.Change;
import io.github.stint.control.view.EndedTasks;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskList;
import io.github.stint.control.view.Warning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client what has changed since it was last told. It looks from outside at what is there: no task ever waits for it. A
 * client that does not read is told later, and then only how things stand; how many looks it missed is counted.
 */
final class Watcher {

    private static final int MOST_ENDED = 1_000;

    /**
     * What is watched.
     *
     * @param id the number of the request
     * @param owner the name of the owner, or null for all
     * @param tasks whether tasks are
     * @param where which ones
     * @param sort which first
     * @param limit how many at most
     * @param ended whether ended tasks are told
     * @param warnings whether it is told what looks wrong
     */
    record Wish(
            long id,
            @Nullable String owner,
            boolean tasks,
            TaskFilter where,
            SortBy sort,
            int limit,
            boolean ended,
            boolean warnings) {}

    private final Wish wish;
    private final Session session;
    private final OwnerSource owners;
    private final Look look;
    private final Recorder recorder;
    private final Sampler sampler;
    private final Runnable whenStopped;
    private final ReentrantLock lock = new ReentrantLock();

    // under the lock
    private final Map<String, OwnerView> toldOwners = new LinkedHashMap<>();
    private Map<String, TaskInfo> toldTasks = new HashMap<>();
    private List<Warning> toldWarnings = List.of();
    private int toldMatching;
    private long endedUpTo;
    private long dropped;
    private boolean first = true;
    private boolean started;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> ticking;

    Watcher(
            Wish wish,
            Session session,
            OwnerSource owners,
            Look look,
            Recorder recorder,
            Sampler sampler,
            Runnable whenStopped) {
        this.wish = wish;
        this.session = session;
        this.owners = owners;
        this.look = look;
        this.recorder = recorder;
        this.sampler = sampler;
        this.whenStopped = whenStopped;
    }

    /** Begins to tell. */
    void start(Clockwork clockwork, long everyMillis) {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            started = true;
            session.connection().begin();
            if (wish.warnings()) {
                sampler.acquire();
            }
            if (wish.ended()) {
                recorder.acquire();
            }
            endedUpTo = recorder.settledAfter(0);
            ticking = clockwork.every(everyMillis, this::tick);
        } finally {
            lock.unlock();
        }
    }

    /** Tells nothing any more, once this has returned. */
    void stop() {
        boolean hadStarted;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            hadStarted = started;
            if (ticking != null) {
                boolean ignored = ticking.cancel(false);
            }
        } finally {
            lock.unlock();
        }
        if (hadStarted) {
            if (wish.ended()) {
                recorder.release();
            }
            if (wish.warnings()) {
                sampler.release();
            }
            session.connection().end();
        }
        whenStopped.run();
    }

    private void tick() {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            if (session.connection().isBehind()) {
                dropped++;
                return;
            }
            Change change = look();
            boolean isNews = !change.warnings().equals(toldWarnings);
            toldWarnings = change.warnings();
            if (first || isNews || !isEmpty(change)) {
                first = false;
                dropped = 0;
                session.connection()
                        .send(Json.line(new JsonObject().put("id", wish.id()).put("event", Codec.write(change))));
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isEmpty(Change it) {
        return it.owners().isEmpty()
                && it.goneOwners().isEmpty()
                && it.tasks().isEmpty()
                && it.goneTasks().isEmpty()
                && it.ended().isEmpty();
    }

    // ---- what has changed; under the lock

    private Change look() {
        recorder.refresh();
        List<Owned> open = owners.open().stream()
                .filter(it ->
                        wish.owner() == null || wish.owner().equals(it.owner().name()))
                .toList();
        List<OwnerView> changedOwners = new ArrayList<>();
        Set<String> goneOwners = new HashSet<>(toldOwners.keySet());
        for (Owned owned : open) {
            OwnerView now = look.owner(owned);
            goneOwners.remove(now.name());
            if (!now.equals(toldOwners.put(now.name(), now))) {
                changedOwners.add(now);
            }
        }
        goneOwners.forEach(toldOwners::remove);

        List<TaskInfo> changedTasks = new ArrayList<>();
        List<String> goneTasks = new ArrayList<>();
        if (wish.tasks()) {
            tasks(look.tasks(open, wish.where(), wish.sort(), wish.limit()), changedTasks, goneTasks);
        }

        EndedTasks ended = new EndedTasks(List.of(), 0);
        if (wish.ended()) {
            long last = recorder.settledAfter(endedUpTo);
            ended = recorder.ended(
                    endedUpTo,
                    last,
                    it -> (wish.owner() == null || wish.owner().equals(it.task().owner()))
                            && wish.where().test(it.task()),
                    MOST_ENDED);
            endedUpTo = last;
            dropped += ended.dropped();
        }
        List<Warning> warnings = wish.warnings() ? sampler.warnings() : List.of();
        return new Change(
                changedOwners,
                List.copyOf(goneOwners),
                changedTasks,
                goneTasks,
                toldMatching,
                ended.tasks(),
                warnings,
                dropped);
    }

    private void tasks(TaskList now, List<TaskInfo> changed, List<String> gone) {
        toldMatching = now.matching();
        Map<String, TaskInfo> next = new HashMap<>();
        for (TaskInfo task : now.tasks()) {
            TaskInfo before = toldTasks.get(task.name());
            if (before == null || before.state() != task.state()) {
                changed.add(task);
            }
            next.put(task.name(), task);
        }
        for (String name : toldTasks.keySet()) {
            if (!next.containsKey(name)) {
                gone.add(name);
            }
        }
        toldTasks = next;
    }
}
