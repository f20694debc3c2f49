package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The named groups of a pool: how long they exist, who is in them, and what cancelling one of them does. */
class TaskPoolGroupsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TaskOptions IN_G = TaskOptions.inGroup("g");

    // ---- who is in a group

    @Test
    void aGroupExistsAsLongAsSomethingIsInIt() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(2).queue(2).open();
                Gate hold = new Gate()) {
            assertThat(pool.ids("g")).isEmpty();
            pool.submit(IN_G, hold::pass);
            pool.submit(TaskOptions.inGroup("h"), hold::pass);
            pool.submit(IN_G, hold::pass);
            assertThat(pool.ids("g")).containsExactly(1L, 3L);
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.ids("g")).isEmpty();
            assertThat(pool.map("g", List.of(1), 1, n -> n).results())
                    .as("its name is free")
                    .containsExactly(1);
        }
    }

    @Test
    void idsGivesTheUnionAndNothingForAGroupThatDoesNotExist() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(1).queue(4).open();
                Gate hold = new Gate()) {
            pool.submit(TaskOptions.inGroup("a"), hold::pass);
            pool.submit(TaskOptions.inGroup("b"), hold::pass);
            pool.submit(hold::pass);
            pool.submit(TaskOptions.inGroup("a"), hold::pass);
            assertThat(pool.ids("b", "a")).containsExactlyInAnyOrder(1L, 2L, 4L);
            assertThat(pool.ids("a", "unknown")).containsExactly(1L, 4L);
            assertThat(pool.ids("unknown")).isEmpty();
            assertThat(pool.ids()).isEmpty();
        }
    }

    @Test
    void aBatchInsistsOnANewNameAndTouchesNothingOtherwise() throws Exception {
        AtomicBoolean read = new AtomicBoolean();
        Iterable<Integer> source = () -> {
            read.set(true);
            return Collections.emptyIterator();
        };
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            pool.submit(IN_G, hold::pass);
            TaskBatch<Integer> endless =
                    pool.map("h", () -> Stream.iterate(0, n -> n + 1).iterator(), 1, n -> {
                        hold.pass();
                        return n;
                    });
            for (String taken : List.of("g", "h")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pool.map(taken, source, 1, n -> n))
                        .withMessage("'pool' already has a group '" + taken + "'");
                assertThatIllegalArgumentException().isThrownBy(() -> pool.apply(taken, 1, () -> 1));
                assertThatIllegalArgumentException().isThrownBy(() -> pool.forEach(taken, source, 1, n -> {}));
            }
            assertThat(endless.cancel("enough")).isLessThanOrEqualTo(1);
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
        assertThat(read).isFalse();
    }

    @Test
    void aTaskMayJoinTheGroupOfABatchAndIsCancelledWithItButIsNoneOfItsResults() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 4);
                Gate elements = new Gate();
                Gate stranger = new Gate()) {
            TaskBatch<Integer> batch = pool.map("g", List.of(1, 2), 2, n -> {
                elements.pass();
                return n;
            });
            Task<Object> failing = pool.submit(IN_G.onDone(task -> {}), () -> {
                throw new IllegalArgumentException("mine");
            });
            failing.join();
            Task<Void> cancelled = pool.submit(IN_G, stranger::pass);
            eventually("three are in it", () -> pool.ids("g").size() == 3);
            elements.open();
            eventually("the elements are done", () -> batch.stats().succeeded() == 2);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(1);
            assertThat(cancelled.join()).isInstanceOf(Cancelled.class);
            assertThat(batch.results()).containsExactly(1, 2);
        }
    }

    @Test
    void generatedNamesCountForEachVerbAndSkipWhatIsTaken() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 3);
                Gate hold = new Gate()) {
            pool.submit(TaskOptions.inGroup("map-2"), hold::pass);
            assertThat(pool.map(List.of(), 1, n -> n).group()).isEqualTo("map-1");
            assertThat(pool.map(List.of(), 1, n -> n).group()).isEqualTo("map-3");
            assertThat(pool.apply(0, () -> 1).group()).isEqualTo("apply-1");
            assertThat(pool.forEach(List.of(), 1, n -> {}).group()).isEqualTo("forEach-1");
            assertThat(pool.<Integer, Integer, Integer>starmap(List.of(), 1, Integer::sum)
                            .group())
                    .isEqualTo("starmap-1");
        }
    }

    // ---- cancelling one

    @Test
    void cancellingAGroupStopsItsTasksAndNoOthers() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskPool pool = TaskPool.builder("pool").size(2).queue(3).open();
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(IN_G, hold::pass);
            Task<Void> other = pool.submit(TaskOptions.inGroup("h"), hold::pass);
            Task<Void> queued = pool.submit(IN_G, () -> ran.set(true));
            Task<Integer> queuedOther = pool.submit(() -> 4);
            hold.awaitArrived(2);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(2);
            assertThat(queued.isDone()).isTrue();
            assertThat(running.join())
                    .isEqualTo(new Cancelled<>(new CancelReason(CancelReason.Source.REQUEST, "enough", null, null)));
            assertThat(queuedOther.await()).isEqualTo(4);
            assertThat(other.state()).isEqualTo(TaskState.RUNNING);
        }
        assertThat(ran).isFalse();
    }

    @Test
    void aGroupThatDoesNotExistCancelsNone() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1)) {
            assertThat(pool.cancelGroup("unknown", "enough")).isZero();
            pool.submit(IN_G, () -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.cancelGroup("g", "late")).isZero();
            assertThatNullPointerException().isThrownBy(() -> pool.cancelGroup(null, "why"));
            assertThatNullPointerException().isThrownBy(() -> pool.cancelGroup("g", null));
        }
    }

    @Test
    void theNameOfACancelledGroupIsFreeAtOnceAndItsOldTasksAreNotInTheNewOne() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate old = new Gate();
                Gate young = new Gate()) {
            Task<Void> stopping = pool.submit(IN_G, old::passStubbornly);
            old.awaitArrived(1);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(1);
            assertThat(pool.ids("g")).isEmpty();
            TaskBatch<Integer> batch = pool.map("g", List.of(1), 1, n -> {
                young.pass();
                return n;
            });
            young.awaitArrived(1);
            assertThat(pool.ids("g")).containsExactly(2L);
            assertThat(stopping.state()).isEqualTo(TaskState.CANCELLING);
            old.open();
            assertThat(stopping.join()).isInstanceOf(Success.class);
            assertThat(pool.ids("g"))
                    .as("the end of the old ones does not end the new one")
                    .containsExactly(2L);
            young.open();
            assertThat(batch.results()).containsExactly(1);
        }
    }

    @Test
    void cancellingTheGroupOfABatchStopsItsSourceFirst() throws Exception {
        AtomicInteger pulled = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("pool").size(2).queue(10).open();
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch = pool.map(
                    "g",
                    () -> IntStream.iterate(0, n -> n + 1)
                            .peek(n -> pulled.incrementAndGet())
                            .iterator(),
                    5,
                    n -> {
                        hold.pass();
                        return n;
                    });
            eventually("five are accepted", () -> pool.ids("g").size() == 5);
            hold.awaitArrived(2);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(5);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(pulled).hasValueLessThanOrEqualTo(6);
            assertThat(hold.arrived()).as("what was queued never started").isEqualTo(2);
            assertThat(pool.stats().live()).isZero();
        }
    }

    @Test
    void aTaskMayCancelTheGroupItIsIn() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate hold = new Gate()) {
            Task<Void> other = pool.submit(IN_G, hold::pass);
            hold.awaitArrived(1);
            Task<Void> self = pool.submit(IN_G.name("me"), () -> {
                pool.cancelGroup("g", "all of us");
                Task.checkCancelled();
            });
            assertThat(self.join())
                    .isEqualTo(new Cancelled<>(
                            new CancelReason(CancelReason.Source.REQUEST, "all of us", "pool/g/me#2", null)));
            assertThat(other.join()).isInstanceOf(Cancelled.class);
        }
    }

    @Test
    void whoStillWaitsForRoomIsNotInTheGroupYet() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1);
                Gate hold = new Gate()) {
            pool.submit(IN_G, hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<Task<Integer>> waiting = OtherThread.run(() -> pool.submit(IN_G, () -> 2));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(1);
            hold.open();
            assertThat(waiting.value().await()).isEqualTo(2);
        }
    }

    @Test
    void noTaskAcceptedBeforeItsGroupWasCancelledEscapes() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(2).queue(20).open()) {
            for (int round = 0; round < 300; round++) {
                try (Gate hold = new Gate()) {
                    List<Task<Void>> accepted = Collections.synchronizedList(new ArrayList<>());
                    OtherThread<Integer> submitter = OtherThread.run(() -> {
                        for (int i = 0; i < 10; i++) {
                            accepted.add(pool.submit(IN_G, hold::pass));
                        }
                        return accepted.size();
                    });
                    int spins = round;
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    List<Task<Void>> before = List.copyOf(accepted);
                    pool.cancelGroup("g", "enough");
                    for (Task<Void> task : before) {
                        assertThat(task.join()).isInstanceOf(Cancelled.class);
                    }
                    assertThat(submitter.value()).isEqualTo(10);
                }
                assertThat(pool.awaitIdle(LONG)).isTrue();
                assertThat(pool.ids("g")).isEmpty();
                assertThat(pool.stats().running()).isZero();
            }
        }
    }

    @Test
    void cancelAllEndsEveryGroup() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(1).queue(5).open();
                Gate hold = new Gate()) {
            pool.submit(IN_G, hold::pass);
            TaskBatch<Integer> batch = pool.map("h", List.of(1, 2, 3), 3, n -> n);
            eventually("all are accepted", () -> pool.stats().submitted() == 4);
            assertThat(pool.cancelAll("enough")).isEqualTo(4);
            assertThat(pool.ids("g", "h")).isEmpty();
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(batch.outcomes()).hasSize(3).allMatch(o -> o instanceof Cancelled);
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
    }
}
