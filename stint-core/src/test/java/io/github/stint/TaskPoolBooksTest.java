package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stint.Outcome.Failure;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What a pool tells: its tasks, its numbers, when it is idle, what has ended, and which failures nobody asked about. */
class TaskPoolBooksTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Somebody hears of the end, so that a failure is not logged. */
    private static final TaskOptions HEARD = TaskOptions.defaults().onDone(task -> {});

    // ---- looking

    @Test
    void theBooksListLiveTasksInOrderOfAcceptance() throws Exception {
        try (TaskPool pool = TaskPool.builder("books").size(1).queue(5).open();
                Gate hold = new Gate()) {
            Task<Void> first = pool.submit(TaskOptions.named("a"), hold::pass);
            Task<Integer> second = pool.submit(TaskOptions.inGroup("g"), () -> 1);
            Task<Integer> third = pool.submit(() -> 2);
            hold.awaitArrived(1);
            assertThat(pool.tasks()).extracting(TaskInfo::name).containsExactly("books/a#1", "books/g#2", "books#3");
            assertThat(pool.tasks())
                    .extracting(TaskInfo::state)
                    .containsExactly(TaskState.RUNNING, TaskState.QUEUED, TaskState.QUEUED);
            assertThat(pool.task(2)).containsSame(second);
            assertThat(pool.task(4)).isEmpty();
            assertThat(pool.task(-1)).isEmpty();
            assertThat(pool).hasToString("TaskPool 'books' OPEN: 1 run, 2 queued, 0 ended");
            hold.open();
            assertThat(pool.awaitIdle(SECOND.multipliedBy(10))).isTrue();
            assertThat(pool.tasks()).isEmpty();
            assertThat(pool.task(first.id())).isEmpty();
            assertThat(third.result()).isEqualTo(2);
        }
    }

    @Test
    void theNumbersBalanceWhateverHasHappened() throws Exception {
        try (TaskPool pool = TaskPool.builder("sum").size(2).queue(3).open();
                Gate hold = new Gate()) {
            pool.submit(() -> 1).await();
            Task<Object> failed = pool.submit(HEARD, () -> {
                throw new IllegalArgumentException("as told");
            });
            assertThat(failed.join()).isInstanceOf(Failure.class);
            pool.submit(hold::passStubbornly);
            Task<Void> asked = pool.submit(hold::passStubbornly);
            hold.awaitArrived(2);
            asked.cancel("stop");
            pool.submit(() -> 2);
            pool.submit(() -> 3).cancel("never");
            assertThat(pool.stats()).isEqualTo(new Stats(OwnerState.OPEN, 2, 6, 1, 2, 1, 1, 1, 1, 0, 0));
            assertThat(pool.stats().live()).isEqualTo(3);
            assertThat(pool.stats().ended()).isEqualTo(3);
        }
    }

    @Test
    void awaitIdleWithoutTimeOnlyLooks() throws Exception {
        try (TaskPool pool = TaskPool.open("idle", 1);
                Gate hold = new Gate()) {
            assertThat(pool.awaitIdle(Duration.ZERO)).isTrue();
            pool.submit(hold::pass);
            assertThat(pool.awaitIdle(Duration.ZERO)).isFalse();
            assertThat(pool.awaitIdle(Duration.ofSeconds(-1))).isFalse();
        }
    }

    @Test
    void awaitIdleGivesUpWhenItsTimeIsOver() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskPool pool = TaskPool.builder("idle").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Boolean> waiter = OtherThread.run(() -> pool.awaitIdle(SECOND));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(waiter.value()).isFalse();
        }
    }

    @Test
    void awaitIdleFromAnOwnTaskIsRefused() throws Exception {
        try (TaskPool pool = TaskPool.open("inner", 1)) {
            Task<Boolean> task = pool.submit(HEARD.name("me"), () -> pool.awaitIdle(SECOND));
            assertThat(task.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessage("'inner' would wait for itself: awaitIdle was called by its own task"
                                            + " 'inner/me#1'"));
        }
    }

    @Test
    void twoPoolsDoNotShareNumbersOrRoom() throws Exception {
        try (TaskPool full = TaskPool.open("full", 1);
                TaskPool free = TaskPool.open("free", 1);
                Gate hold = new Gate()) {
            full.submit(hold::pass);
            Task<Integer> task = free.submit(() -> 1);
            assertThat(task.id()).isEqualTo(1);
            assertThat(task.await()).isEqualTo(1);
            assertThat(full.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    void awaitIdleWaitsForTheCallbacksToo() throws Exception {
        try (TaskPool pool = TaskPool.open("idle", 1);
                Gate hold = new Gate()) {
            Task<Integer> task = pool.submit(TaskOptions.defaults().onDone(t -> hold.passStubbornly()), () -> 1);
            hold.awaitArrived(1);
            assertThat(task.isDone()).isTrue();
            assertThat(pool.stats().live()).as("counted as ended").isZero();
            assertThat(pool.awaitIdle(Duration.ZERO)).isFalse();
            assertThat(pool.tasks()).extracting(TaskInfo::state).containsExactly(TaskState.SUCCEEDED);
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.tasks()).isEmpty();
        }
    }

    // ---- what has ended

    @Test
    void flushGivesWhatHasEndedSinceTheLastTime() throws Exception {
        try (TaskPool pool =
                TaskPool.builder("keep").size(1).queue(10).keepEnded(10).open()) {
            Task<Integer> good = pool.submit(() -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Object> bad = pool.submit(HEARD, () -> {
                throw new IllegalArgumentException("as told");
            });
            assertThat(pool.awaitIdle(LONG)).isTrue();
            List<Task<?>> flushed = pool.flush();
            assertThat(flushed).hasSize(2).containsExactly(good, bad);
            assertThat(flushed).allMatch(Task::isDone);
            assertThat(pool.flush()).isEmpty();
        }
    }

    @Test
    void flushKeepsNoMoreThanItWasTold() throws Exception {
        try (TaskPool pool =
                TaskPool.builder("keep").size(1).queue(10).keepEnded(2).open()) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                pool.submit(() -> number);
                assertThat(pool.awaitIdle(LONG)).isTrue();
            }
            assertThat(pool.flush()).extracting(Task::id).containsExactly(4L, 5L);
        }
    }

    @Test
    void flushWithoutKeepEndedSaysWhatToDo() {
        try (TaskPool pool = TaskPool.open("careless", 1)) {
            assertThatIllegalStateException()
                    .isThrownBy(pool::flush)
                    .withMessage("'careless' keeps no ended tasks: build it with keepEnded(max)");
        }
    }

    @Test
    void aClosedPoolCanStillBeFlushed() throws Exception {
        TaskPool pool = TaskPool.builder("keep").size(1).keepEnded(1).open();
        Task<Integer> task = pool.submit(() -> 1);
        pool.close();
        assertThat(pool.flush()).hasSize(1).containsExactly(task);
    }

    // ---- failures nobody asked about

    @Test
    void aFailureNobodyAskedAboutIsLoggedOnce() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            IllegalArgumentException error = new IllegalArgumentException("as told");
            try (TaskPool pool = TaskPool.open("shop", 1)) {
                pool.submit(TaskOptions.inGroup("import"), () -> {
                    throw error;
                });
            }
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getMessage()).isEqualTo("task 'shop/import#1' failed and nobody asked");
            assertThat(log.records().getFirst().getLevel()).isEqualTo(Level.SEVERE);
            assertThat(log.records().getFirst().getThrown()).isSameAs(error);
        }
    }

    @Test
    void aFailureSomebodyWaitedForIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            try (TaskPool pool = TaskPool.open("asked", 3);
                    Gate hold = new Gate()) {
                Task<Object> joined = pool.submit(() -> failAt(hold));
                Task<Object> heard = pool.submit(() -> failAt(hold));
                heard.onDone(task -> {});
                Task<Object> given = pool.submit(HEARD, () -> failAt(hold));
                OtherThread<Outcome<Object>> waiter = OtherThread.run(joined::join);
                io.github.stint.test.Eventually.waits(waiter.thread());
                hold.open();
                assertThat(waiter.value()).isInstanceOf(Failure.class);
                eventually("all have ended", () -> heard.isDone() && given.isDone());
            }
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void whoGaveUpWaitingHasNotAsked() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            try (TaskPool pool = TaskPool.open("gave-up", 1);
                    Gate hold = new Gate()) {
                Task<Object> task = pool.submit(() -> failAt(hold));
                OtherThread<Object> waiter = OtherThread.run(task::await);
                io.github.stint.test.Eventually.waits(waiter.thread());
                waiter.interrupt();
                assertThat(waiter.error()).isInstanceOf(InterruptedException.class);
                hold.open();
                assertThat(pool.awaitIdle(LONG)).isTrue();
            }
            assertThat(log.about("'gave-up#1' failed and nobody asked")).hasSize(1);
        }
    }

    @Test
    void aCancelledTaskIsNoFailureToLog() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            try (TaskPool pool = TaskPool.open("quiet", 1);
                    Gate hold = new Gate()) {
                Task<Void> task = pool.submit(hold::pass);
                hold.awaitArrived(1);
                task.cancel("stop");
                assertThat(pool.awaitIdle(LONG)).isTrue();
            }
            assertThat(log.records()).isEmpty();
        }
    }

    private static Object failAt(Gate hold) throws InterruptedException {
        hold.pass();
        throw new IllegalArgumentException("as told");
    }
}
