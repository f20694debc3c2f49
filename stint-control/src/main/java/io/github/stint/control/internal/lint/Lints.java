package io.github.stint.control.internal.lint;

import io.github.stint.OwnerState;
import io.github.stint.TaskInfo;
import io.github.stint.TaskState;
import io.github.stint.control.internal.lint.Snapshot.GroupKey;
import io.github.stint.control.internal.lint.Snapshot.Load;
import io.github.stint.control.internal.record.Unobserved;
import io.github.stint.control.view.Distribution;
import io.github.stint.control.view.GroupTimes;
import io.github.stint.control.view.Lint;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.ServiceView;
import io.github.stint.control.view.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What looks wrong in a row of snapshots, the oldest first. Pure functions: the same row, the same warnings. */
public final class Lints {

    /** So long a row has to be before it says that something is always so. */
    static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private static final Duration UNCOOPERATIVE = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int SLOWER = 10;
    private static final int ENOUGH_ENDED = 20;
    private static final int MANY_RESTARTS = 5;
    private static final int UNUSED_PART = 4;
    private static final int LEAST_LIMIT = 8;

    private Lints() {}

    /** All warnings about a row. */
    public static List<Warning> check(List<Snapshot> row) {
        List<Warning> warnings = new ArrayList<>();
        if (!row.isEmpty()) {
            uncooperativeCancels(row, warnings);
            slowTasks(row.getLast(), warnings);
            unobservedFailures(row.getLast(), warnings);
            restartStorms(row, warnings);
            if (span(row).compareTo(LONG_ENOUGH) >= 0) {
                owners(row, warnings);
                starvingGroups(row, warnings);
                carriers(row, warnings);
            }
        }
        return warnings;
    }

    private static Duration span(List<Snapshot> row) {
        return row.getLast().at().minus(row.getFirst().at());
    }

    // ---- tasks

    /** A task counts from the first snapshot of the row in which it had been asked to stop, and in all after that. */
    private static void uncooperativeCancels(List<Snapshot> row, List<Warning> to) {
        Map<String, Duration> since = new HashMap<>();
        for (Snapshot one : row) {
            Map<String, Duration> still = new HashMap<>();
            for (TaskInfo task : one.suspects()) {
                if (task.state() == TaskState.CANCELLING) {
                    still.put(task.name(), since.getOrDefault(task.name(), one.at()));
                }
            }
            since = still;
        }
        Snapshot last = row.getLast();
        for (TaskInfo task : last.suspects()) {
            Duration from = since.get(task.name());
            if (from != null && last.at().minus(from).compareTo(UNCOOPERATIVE) >= 0) {
                to.add(new Warning(
                        Lint.UNCOOPERATIVE_CANCEL,
                        task.name(),
                        "was asked to stop " + shown(last.at().minus(from)) + " ago or more, and runs"));
            }
        }
    }

    private static void slowTasks(Snapshot last, List<Warning> to) {
        Map<GroupKey, Distribution> known = new HashMap<>();
        for (GroupTimes times : last.times()) {
            known.put(new GroupKey(times.owner(), times.group()), times.ran());
        }
        for (TaskInfo task : last.suspects()) {
            Distribution others = known.get(new GroupKey(task.owner(), task.group()));
            if (others != null
                    && others.count() >= ENOUGH_ENDED
                    && task.state() == TaskState.RUNNING
                    && task.ranFor().compareTo(SLOW) > 0
                    && task.ranFor().compareTo(others.p99().multipliedBy(SLOWER)) > 0) {
                to.add(new Warning(
                        Lint.SLOWER_THAN_ITS_GROUP,
                        task.name(),
                        "has run for " + shown(task.ranFor()) + "; 99 of 100 of its group took " + shown(others.p99())
                                + " or less"));
            }
        }
    }

    /** As long as somebody looks: a failure that was not seen does not go away. */
    private static void unobservedFailures(Snapshot last, List<Warning> to) {
        for (Unobserved failures : last.unobserved()) {
            to.add(new Warning(
                    Lint.UNOBSERVED_FAILURE,
                    failures.owner(),
                    (failures.count() == 1 ? "1 failure" : failures.count() + " failures, the last") + " of "
                            + failures.task() + ": " + failures.error()));
        }
    }

    // ---- services

    private static void restartStorms(List<Snapshot> row, List<Warning> to) {
        Map<String, Long> before = new HashMap<>();
        row.getFirst().services().forEach(it -> before.put(key(it), it.restarts()));
        for (ServiceView service : row.getLast().services()) {
            long more = service.restarts() - before.getOrDefault(key(service), service.restarts());
            if (more >= MANY_RESTARTS) {
                to.add(new Warning(Lint.RESTART_STORM, key(service), more + " restarts within " + shown(span(row))));
            }
        }
    }

    private static String key(ServiceView service) {
        return service.owner() + "/" + service.name() + "#" + service.id();
    }

    // ---- owners

    private static void owners(List<Snapshot> row, List<Warning> to) {
        for (OwnerView last : row.getLast().owners()) {
            List<OwnerView> course = course(row, last.name());
            if (course.size() == row.size() && last.stats().state() == OwnerState.OPEN && !last.paused()) {
                queueGrows(course, row, to);
                limitAlwaysReached(course, row, to);
                limitNeverReached(course, row, to);
            }
        }
    }

    private static List<OwnerView> course(List<Snapshot> row, String name) {
        return row.stream()
                .map(it -> it.owners().stream()
                        .filter(owner -> owner.name().equals(name))
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    private static void queueGrows(List<OwnerView> course, List<Snapshot> row, List<Warning> to) {
        ToIntFunction<OwnerView> waiting =
                it -> it.stats().queued() + it.stats().waiting();
        boolean grows = IntStream.range(1, course.size())
                .allMatch(i -> waiting.applyAsInt(course.get(i)) > waiting.applyAsInt(course.get(i - 1)));
        if (grows && course.size() > 2) {
            to.add(new Warning(
                    Lint.QUEUE_GROWING,
                    course.getLast().name(),
                    "from " + waiting.applyAsInt(course.getFirst()) + " to " + waiting.applyAsInt(course.getLast())
                            + " that wait, within " + shown(span(row))));
        }
    }

    private static void limitAlwaysReached(List<OwnerView> course, List<Snapshot> row, List<Warning> to) {
        boolean always = course.stream().allMatch(Lints::isFull);
        if (always) {
            to.add(new Warning(
                    Lint.LIMIT_ALWAYS_REACHED,
                    course.getLast().name(),
                    course.getLast().stats().running() + " of "
                            + course.getLast().stats().limit() + " ran for " + shown(span(row))));
        }
    }

    private static boolean isFull(OwnerView owner) {
        return owner.isLimited()
                && owner.stats().limit() > 0
                && owner.stats().running() >= owner.stats().limit()
                && owner.stats().queued() + owner.stats().waiting() > 0;
    }

    private static void limitNeverReached(List<OwnerView> course, List<Snapshot> row, List<Warning> to) {
        OwnerView last = course.getLast();
        int most = course.stream().mapToInt(it -> it.stats().running()).max().orElse(0);
        long ended = last.stats().ended() - course.getFirst().stats().ended();
        if (last.isLimited()
                && last.stats().limit() >= LEAST_LIMIT
                && most <= last.stats().limit() / UNUSED_PART
                && ended >= ENOUGH_ENDED) {
            to.add(new Warning(
                    Lint.LIMIT_NEVER_REACHED,
                    last.name(),
                    "at most " + most + " of " + last.stats().limit() + " ran within " + shown(span(row)) + ", and "
                            + ended + " tasks ended"));
        }
    }

    private static void starvingGroups(List<Snapshot> row, List<Warning> to) {
        row.getLast().groups().forEach((key, load) -> {
            boolean starves = row.stream().allMatch(it -> starves(it, key));
            if (starves) {
                to.add(new Warning(
                        Lint.GROUP_STARVING,
                        key.toString(),
                        load.queued() + " wait and none has run for " + shown(span(row))));
            }
        });
    }

    private static boolean starves(Snapshot one, GroupKey key) {
        Load load = one.groups().get(key);
        return load != null
                && load.queued() > 0
                && load.running() == 0
                && one.owners().stream()
                        .anyMatch(it -> it.name().equals(key.owner())
                                && isFull(it)
                                && it.stats().state() == OwnerState.OPEN);
    }

    private static void carriers(List<Snapshot> row, List<Warning> to) {
        if (row.stream().allMatch(it -> it.carriers().areTaken())) {
            to.add(new Warning(
                    Lint.CARRIERS_STARVED,
                    "this JVM",
                    "all " + row.getLast().carriers().parallelism() + " carriers were taken for " + shown(span(row))
                            + ", and " + row.getLast().carriers().queued() + " virtual threads wait"));
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
