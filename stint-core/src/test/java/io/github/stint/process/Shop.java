package io.github.stint.process;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.TaskManager;
import io.github.stint.TaskOwner;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.spi.TaskListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The application of the tests of whole processes: a manager with two pools and a service, and an account of what became of
 * their tasks, which is printed when all is closed.
 *
 * <p>{@code endedBefore} and {@code endedAfter} are how many tasks of an owner had ended at a moment before closing began, and
 * at one after the closing had looked at the books for the first time. A thread of its own finds the two.
 */
final class Shop {

    static final Duration DRAIN = Duration.ofMillis(400);
    static final Duration GRACE = Duration.ofMillis(1_600);
    static final Shutdown ON_CLOSE = Shutdown.drainFor(DRAIN).thenCancelFor(GRACE);

    private static final long LOOKS_EVERY_NANOS = 500_000L;
    private static final long LATE_NANOS = 20_000_000L;

    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicLong late = new AtomicLong();
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile Map<TaskOwner, Stats> before = Map.of();
    private volatile Map<TaskOwner, Stats> after = Map.of();
    private Thread witness;

    /** What no report tells of: the tasks of groups. */
    final Tally inGroups = new Tally(() -> closed, late);

    TaskManager tasks;
    TaskPool images;
    TaskPool downloads;
    TaskService background;

    private record Part(TaskOwner owner, Tally tally) {}

    /** Opens the manager alone. */
    void openManager() {
        tasks = TaskManager.builder("shop")
                .maxTasks(8)
                .onClose(ON_CLOSE)
                .listener(new TaskListener() {
                    @Override
                    public void closed(CloseReport report) {
                        closes.incrementAndGet();
                    }
                })
                .open();
        parts.add(new Part(tasks, new Tally(() -> closed, late)));
        witness = Thread.ofPlatform().daemon().name("witness").start(this::watch);
    }

    /** Opens the rest, to be closed with it; the service is the youngest. */
    void openTheRest() {
        images = tasks.adopt(TaskPool.builder("images").size(4).queue(16).open());
        parts.add(new Part(images, new Tally(() -> closed, late)));
        downloads = tasks.adopt(TaskPool.open("downloads", 3));
        parts.add(new Part(downloads, new Tally(() -> closed, late)));
        background = tasks.adopt(TaskService.open("background"));
        parts.add(new Part(background, new Tally(() -> closed, late)));
    }

    /** The account of that owner. */
    Tally of(TaskOwner owner) {
        for (Part part : parts) {
            if (part.owner() == owner) {
                return part.tally();
            }
        }
        throw new IllegalArgumentException(owner.toString());
    }

    // ---- the moment at which closing begins

    private void watch() {
        while (true) {
            Map<TaskOwner, Stats> now = look();
            OwnerState state = tasks.stats().state();
            if (state == OwnerState.OPEN) {
                before = now;
            } else if (state == OwnerState.CLOSED || youngestIsClosing()) {
                after = look();
                return;
            }
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
    }

    /** Its turn comes after the closing has looked at the books of all. */
    private boolean youngestIsClosing() {
        return parts.size() == 4 && parts.getLast().owner().stats().state().compareTo(OwnerState.CLOSING) >= 0;
    }

    private Map<TaskOwner, Stats> look() {
        Map<TaskOwner, Stats> now = new HashMap<>();
        parts.forEach(part -> now.put(part.owner(), part.owner().stats()));
        return now;
    }

    // ---- the account

    /** Prints what became of everything, when the manager is closed. */
    void print(CloseReport report) throws InterruptedException {
        closed = true;
        witness.join();
        long until = System.nanoTime() + LATE_NANOS;
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        List<String> lines = new ArrayList<>();
        lines.add("report drained=" + report.drained() + " failed=" + report.failed() + " cancelled="
                + report.cancelled() + " stragglers=" + report.stragglers().size() + " ms="
                + report.took().toMillis() + " closes=" + closes);
        parts.forEach(part -> lines.add(told(part, report)));
        lines.add("groups " + inGroups);
        lines.add("late=" + late);
        System.out.println(String.join("\n", lines));
    }

    private String told(Part part, CloseReport report) {
        TaskOwner owner = part.owner();
        Stats now = owner.stats();
        long stragglers = report.stragglers().stream()
                .filter(it -> it.task().owner().equals(owner.name()))
                .count();
        return "books " + owner.name() + " submitted=" + now.submitted() + " succeeded=" + now.succeeded() + " failed="
                + now.failed() + " cancelled=" + now.cancelled() + " stragglers=" + stragglers + " endedBefore="
                + ended(before, owner) + " endedAfter=" + ended(after, owner) + " " + part.tally();
    }

    private static long ended(Map<TaskOwner, Stats> then, TaskOwner owner) {
        Stats stats = then.get(owner);
        return stats == null ? 0 : stats.ended();
    }
}
