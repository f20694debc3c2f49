package io.github.stint.examples;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.Tasks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** An application that ends: what it has accepted may go on for a moment, the rest is cancelled, and nothing is lost. */
public final class ManagerMain {

    private static final int IMAGES = 20;

    private ManagerMain() {}

    /** Starts it and ends it, as SIGTERM would. */
    public static void main(String[] words) throws Exception {
        CountDownLatch orders = new CountDownLatch(1);
        try (TaskManager shop = TaskManager.builder("shop").maxTasks(35).open().installShutdownHook()) {
            TaskPool images = shop.adopt(TaskPool.open("images", 4)); // closed with the shop, and before it
            var _ = images.forEach(IntStream.range(0, IMAGES).boxed().toList(), 4, image -> {});

            var _ = shop.spawn(TaskOptions.named("orders"), () -> orders.await());
            var _ = shop.spawn(TaskOptions.named("poller"), () -> Tasks.sleep(Duration.ofHours(1)));
            orders.countDown();

            CloseReport report =
                    shop.shutdown(Shutdown.drainFor(Duration.ofMillis(500)).thenCancelFor(Duration.ofSeconds(5)));
            System.out.println(images.stats().succeeded() + " images made");
            System.out.println(shop.stats().succeeded() + " of the shop's own tasks ended by itself");
            System.out.println(report.cancelled() + " was cancelled; stragglers: " + report.stragglers());
        }
    }
}
