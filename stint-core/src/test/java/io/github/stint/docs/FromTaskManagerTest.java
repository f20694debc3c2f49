package io.github.stint.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelResult;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Shutdown;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.test.Gate;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/from-asyncio.md shows beside escudeiro's TaskManager. */
class FromTaskManagerTest {

    private final Path file = Path.of("orders.csv");
    private final Gate hold = new Gate();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private int importOrders(Path from) {
        told.add("imported " + from);
        return 3;
    }

    private void sendMail() {
        told.add("sent");
    }

    private void log(Object what) {
        told.add(what.toString());
    }

    @Test
    void bothNumbersAreTheDefaults() {
        // shown: new
        TaskManager tasks = TaskManager.builder("shop")
                .maxTasks(35)
                .onClose(Shutdown.drainFor(ofSeconds(10)))
                .open();
        // end
        try (tasks;
                TaskManager other = TaskManager.open("other")) {
            assertThat(tasks.maxTasks()).isEqualTo(35).isEqualTo(other.maxTasks());
        }
        assertThatThrownBy(() -> TaskManager.builder("shop").maxTasks(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spawnNeverWaitsAndGivesATask() throws Exception {
        try (TaskManager tasks = TaskManager.open("shop")) {
            // shown: spawn
            Task<Integer> orders = tasks.spawn(() -> importOrders(file));
            tasks.spawn(TaskOptions.named("mail"), () -> sendMail());
            int count = orders.await();
            // end
            assertThat(count).isEqualTo(3);
            tasks.awaitIdle();
        }
        assertThat(told).containsExactlyInAnyOrder("imported orders.csv", "sent");
    }

    @Test
    void isStartedByOneCallAndClosedByTheBlockOrTheJvm() {
        // shown: start
        TaskManager tasks = TaskManager.open("shop").installShutdownHook(); // closed when the JVM ends

        try (TaskManager jobs = TaskManager.open("jobs")) { // closed by the block
            jobs.spawn(() -> importOrders(file));
        }
        // end
        assertThat(told).containsExactly("imported orders.csv");
        tasks.spawn(this::sendMail);
        tasks.close();
        assertThat(told).contains("sent");
        assertThatThrownBy(() -> tasks.spawn(this::sendMail)).isInstanceOf(TaskRejectedException.class);
    }

    @Test
    void closingHasOneDeadlineAndReports() throws Exception {
        Gate stuck = new Gate();
        TaskManager tasks =
                TaskManager.builder("shop").ticker(new FlyingTicker()).open();
        Task<Void> straggler = tasks.spawn(stuck::passStubbornly);
        stuck.awaitArrived(1);
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            // shown: close
            CloseReport report = tasks.shutdown(Shutdown.drainFor(ofSeconds(2)).thenCancelFor(ofSeconds(1)));
            report.stragglers().forEach(it -> log(it)); // what did not heed the cancel, with its stack
            // end
            assertThat(report.took()).isGreaterThanOrEqualTo(ofSeconds(3));
            assertThat(log.records()).isNotEmpty();
        }
        assertThat(told).singleElement().asString().startsWith("'shop#1' CANCELLING");
        stuck.open();
        straggler.join();
        tasks.close();
    }

    @Test
    void drainingKeepsTheLimitAndHarmsNobody() throws Exception {
        try (TaskManager tasks = TaskManager.builder("shop").maxTasks(2).open()) {
            for (int i = 0; i < 20; i++) {
                tasks.spawn(hold::pass);
            }
            assertThat(tasks.awaitCurrent(ofSeconds(0))).isFalse();
            assertThat(tasks.awaitIdle(ofSeconds(0))).isFalse();
            hold.open();
            // shown: drain
            tasks.awaitIdle(); // all that was accepted has ended
            boolean idle = tasks.awaitIdle(ofSeconds(5)); // the same, but not for ever
            boolean ended = tasks.awaitCurrent(ofSeconds(5)); // only those that exist now
            // end
            assertThat(idle && ended).isTrue();
            assertThat(tasks.stats().succeeded()).isEqualTo(20);
            assertThat(hold.mostWaiting()).isLessThanOrEqualTo(2);
            assertThat(tasks.spawn(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    void whatExceedsTheLimitIsQueued() {
        try (hold) {
            // shown: limit
            TaskManager tasks = TaskManager.builder("shop").maxTasks(2).open();
            // end
            try (tasks) {
                for (int i = 0; i < 5; i++) {
                    tasks.spawn(hold::pass);
                }
                // shown: limit
                Stats now = tasks.stats();
                log(now.running() + " of " + now.limit() + " run, " + now.queued() + " wait");
                tasks.resize(10); // lets more start at once
                // end
                assertThat(told).containsExactly("2 of 2 run, 3 wait");
                assertThat(tasks.stats().running()).isEqualTo(5);
                hold.open();
            }
        }
    }

    @Test
    void aTaskIsFoundByItsNumber() {
        try (TaskManager tasks = TaskManager.open("shop")) {
            Task<Void> task = tasks.spawn(hold::pass);
            hold.awaitArrived(1);
            // shown: ids
            long id = task.id(); // 1, 2, 3 …
            boolean runs = tasks.isRunning(id); // also isQueued, hasEnded
            Optional<Task<?>> same = tasks.task(id); // as long as it lives
            List<TaskInfo> all = tasks.tasks();
            CancelResult found = tasks.cancel(id, "not needed");
            // end
            assertThat(id).isEqualTo(1);
            assertThat(runs).isTrue();
            assertThat(same).containsSame(task);
            assertThat(all).singleElement().extracting(TaskInfo::name).isEqualTo("shop#1");
            assertThat(found).isEqualTo(CancelResult.REQUESTED);
        }
    }

    private void importBadFile() throws IOException {
        throw new IOException("no such file");
    }

    @Test
    void aFailureIsLoggedUnlessSomebodyAsked() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager")) {
            try (TaskManager tasks = TaskManager.open("shop")) {
                // shown: failures
                tasks.spawn(() -> importBadFile()); // logged: task 'shop#1' failed and nobody asked
                Task<Void> asked = tasks.spawn(() -> importBadFile());
                log(asked.join()); // not logged: its owner knows
                // end
                assertThat(tasks.spawn(() -> 1).await()).isEqualTo(1);
            }
            assertThat(told).singleElement().asString().contains("no such file");
            assertThat(log.records()).singleElement().satisfies(it -> {
                assertThat(it.getMessage()).contains("task 'shop#1' failed and nobody asked");
                assertThat(it.getThrown()).hasStackTraceContaining("importBadFile");
            });
        }
    }

    @Test
    void theCompilerKnowsTheValueAndTheWaysToEnd() throws Exception {
        try (TaskManager tasks = TaskManager.open("shop")) {
            // shown: types
            Task<Integer> orders = tasks.spawn(() -> importOrders(file));
            Outcome<Integer> outcome = orders.join(); // never throws for the task's sake
            String line = switch (outcome) {
                case Success<Integer>(Integer count) -> count + " orders";
                case Failure<Integer>(Throwable error) -> "failed: " + error;
                case Cancelled<Integer>(var why) -> "cancelled: " + why;
            };
            // end
            assertThat(line).isEqualTo("3 orders");
        }
    }
}
