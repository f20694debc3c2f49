package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/guide.md shows of managers and services. */
class GuideManagerTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Gate hold = new Gate();
    private final AtomicInteger polls = new AtomicInteger();
    private final Path file = Path.of("orders.csv");

    private int importOrders(Path from) {
        told.add("imported " + from);
        return 7;
    }

    private void sendMail() {
        told.add("sent");
    }

    private void compress(Path what) {
        told.add("compressed " + what);
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    @Test
    void anApplicationHasOneManager() throws Exception {
        // shown: manager
        TaskManager tasks = TaskManager.builder("shop")
                .maxTasks(35) // the default
                .onClose(Shutdown.drainFor(ofSeconds(10)).thenCancelFor(ofSeconds(5))) // the default, too
                .open()
                .installShutdownHook(); // SIGTERM, SIGINT and System.exit close it
        TaskPool images = tasks.adopt(TaskPool.open("images", 4)); // closed with it, and before it
        TaskService background = tasks.adopt(TaskService.open("background"));

        Task<Integer> orders = tasks.spawn(() -> importOrders(file)); // never waits: starts, or is queued
        tasks.spawn(TaskOptions.named("mail"), () -> sendMail()); // a failure would be logged
        // end
        try (tasks) {
            assertThat(orders.await()).isEqualTo(7);
            assertThat(tasks.adopted()).containsExactly(images, background);
            // shown: drain
            tasks.awaitIdle(); // all that was accepted has ended, and what that brought
            boolean idle = tasks.awaitIdle(ofSeconds(5)); // the same, but not for ever
            boolean ended = tasks.awaitCurrent(ofSeconds(5)); // only those that exist now
            // end
            assertThat(idle).isTrue();
            assertThat(ended).isTrue();
        }
        assertThat(images.stats().live()).isZero();
        assertThat(told).containsExactlyInAnyOrder("imported orders.csv", "sent");
    }

    @Test
    void closingReports() throws Exception {
        TaskManager tasks = TaskManager.open("shop");
        tasks.spawn(() -> importOrders(file)).await();
        // shown: shutdown
        CloseReport report = tasks.shutdown(Shutdown.drainFor(ofSeconds(2)).thenCancelFor(ofSeconds(1)));
        report.stragglers().forEach(straggler -> log(straggler)); // who did not heed the cancel, and where it stands
        // end
        assertThat(report.isClean()).isTrue();
        assertThat(told).hasSize(1);
    }

    private void pollMail() throws IOException {
        if (polls.incrementAndGet() < 3) {
            throw new IOException("no mail server");
        }
        hold.passStubbornly();
    }

    @Test
    void whatRunsForEverIsRestarted() throws Exception {
        VirtualTicker time = VirtualTicker.autojump();
        RestartPolicy exact = RestartPolicy.always().jitter(0);
        try (var background = TaskService.builder("background").ticker(time).open();
                LogCapture log = LogCapture.of("io.github.stint.TaskService");
                hold) {
            // shown: schedule
            background.schedule(() -> compress(file)); // forget it; a failure is logged at once
            // end
            Supervised first = background.runForever("mail", exact, this::pollMail);
            hold.awaitArrived(1);
            assertThat(first.restarts()).isEqualTo(2);
            // shown: restarts
            String seen = """
                'background' restarts 'mail' in 100 ms, restart 1: java.io.IOException: no mail server
                'background' restarts 'mail' in 200 ms, restart 2: java.io.IOException: no mail server
                """;
            // end
            assertThat(log.records().stream().map(it -> it.getMessage()))
                    .containsExactlyElementsOf(seen.lines().toList());
            // shown: forever
            Supervised poller = background.runForever(
                    "mail-poller",
                    RestartPolicy.always()
                            .backoff(ofMillis(100), ofSeconds(30)) // pauses that double
                            .giveUpAfter(20, ofMinutes(10)), // and a budget of restarts
                    this::pollMail);
            poller.onDone(task -> log("over: " + task.outcome().orElseThrow()));
            // end
            hold.awaitArrived(2);
            first.cancel("enough");
            poller.cancel("enough");
            hold.open();
            eventually("it is over", () -> told.size() == 2);
            assertThat(told).anyMatch(it -> it.startsWith("over: Cancelled"));
        }
    }

    /** What a queue would be. */
    private final class Connection implements AutoCloseable {

        String next() throws InterruptedException {
            hold.pass();
            return "order";
        }

        @Override
        public void close() {
            told.add("disconnected");
        }
    }

    private Connection connect() {
        return new Connection();
    }

    private void handle(String order) {
        told.add(order);
    }

    @Test
    void whatIsReadySaysSo() throws Exception {
        try (var background = TaskService.open("background")) {
            // shown: ready
            background.runForever("orders", RestartPolicy.always(), self -> {
                try (Connection queue = connect()) {
                    self.ready(); // from here on others may rely on it, until this run is over
                    while (true) {
                        handle(queue.next());
                    }
                }
            });
            if (!background.awaitReady(ofSeconds(30))) { // all that runs for ever
                log("not up yet: " + background.supervised());
            }
            // end
            hold.awaitArrived(1);
        }
        assertThat(told).containsExactly("disconnected");
    }

    private void cleanUp() {
        told.add("cleaned");
    }

    private void report() {
        told.add("reported");
    }

    @Test
    void schedulesHoldTheirRate() throws Exception {
        VirtualTicker time = new VirtualTicker();
        Instant morning = Instant.now().minusSeconds(1);
        try (var background = TaskService.builder("background").ticker(time).open()) {
            // shown: every
            Supervised cleaning = background.every("cleanup", ofHours(1), this::cleanUp); // first an hour from now
            background.at("report", morning, this::report); // once, by the wall clock
            // end
            time.awaitParked(1);
            time.advance(ofHours(1));
            eventually("both have run", () -> told.size() == 2);
            time.awaitParked(1);
            cleaning.cancel("enough");
        }
        assertThat(told).containsExactlyInAnyOrder("cleaned", "reported");
    }
}
