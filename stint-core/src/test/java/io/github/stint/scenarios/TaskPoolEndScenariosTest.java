package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskBatch;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.test.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the pool of asyncio_taskpool does when tasks end, are cancelled and are flushed, as our pool does it. */
class TaskPoolEndScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @Test
    @Scenario(65)
    void aTaskThatEndsReturnsOneSlotAndItsCallbackKnowsItsId() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate hold = new Gate()) {
            TaskOptions told = TaskOptions.defaults()
                    .onDone(task -> calls.add(
                            task.id() + " " + task.state() + ", " + pool.stats().running() + " run"));
            pool.submit(told, () -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Void> task = pool.submit(told, hold::pass);
            hold.awaitArrived(1);
            assertThat(pool.stats().running()).isEqualTo(1);
            task.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("1 SUCCEEDED, 0 run", "2 CANCELLED, 0 run");
            assertThat(pool.stats().ended()).isEqualTo(2);
        }
    }

    @Test
    @Scenario(66)
    void cancelledFirstAndThenDoneIsCalledAndForANormalEndOnlyDone() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1);
                Gate hold = new Gate()) {
            TaskOptions told = TaskOptions.defaults()
                    .onDone(task -> calls.add("done " + task.id()))
                    .onCancelled(task -> calls.add("cancelled " + task.id()));
            Task<Void> cancelled = pool.submit(told, hold::pass);
            hold.awaitArrived(1);
            cancelled.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<String> normal = pool.submit(told, () -> "kept");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("cancelled 1", "done 1", "done 2");
            assertThat(normal.result()).isEqualTo("kept");
        }
    }

    @Test
    @Scenario({69, 71})
    void cancellingAGroupStopsItsFeedLeavesOtherGroupsAloneAndFreesTheName() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 4);
                Gate one = new Gate();
                Gate two = new Gate()) {
            List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
            TaskBatch<Void> first = pool.forEach("one", numbers, 2, n -> one.pass());
            TaskBatch<Void> second = pool.forEach("two", numbers, 2, n -> two.pass());
            one.awaitArrived(2);
            two.awaitArrived(2);
            assertThat(pool.cancelGroup("unknown", "enough")).isZero();
            assertThat(pool.cancelGroup("one", "enough")).isEqualTo(2);
            assertThat(pool.ids("one")).isEmpty();
            assertThat(first.awaitDone(LONG)).isTrue();
            assertThat(first.stats().submitted()).isEqualTo(2);
            assertThat(two.interrupts()).isZero();
            assertThat(pool.cancelGroup("one", "again")).isZero();
            two.open();
            assertThat(second.awaitDone(LONG)).isTrue();
            assertThat(second.stats().succeeded()).isEqualTo(10);
        }
    }

    @Test
    @Scenario(70)
    void cancellingAGroupWithARunningAndAnEndedTaskSkipsTheEndedOne() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate hold = new Gate()) {
            TaskBatch<Integer> batch =
                    pool.map("g", () -> IntStream.iterate(0, n -> n + 1).iterator(), 1, n -> {
                        if (n == 1) {
                            hold.pass();
                        }
                        return n;
                    });
            hold.awaitArrived(1);
            assertThat(pool.cancelGroup("g", "enough")).isEqualTo(1);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(batch.outcomes().getFirst()).isEqualTo(new Success<>(0));
            assertThat(batch.outcomes().getLast()).isInstanceOf(Cancelled.class);
            assertThat(batch.outcomes()).hasSize(2);
            assertThat(pool.tasks()).isEmpty();
        }
    }

    @Test
    @Scenario(73)
    void aBatchThatIsDoneIsForgottenAndOneThatIsNotIsKept() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 2);
                Gate hold = new Gate()) {
            assertThat(pool.map("done", List.of(1), 1, n -> n).results()).containsExactly(1);
            TaskBatch<Void> running = pool.forEach("running", List.of(1), 1, n -> hold.pass());
            hold.awaitArrived(1);
            assertThat(pool.ids("done")).isEmpty();
            assertThat(pool.ids("running")).hasSize(1);
            assertThat(pool.map("done", List.of(2), 1, n -> n).results())
                    .as("its name is free")
                    .containsExactly(2);
            hold.open();
            assertThat(running.awaitDone(LONG)).isTrue();
            assertThat(pool.ids("running")).isEmpty();
        }
    }

    @Test
    @Scenario(74)
    void flushGivesWhatEndedHoweverItDidOnceAndNothingOfItIsLeft() throws Exception {
        try (TaskPool pool = TaskPool.builder("pool").size(5).keepEnded(100).open();
                Gate hold = new Gate()) {
            TaskOptions heard = TaskOptions.defaults().onDone(task -> {});
            Task<Integer> good = pool.submit(() -> 1);
            Task<Object> bad = pool.submit(heard, () -> {
                throw new IllegalArgumentException("as told");
            });
            Task<Void> cancelled = pool.submit(hold::pass);
            hold.awaitArrived(1);
            cancelled.cancel("stop");
            TaskBatch<Integer> batch = pool.map(List.of(1, 2), 1, n -> n);
            assertThat(batch.awaitDone(LONG)).isTrue();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            List<Task<?>> flushed = pool.flush();
            assertThat(flushed).hasSize(5).allMatch(Task::isDone).contains(good, bad, cancelled);
            assertThat(pool.flush()).isEmpty();
            assertThat(pool.tasks()).isEmpty();
        }
    }

    @Test
    @Scenario(78)
    void aCallbackIsCalledAndIsWaitedForAndNoneIsNothing() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 1);
                Gate hold = new Gate()) {
            Task<Integer> without = pool.submit(() -> 1);
            assertThat(without.await()).isEqualTo(1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            pool.submit(
                    TaskOptions.defaults().onDone(task -> {
                        hold.passStubbornly();
                        calls.add("over");
                    }),
                    () -> 2);
            hold.awaitArrived(1);
            assertThat(pool.awaitIdle(Duration.ZERO)).isFalse();
            hold.open();
            eventually("it is waited for", () -> pool.awaitIdle(Duration.ZERO));
            assertThat(calls).containsExactly("over");
        }
    }
}
