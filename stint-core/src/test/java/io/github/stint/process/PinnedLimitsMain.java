package io.github.stint.process;

import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Bodies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Two tasks hold both carriers for good; then times come to an end, an operator looks and steers, and all is closed. */
final class PinnedLimitsMain {

    static final int LIMITED = 20;
    static final Duration LIMIT = Duration.ofSeconds(2);
    static final Shutdown ON_CLOSE = Shutdown.drainFor(Duration.ofMillis(300)).thenCancelFor(Duration.ofMillis(300));

    private static final int LOOKS = 200;

    private PinnedLimitsMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        TaskManager tasks = TaskManager.builder("head")
                .onClose(ON_CLOSE)
                .watchCarriers(false)
                .open();
        TaskPool pool = tasks.adopt(
                TaskPool.builder("pool").size(40).queue(10).onClose(ON_CLOSE).open());
        List<Task<Object>> limited = new ArrayList<>();
        CountDownLatch bodies = new CountDownLatch(LIMITED); // the time of a body counts from its beginning
        Callable<Object> blocked = Bodies.blocked();
        long begun = System.nanoTime();
        for (int i = 0; i < LIMITED; i++) {
            limited.add(pool.submit(TaskOptions.defaults().timeout(LIMIT), () -> {
                bodies.countDown();
                return blocked.call();
            }));
        }
        CountDownLatch pin = new CountDownLatch(1);
        pool.submit(() -> {
            pin.await();
            return HeldCarriers.first();
        });
        pool.submit(() -> {
            pin.await();
            return HeldCarriers.second();
        });
        bodies.await();
        Eventually.eventually("all run", () -> pool.stats().running() == LIMITED + 2);
        pin.countDown();
        HeldCarriers.awaitBoth();
        boolean early = limited.stream().anyMatch(task -> task.cancelReason().isPresent());

        Eventually.eventually("all times are over", () -> limited.stream().allMatch(PinnedLimitsMain::isOverTime));
        System.out.println("limits ms=" + millisSince(begun) + " early=" + early);

        lookAndSteer(pool, 0); // the first loads the classes for it
        long longest = 0;
        for (int i = 0; i < LOOKS; i++) {
            long before = System.nanoTime();
            lookAndSteer(pool, i);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        System.out.println("looks us=" + longest / 1_000);

        long waited = System.nanoTime();
        boolean idle = pool.awaitIdle(Duration.ofMillis(200));
        System.out.println("waited ms=" + millisSince(waited) + " idle=" + idle);

        long closing = System.nanoTime();
        CloseReport report = tasks.shutdown(ON_CLOSE);
        System.out.println("closed ms=" + millisSince(closing) + " stragglers="
                + report.stragglers().size() + " state=" + pool.stats().state());
        Runtime.getRuntime().halt(0);
    }

    private static void lookAndSteer(TaskPool pool, int look) {
        int ignored = pool.stats().running() + pool.tasks().size();
        pool.resize(40 + look % 2);
        pool.trySubmit(() -> {}).ifPresent(Task::cancel);
    }

    private static boolean isOverTime(Task<?> task) {
        return task.cancelReason().map(why -> why.source() == Source.TIME_LIMIT).orElse(false);
    }

    private static long millisSince(long moment) {
        return (System.nanoTime() - moment) / 1_000_000;
    }
}
