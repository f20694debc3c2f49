package io.github.stint.examples;

import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.Supervised;
import io.github.stint.TaskService;
import io.github.stint.Tasks;
import io.github.stint.spi.TaskListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A poller that is kept running: it fails twice, is started again with longer pauses, and then is ready. */
public final class ServiceMain {

    private static final int FAILURES = 2;
    private static final Duration LONG = Duration.ofHours(1);

    private ServiceMain() {}

    /** Keeps it running, and ends it. */
    public static void main(String[] words) throws Exception {
        TaskListener restarts = new TaskListener() {
            @Override
            public void restarting(Supervised service, Outcome<?> last, Duration pause) {
                System.out.println(service.name() + " again in " + pause.toMillis() + " ms");
            }
        };
        CountDownLatch heartbeats = new CountDownLatch(3);
        try (TaskService background =
                TaskService.builder("background").listener(restarts).open()) {
            Supervised poller = background.runForever(
                    "poller",
                    RestartPolicy.always()
                            .backoff(Duration.ofMillis(10), Duration.ofSeconds(1))
                            .jitter(0),
                    self -> {
                        if (self.restarts() < FAILURES) {
                            throw new IOException("no mail server");
                        }
                        self.ready();
                        Tasks.sleep(LONG);
                    });
            System.out.println("ready: " + poller.awaitReady(Duration.ofMinutes(1)) + ", run " + poller.runs());

            Supervised heartbeat = background.every("heartbeat", Duration.ofMillis(10), heartbeats::countDown);
            heartbeats.await();
            var _ = heartbeat.cancel("enough");
            System.out.println("three heartbeats");
        }
        System.out.println("closed");
    }
}
