package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Task;
import io.github.stint.TaskInfo;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.WorkerPool;
import io.github.stint.test.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the simple pool of asyncio_taskpool does, as our pool of workers does it. */
class WorkerPoolScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** A pool whose workers 5, 6 and 7 are left. */
    private static WorkerPool withFiveSixSeven(Gate hold) throws InterruptedException {
        WorkerPool pool = WorkerPool.open("pool", hold::pass);
        for (Task<Void> gone : pool.start(4)) {
            gone.cancel();
        }
        assertThat(pool.awaitIdle(LONG)).isTrue();
        pool.start(3);
        return pool;
    }

    @Test
    @Scenario(79)
    void withoutABodyThereIsNoPoolAndItsNameIsReadable() {
        assertThatNullPointerException()
                .isThrownBy(() -> WorkerPool.open("pool", null))
                .withMessage("body");
        try (WorkerPool pool = WorkerPool.open("pool", () -> {})) {
            assertThat(pool.name())
                    .as("the name of the refused one was not taken")
                    .isEqualTo("pool");
        }
    }

    @Test
    @Scenario(81)
    void ofThreeStartedOneThatFailsAtOnceLeavesTwo() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.builder("pool", () -> {
                            if (begun.incrementAndGet() == 2) {
                                throw new IllegalArgumentException("the second");
                            }
                            hold.pass();
                        })
                        .options(TaskOptions.defaults().onDone(task -> {}))
                        .open()) {
            List<Task<Void>> workers = pool.start(3);
            hold.awaitArrived(2);
            eventually("one has ended", () -> workers.stream().anyMatch(Task::isDone));
            assertThat(pool.stats().failed()).isOne();
            assertThat(pool.size()).isEqualTo(2);
            assertThat(workers)
                    .filteredOn(Task::isDone)
                    .singleElement()
                    .satisfies(
                            failed -> assertThat(failed.outcome().orElseThrow()).isInstanceOf(Failure.class));
        }
    }

    @Test
    @Scenario(81)
    void cancelledWhileTheyStartThoseThatHaveNotBegunNeverDo() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool =
                        WorkerPool.builder("pool", hold::pass).limit(1).open()) {
            List<Task<Void>> workers = pool.start(3);
            hold.awaitArrived(1);
            assertThat(pool.cancelAll("all of them")).isEqualTo(3);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(workers).allMatch(worker -> worker.state() == TaskState.CANCELLED);
            assertThat(hold.arrived()).as("bodies that began").isOne();
            assertThat(workers)
                    .extracting(worker -> worker.info().ranFor().isZero())
                    .containsExactly(false, true, true);
        }
    }

    @Test
    @Scenario(82)
    void stopOfTwoOfThreeStopsTheYoungestTwo() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = withFiveSixSeven(hold)) {
            assertThat(pool.stop(2)).containsExactly(7, 6);
            eventually("they have left", () -> pool.tasks().size() == 1);
            assertThat(pool.tasks()).extracting(TaskInfo::id).containsExactly(5L);
        }
    }

    @Test
    @Scenario(82)
    void stopOfMoreThanThereAreStopsAll() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = withFiveSixSeven(hold)) {
            assertThat(pool.stop(50)).containsExactly(7, 6, 5);
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
    }

    @Test
    @Scenario(83)
    void stopAllIsStopOfAsManyAsThereAre() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = withFiveSixSeven(hold)) {
            assertThat(pool.stopAll()).containsExactly(7, 6, 5);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stopAll()).isEmpty();
        }
    }

    @Test
    @Scenario(275)
    void twoStopsInARowStopTwoWorkersThoughNeitherHasEnded() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("pool", hold::passStubbornly)) {
            List<Task<Void>> workers = pool.start(3);
            hold.awaitArrived(3);
            assertThat(pool.stop(1)).containsExactly(3);
            assertThat(pool.stop(1)).containsExactly(2);
            assertThat(pool.stats().stopping()).isEqualTo(2);
            assertThat(workers.getFirst().state()).isEqualTo(TaskState.RUNNING);
            hold.open();
            assertThat(workers.getLast().join()).isNotInstanceOf(Cancelled.class);
        }
    }
}
