package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.TaskRejectedException.Why;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.Heard;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a manager accepts, waits for, and tells. */
class TaskManagerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theDefaultsAreThirtyFiveTasksAndTenSecondsToDrain() {
        VirtualTicker ticker = new VirtualTicker();
        try (Gate hold = new Gate()) {
            TaskManager tasks = TaskManager.builder("shop").ticker(ticker).open();
            assertThat(tasks.maxTasks()).isEqualTo(35);
            for (int i = 0; i < 36; i++) {
                tasks.spawn(hold::pass);
            }
            assertThat(tasks.stats().running()).isEqualTo(35);
            assertThat(tasks.stats().queued()).isEqualTo(1);
            Aside<Void> closing = Aside.run(tasks::close).awaitWaiting();
            ticker.advance(Duration.ofSeconds(10).minusNanos(1));
            assertThat(hold.interrupts()).isZero();
            ticker.advance(Duration.ofNanos(1));
            eventually("they are cancelled", () -> hold.interrupts() == 35);
            eventually("it is closed", closing::isOver);
        }
    }

    @Test
    void spawnNeverWaitsAndStartsInOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("shop").maxTasks(1).open()) {
            tasks.spawn(hold::pass);
            for (int i = 0; i < 100; i++) {
                int number = i;
                tasks.spawn(() -> order.add(number));
            }
            assertThat(tasks.stats().queued()).isEqualTo(100);
            hold.open();
            tasks.awaitIdle();
        }
        assertThat(order).isSorted().hasSize(100);
    }

    @Test
    void aBoundedQueueRefusesWhatItHasNoRoomFor() {
        try (Gate hold = new Gate();
                TaskManager tasks =
                        TaskManager.builder("shop").maxTasks(1).queue(1).open()) {
            tasks.spawn(hold::pass);
            tasks.spawn(hold::pass);
            assertThatThrownBy(() -> tasks.spawn(hold::pass))
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.why()).isEqualTo(Why.FULL))
                    .hasMessage("'shop' is full: 1 of 1 run, 1 of 1 wait");
            hold.open();
        }
    }

    @Test
    void oneWarningIsLoggedWhenTenThousandWait() {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("shop")
                        .maxTasks(1)
                        .onClose(Shutdown.now())
                        .open()) {
            tasks.spawn(hold::pass);
            for (int i = 1; i < 10_000; i++) {
                tasks.spawn(hold::pass);
            }
            assertThat(log.records()).isEmpty();
            for (int i = 0; i < 100; i++) {
                tasks.spawn(hold::pass);
            }
            assertThat(log.records())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getMessage())
                            .isEqualTo("'shop' has 10000 tasks waiting, and 1 of 1 run:"
                                    + " more are spawned than can be done"));
        }
    }

    @Test
    void queuedRunningAndEndedAreToldApart() throws Exception {
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("shop").maxTasks(1).open()) {
            Task<Void> first = tasks.spawn(hold::pass);
            Task<Void> second = tasks.spawn(hold::pass);
            hold.awaitArrived(1);
            assertThat(told(tasks, first.id())).isEqualTo("running");
            assertThat(told(tasks, second.id())).isEqualTo("queued");
            assertThat(told(tasks, 3)).isEqualTo("unknown");
            assertThat(told(tasks, 0)).isEqualTo("unknown");
            assertThat(tasks.task(1)).containsSame(first);
            hold.open();
            tasks.awaitIdle();
            assertThat(told(tasks, first.id())).isEqualTo("ended");
            assertThat(told(tasks, second.id())).isEqualTo("ended");
            assertThat(tasks.task(1)).isEmpty();
        }
    }

    private static String told(TaskManager tasks, long id) {
        List<String> told = new ArrayList<>();
        if (tasks.isQueued(id)) {
            told.add("queued");
        }
        if (tasks.isRunning(id)) {
            told.add("running");
        }
        if (tasks.hasEnded(id)) {
            told.add("ended");
        }
        return told.isEmpty() ? "unknown" : String.join(" and ", told);
    }

    @Test
    void awaitCurrentWaitsForWhatThereIsAndForNothingElse() throws Exception {
        try (Gate first = new Gate();
                Gate later = new Gate();
                TaskManager tasks = TaskManager.open("shop")) {
            tasks.spawn(first::pass);
            Aside<Boolean> waiting = Aside.call(() -> tasks.awaitCurrent(LONG)).awaitWaiting();
            tasks.spawn(later::pass);
            first.open();
            assertThat(waiting.value()).isTrue();
            assertThat(tasks.stats().running()).isEqualTo(1);
            later.open();
        }
    }

    @Test
    void awaitCurrentHarmsNobodyWhenItsTimeIsOver() throws Exception {
        try (Gate hold = new Gate();
                TaskManager tasks = TaskManager.open("shop")) {
            Task<String> task = tasks.spawn(() -> {
                hold.pass();
                return "whole";
            });
            assertThat(tasks.awaitCurrent(Duration.ZERO)).isFalse();
            hold.open();
            assertThat(task.await()).isEqualTo("whole");
            assertThat(tasks.awaitCurrent(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void aFailureThatAwaitCurrentSawIsStillToldOnceBecauseNobodyAskedHowItEnded() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate()) {
            TaskManager tasks = TaskManager.open("shop");
            tasks.spawn(() -> {
                hold.pass();
                throw new IllegalStateException("lost?");
            });
            tasks.spawn(() -> "fine");
            Aside<Boolean> waiting = Aside.call(() -> tasks.awaitCurrent(LONG)).awaitWaiting();
            hold.open();
            assertThat(waiting.value()).isTrue();
            tasks.close();
            assertThat(log.about("nobody asked")).hasSize(1);
        }
    }

    @Test
    void itsOwnTasksMayNotWaitForItOrCloseIt() throws Exception {
        try (TaskManager tasks = TaskManager.open("shop")) {
            assertThatThrownBy(() -> tasks.spawn(() -> tasks.awaitIdle()).await())
                    .hasRootCauseMessage("'shop' would wait for itself: awaitIdle was called by its own task 'shop#1'");
            assertThatThrownBy(() -> tasks.spawn(() -> tasks.awaitCurrent(LONG)).await())
                    .hasRootCauseMessage(
                            "'shop' would wait for itself: awaitCurrent was called by its own task 'shop#2'");
            assertThatThrownBy(() -> tasks.spawn(tasks::close).await())
                    .hasRootCauseMessage("'shop' would wait for itself: close was called by its own task 'shop#3'");
        }
    }

    @Test
    void aDrainThatLastsSaysWhereItsStragglersStandAndSpeaksLessAndLess() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager");
                Gate hold = new Gate();
                TaskManager tasks = TaskManager.builder("shop").ticker(ticker).open()) {
            tasks.spawn(TaskOptions.named("import"), hold::pass);
            hold.awaitArrived(1);
            Aside<Void> draining = Aside.run(tasks::awaitIdle).awaitWaiting();
            ticker.advance(Duration.ofSeconds(10));
            eventually("it speaks", () -> log.records().size() == 1);
            assertThat(log.records().getFirst().getMessage())
                    .startsWith("'shop' has been waiting for 10 s for 1 that have not ended")
                    .contains("'shop/import#1' RUNNING, has run for 10000 ms")
                    .contains("Gate.pass");
            draining.awaitWaiting();
            ticker.advance(Duration.ofSeconds(19));
            ticker.advance(Duration.ofSeconds(1));
            eventually("it speaks again", () -> log.records().size() == 2);
            assertThat(log.records().getLast().getMessage()).startsWith("'shop' has been waiting for 30 s");
            hold.open();
            eventually("it is over", draining::isOver);
        }
    }

    @Test
    void tenThousandFailuresAreEachToldOnceAndNoneIsLost() throws Exception {
        int failures = 10_000;
        try (LogCapture log = LogCapture.of("io.github.stint.TaskManager")) {
            TaskManager tasks = TaskManager.open("shop");
            for (int i = 0; i < failures; i++) {
                tasks.spawn(Bodies.throwing(new IllegalStateException("no")));
            }
            tasks.close(); // which waits a second at most for the log; what is not in it by then comes after that
            eventually("all are told", () -> log.about("nobody asked").size() >= failures);
            assertThat(log.about("nobody asked").stream()
                            .map(it -> it.getMessage())
                            .distinct())
                    .hasSize(failures);
            assertThat(log.about("nobody asked")).hasSize(failures);
        }
    }

    @Test
    void aClosedManagerRefusesAndItsNameIsFree() {
        TaskManager tasks = TaskManager.open("once");
        try (TaskManager second = TaskManager.open("once")) {
            assertThat(second.name()).isEqualTo("once~2");
        }
        tasks.close();
        tasks.close();
        assertThatThrownBy(() -> tasks.spawn(() -> 1))
                .isInstanceOf(TaskRejectedException.class)
                .hasMessage("'once' is closed");
        try (TaskManager again = TaskManager.open("once")) {
            assertThat(again.name()).isEqualTo("once");
        }
    }

    @Test
    void badNumbersAreRefusedAtTheCall() {
        assertThatThrownBy(() -> TaskManager.builder("shop").maxTasks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'shop': maxTasks must be at least 1: 0");
        assertThatThrownBy(() -> TaskManager.builder("shop").queue(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TaskManager.builder(" ")).isInstanceOf(IllegalArgumentException.class);
        try (TaskManager tasks = TaskManager.open("shop")) {
            assertThatThrownBy(() -> tasks.resize(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(tasks.maxTasks()).isEqualTo(35);
        }
    }

    @Test
    void aResizeStartsWhoCanAndZeroPauses() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Heard heard = new Heard();
        try (TaskManager tasks =
                TaskManager.builder("shop").maxTasks(1).listener(heard).open()) {
            tasks.resize(0);
            for (int i = 0; i < 5; i++) {
                tasks.spawn(ran::incrementAndGet);
            }
            assertThat(tasks.stats().queued()).isEqualTo(5);
            tasks.resize(2);
            tasks.awaitIdle();
            assertThat(ran).hasValue(5);
        }
        assertThat(heard.all()).contains("resized shop 1 0", "resized shop 0 2");
    }

    @Test
    void groupsAndStreamsAreListedToo() throws Exception {
        Concurrent<Integer, Integer> numbers =
                Concurrent.map(List.of(1), it -> it).name("listed-stream");
        try (TaskGroup group = TaskGroup.builder().name("listed-group").open();
                ResultStream<Integer> stream = numbers.results()) {
            assertThat(TaskOwner.allOpen()).containsSubsequence(group, stream);
        }
        assertThat(TaskOwner.allOpen()).extracting(TaskOwner::name).doesNotContain("listed-group", "listed-stream");
        numbers.results();
        eventually("a stream that was dropped is not listed any more", () -> {
            System.gc();
            return TaskOwner.allOpen().stream().noneMatch(owner -> owner.name().equals("listed-stream"));
        });
    }

    @Test
    void allOpenOwnersAreListedUntilTheyAreClosed() {
        TaskManager tasks = TaskManager.open("listed");
        TaskPool pool = TaskPool.open("listed-pool", 1);
        assertThat(TaskOwner.allOpen()).containsSubsequence(tasks, pool);
        pool.close();
        assertThat(TaskOwner.allOpen()).contains(tasks).doesNotContain(pool);
        tasks.close();
        assertThat(TaskOwner.allOpen()).doesNotContain(tasks);
    }
}
