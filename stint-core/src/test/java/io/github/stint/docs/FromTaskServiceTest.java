package io.github.stint.docs;

import static io.github.stint.test.Eventually.eventually;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskService;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Gate;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/from-asyncio.md shows beside ASAB's TaskService. */
class FromTaskServiceTest {

    private final Path file = Path.of("log.txt");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger polls = new AtomicInteger();

    private void compress(Path what) {
        told.add("compressed " + what);
    }

    private void report() {
        told.add("reported");
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    private void fail() throws IOException {
        throw new IOException("no mail server");
    }

    @Test
    void scheduleForgets() throws Exception {
        try (TaskService background = TaskService.open("background")) {
            // shown: schedule
            background.schedule(() -> compress(file), () -> report());
            background.schedule(TaskOptions.named("report").timeout(ofSeconds(5)), () -> report());
            // end
            assertThat(background.awaitIdle(ofSeconds(20))).isTrue();
            assertThatThrownBy(() -> background.schedule(this::report, null)).isInstanceOf(NullPointerException.class);
        }
        assertThat(told).containsExactlyInAnyOrder("compressed log.txt", "reported", "reported");
    }

    @Test
    void everyThreadMaySchedule() throws Exception {
        try (TaskService background = TaskService.open("background")) {
            Thread thread = Thread.ofPlatform().start(() -> {
                // shown: threads
                background.schedule(() -> report()); // on whatever thread this is
                // end
            });
            thread.join();
            assertThat(background.awaitIdle(ofSeconds(20))).isTrue();
        }
        assertThat(told).containsExactly("reported");
    }

    private void pollMail() throws IOException {
        polls.incrementAndGet();
        fail();
    }

    @Test
    void whatRunsForEverIsRestartedWithPausesAndABudget() {
        FlyingTicker ticker = new FlyingTicker();
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskService background =
                        TaskService.builder("background").ticker(ticker).open()) {
            // shown: forever
            Supervised poller = background.runForever(
                    "mail-poller",
                    RestartPolicy.always()
                            .backoff(ofMillis(100), ofSeconds(30)) // pauses that double
                            .giveUpAfter(20, ofMinutes(10)), // and a budget of restarts
                    () -> pollMail());
            poller.onDone(task -> log("given up: " + task.outcome().orElseThrow()));
            // end
            eventually("it is given up", () -> !told.isEmpty());
            assertThat(told).singleElement().asString().contains("no mail server");
            assertThat(polls).hasValue(21);
            assertThat(log.records()).hasSizeGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void aFailureIsLoggedAtOnceAndNothingIsKept() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService");
                TaskService background = TaskService.open("background")) {
            // shown: results
            background.schedule(() -> fail()); // logged in the moment it happens, with its stack
            TaskOptions heard = TaskOptions.defaults().onDone(task -> log(task.outcome()));
            background.schedule(heard, () -> fail()); // not logged
            // end
            assertThat(background.awaitIdle(ofSeconds(20))).isTrue();
            assertThat(log.records())
                    .singleElement()
                    .satisfies(it -> assertThat(it.getThrown()).hasStackTraceContaining("no mail server"));
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aListenerHearsOfEachEnd() throws Exception {
        // shown: listener
        TaskService background = TaskService.builder("background")
                .listener(new TaskListener() {
                    @Override
                    public void ended(Task<?> task, Outcome<?> outcome) {
                        log(task.name() + " " + task.state());
                    }
                })
                .open();
        // end
        try (background) {
            background.schedule(this::report);
            assertThat(background.awaitIdle(ofSeconds(20))).isTrue();
        }
        assertThat(told).containsExactly("reported", "background#1 SUCCEEDED");
    }

    @Test
    void theManagerOfTheApplicationClosesIt() throws Exception {
        // shown: application
        TaskManager tasks = TaskManager.open("shop"); // initialize
        TaskService background = tasks.adopt(TaskService.open("background"));
        // end
        background.runForever("mail-poller", () -> new CountDownLatch(1).await());
        // shown: application

        tasks.close(); // finalize: background first, all under one deadline
        // end
        assertThat(background.stats().live()).isZero();
        assertThatThrownBy(() -> background.schedule(this::report)).hasMessageContaining("closed");
    }

    @Test
    void whatDoesNotEndIsReported() throws Exception {
        Gate stuck = new Gate();
        TaskService background =
                TaskService.builder("background").ticker(new FlyingTicker()).open();
        Action deaf = stuck::passStubbornly;
        background.schedule(deaf);
        stuck.awaitArrived(1);
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            // shown: stragglers
            CloseReport report = background.shutdown(Shutdown.now().thenCancelFor(ofSeconds(5)));
            report.stragglers().forEach(it -> log(it)); // its name, and where it stands; in the log as well
            // end
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("'background#1' CANCELLING")
                    .contains("passStubbornly");
            assertThat(log.records()).isNotEmpty();
        }
        stuck.open();
        eventually("it ends", () -> background.stats().live() == 0);
    }
}
