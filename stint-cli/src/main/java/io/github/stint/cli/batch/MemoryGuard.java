package io.github.stint.cli.batch;

import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskPool;
import io.github.stint.TaskState;
import io.github.stint.cli.control.MemoryLimit;
import io.github.stint.cli.output.Screen;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the youngest job when memory is far too short, again and again until it is not, or one job is left; that one goes on,
 * so that the run does. What was ended is run again later, as if it had not been tried.
 */
final class MemoryGuard implements AutoCloseable {

    private static final long EVERY_MILLIS = 1_000;
    private static final Comparator<TaskInfo> YOUNGEST_FIRST =
            Comparator.comparing(TaskInfo::ranFor).thenComparing(TaskInfo::id, Comparator.reverseOrder());

    private final MemoryLimit limit;
    private final TaskPool pool;
    private final Screen screen;
    private final Set<Long> evicted = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    MemoryGuard(MemoryLimit limit, TaskPool pool, Screen screen) {
        this.limit = limit;
        this.pool = pool;
        this.screen = screen;
    }

    /** One that watches, on a daemon thread of its own; if there is no limit it has nothing to do. */
    static MemoryGuard of(@Nullable MemoryLimit limit, TaskPool pool, Screen screen) {
        MemoryGuard guard = new MemoryGuard(limit == null ? new MemoryLimit(0, () -> 0) : limit, pool, screen);
        if (limit != null) {
            Thread.ofPlatform().daemon().name("stint-memory").start(guard::watch);
        }
        return guard;
    }

    private void watch() {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (IOException gone) {
            // standard error is gone, and with it whoever could be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends one job if that is needed. */
    void look() throws IOException {
        if (!limit.isFarBelow()) {
            return;
        }
        List<TaskInfo> running = pool.tasks().stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .toList();
        if (running.size() > 1) {
            TaskInfo youngest = running.stream().min(YOUNGEST_FIRST).orElseThrow();
            evicted.add(youngest.id());
            var ignored = pool.cancel(youngest.id(), "too little memory");
            screen.line("stint: --memfree: not even half of that is left, so the youngest job is ended and run again"
                    + " later");
        }
    }

    /** Whether the job of the current task was ended by this. */
    boolean hasEvicted() {
        return !evicted.isEmpty()
                && Task.current().map(task -> evicted.remove(task.id())).orElse(false);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
