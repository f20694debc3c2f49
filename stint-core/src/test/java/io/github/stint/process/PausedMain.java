package io.github.stint.process;

import io.github.stint.Outcome.Failure;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.Tasks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Load with time limits, a schedule and something that is restarted, in a JVM that is stopped and continued from outside. A
 * line on its standard input ends it: it tells what came of all.
 */
final class PausedMain {

    static final int SIZE = 8;
    static final Duration LIMIT = Duration.ofMillis(1_500);
    static final Duration PERIOD = Duration.ofMillis(50);
    static final Duration PAUSE = Duration.ofMillis(50);

    private PausedMain() {}

    public static void main(String[] arguments) throws Exception {
        TaskPool pool = TaskPool.builder("paused")
                .size(SIZE)
                .onClose(Shutdown.whenDone())
                .open();
        TaskService service = TaskService.open("steady");
        Supervised every = service.every("every", PERIOD, () -> {});
        Supervised loop = service.runForever(
                "loop", RestartPolicy.always().backoff(PAUSE, PAUSE).jitter(0), () -> {});
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong overTime = new AtomicLong();
        long begun = System.nanoTime();
        Thread load = Thread.ofPlatform().name("load").start(() -> {
            try {
                while (!over.get()) {
                    Task<Void> ignored = pool.submit(
                            TaskOptions.defaults().timeout(LIMIT).onDone(task -> count(task, overTime)),
                            () -> Tasks.sleep(Duration.ofMillis(5)));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        System.out.println("ready");
        int ignored = System.in.read();
        over.set(true);
        load.join();
        pool.close();
        long ms = (System.nanoTime() - begun) / 1_000_000;
        long ticks = every.runs();
        long restarts = loop.restarts();
        service.close();
        Stats stats = pool.stats();
        System.out.println("ms=" + ms + " submitted=" + stats.submitted() + " lost="
                + (stats.submitted() - stats.ended()) + " running=" + stats.running() + " failed=" + stats.failed()
                + " overTime=" + overTime + " ticks=" + ticks + " restarts=" + restarts);
    }

    private static void count(Task<?> task, AtomicLong overTime) {
        if (task.outcome().orElseThrow() instanceof Failure<?>) {
            overTime.incrementAndGet();
        }
    }
}
