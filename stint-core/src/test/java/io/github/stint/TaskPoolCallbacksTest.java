package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Gate;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who is called at the end of a pool's task: when, in which order, on which thread, and what comes of it if it throws. */
class TaskPoolCallbacksTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    @Test
    void aCancelledTaskCallsOnCancelledFirstWithItsSlotHeldAndThenOnDoneWithItReturned() throws Exception {
        try (TaskPool pool = TaskPool.open("order", 1);
                Gate hold = new Gate()) {
            Consumer<Task<?>> look = task -> calls.add(task.state() + " "
                    + task.outcome().isPresent() + " " + pool.stats().running());
            Task<Void> task = pool.submit(TaskOptions.defaults().onDone(look).onCancelled(look), hold::pass);
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("CANCELLING false 1", "CANCELLED true 0");
        }
    }

    @Test
    void onDoneIsCalledHoweverTheTaskEndedAndOnCancelledOnlyIfItWasCancelled() throws Exception {
        try (TaskPool pool = TaskPool.builder("ends").size(1).queue(1).open();
                Gate hold = new Gate()) {
            TaskOptions told = TaskOptions.defaults()
                    .onDone(task -> calls.add("done " + task.state()))
                    .onCancelled(task -> calls.add("cancelled"));
            pool.submit(told, () -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            pool.submit(told, () -> {
                throw new IllegalArgumentException("as told");
            });
            assertThat(pool.awaitIdle(LONG)).isTrue();
            Task<Void> stubborn = pool.submit(told, hold::passStubbornly);
            hold.awaitArrived(1);
            stubborn.cancel("returns all the same");
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("done SUCCEEDED", "done FAILED", "done SUCCEEDED");
        }
    }

    @Test
    void aTaskThatNeverBeganCallsOnCancelledAndThenOnDone() throws Exception {
        try (TaskPool pool = TaskPool.builder("never").size(1).queue(1).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(
                    TaskOptions.defaults()
                            .onDone(task -> calls.add("done " + task.state()))
                            .onCancelled(task -> calls.add("cancelled " + task.state())),
                    () -> 1);
            queued.onDone(task -> calls.add("registered later"));
            queued.cancel("not needed");
            eventually("three calls", () -> calls.size() == 3);
            assertThat(calls).containsExactly("cancelled CANCELLED", "done CANCELLED", "registered later");
        }
    }

    @Test
    void callbacksRunInTheOrderOfTheirRegistration() throws Exception {
        try (TaskPool pool = TaskPool.open("order", 1);
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(
                    TaskOptions.defaults()
                            .onDone(t -> calls.add("1"))
                            .onDone(t -> calls.add("2"))
                            .onDone(t -> calls.add("3")),
                    hold::pass);
            task.onDone(t -> calls.add("4")).onDone(t -> calls.add("5"));
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("1", "2", "3", "4", "5");
        }
    }

    @Test
    void waitersSeeTheOutcomeBeforeTheCallbacksHaveRun() throws Exception {
        try (TaskPool pool = TaskPool.open("before", 1);
                Gate hold = new Gate()) {
            Task<Integer> task = pool.submit(TaskOptions.defaults().onDone(t -> hold.passStubbornly()), () -> 1);
            assertThat(task.await()).isEqualTo(1);
            hold.awaitArrived(1);
            assertThat(pool.submit(() -> 2).await()).as("the slot is free").isEqualTo(2);
        }
    }

    @Test
    void aCallbackMaySubmitToTheSameFullPool() throws Exception {
        Queue<Object> got = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("again", 1)) {
            pool.submit(
                    TaskOptions.defaults().onDone(task -> {
                        try {
                            got.add(pool.submit(() -> "next").await());
                        } catch (InterruptedException e) {
                            got.add(e);
                        }
                    }),
                    () -> 1);
            assertThat(pool.awaitIdle(LONG)).isTrue();
        }
        assertThat(got).containsExactly("next");
    }

    @Test
    void aCallbackRunsOnTheVirtualThreadOfItsTask() throws Exception {
        try (TaskPool pool = TaskPool.open("thread", 1)) {
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            pool.submit(
                    TaskOptions.named("t").onDone(task -> threads.add(Thread.currentThread())),
                    () -> threads.add(Thread.currentThread()));
            assertThat(pool.awaitIdle(LONG)).isTrue();
            List<Thread> seen = List.copyOf(threads);
            assertThat(seen).hasSize(2);
            assertThat(seen.getLast()).isSameAs(seen.getFirst());
            assertThat(seen.getFirst().isVirtual()).isTrue();
        }
    }

    @Test
    void callbacksOfATaskThatNeverBeganRunOnAThreadOfTheirOwnWithoutTheCancellersInterrupt() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.builder("own").size(1).queue(1).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(
                    TaskOptions.named("q").onCancelled(this::note).onDone(task -> {
                        note(task);
                        threads.add(Thread.currentThread());
                    }),
                    () -> 1);
            Thread.currentThread().interrupt();
            queued.cancel("not needed");
            assertThat(Thread.interrupted()).as("the canceller keeps its flag").isTrue();
            eventually("called", () -> !threads.isEmpty());
            assertThat(calls).containsExactly("own/q#2 false", "own/q#2 false");
            assertThat(threads).singleElement().isNotSameAs(Thread.currentThread());
            assertThat(threads.peek().isVirtual()).isTrue();
        }
    }

    @Test
    void aCallbackOfACancelledTaskSeesNoInterrupt() throws Exception {
        try (TaskPool pool = TaskPool.open("calm", 1);
                Gate hold = new Gate()) {
            Task<Void> task =
                    pool.submit(TaskOptions.defaults().onCancelled(this::note).onDone(this::note), () -> {
                        try {
                            hold.pass();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw e;
                        }
                    });
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("calm#1 false", "calm#1 false");
        }
    }

    @Test
    void anInterruptLeftByOneCallbackIsNotSeenByTheNext() throws Exception {
        try (TaskPool pool = TaskPool.open("left", 1);
                Gate hold = new Gate()) {
            TaskOptions interrupts = TaskOptions.defaults()
                    .onCancelled(task -> Thread.currentThread().interrupt())
                    .onDone(this::note)
                    .onDone(task -> Thread.currentThread().interrupt());
            Task<Void> task = pool.submit(interrupts, hold::pass);
            task.onDone(this::note);
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("left#1 false", "left#1 false");
        }
    }

    @Test
    void oneRegisteredAfterTheEndRunsAtOnceOnTheRegisteringThread() throws Exception {
        try (TaskPool pool = TaskPool.open("late", 1)) {
            Task<Integer> task = pool.submit(() -> 1);
            task.await();
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            task.onDone(t -> threads.add(Thread.currentThread()));
            assertThat(threads).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void oneRegisteredInsideTheBodyRunsAfterIt() throws Exception {
        try (TaskPool pool = TaskPool.open("inside", 1)) {
            pool.submit(() -> {
                Task.current().orElseThrow().onDone(task -> calls.add("callback " + task.state()));
                calls.add("body");
            });
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("body", "callback SUCCEEDED");
        }
    }

    @Test
    void aThrowingCallbackChangesNothingStopsNoneAndIsLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskPool pool = TaskPool.open("throws", 1)) {
            Task<Integer> task = pool.submit(
                    TaskOptions.named("t")
                            .onDone(t -> {
                                throw new IllegalStateException("first");
                            })
                            .onDone(t -> {
                                throw new StackOverflowError("second");
                            })
                            .onDone(t -> calls.add("third")),
                    () -> 7);
            assertThat(pool.awaitIdle(LONG)).isTrue();
            task.onDone(t -> {
                throw new IllegalStateException("fourth");
            });
            assertThat(task.join()).isEqualTo(new Success<>(7));
            assertThat(calls).containsExactly("third");
            assertThat(log.records())
                    .extracting(entry -> entry.getThrown().getMessage())
                    .containsExactly("first", "second", "fourth");
            assertThat(log.records().getFirst().getMessage()).contains("'throws/t#1");
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.submit(() -> 8).await()).isEqualTo(8);
        }
    }

    @Test
    void aThrowingOnCancelledLeavesTheTaskCancelledAndReturnsTheSlot() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint");
                TaskPool pool = TaskPool.builder("throws").size(1).queue(1).open();
                Gate hold = new Gate()) {
            TaskOptions throwing = TaskOptions.defaults()
                    .onCancelled(task -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .onDone(task -> calls.add("done " + task.id()));
            Task<Void> running = pool.submit(throwing, hold::pass);
            Task<Void> queued = pool.submit(throwing, hold::pass);
            hold.awaitArrived(1);
            queued.cancel("stop");
            running.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(running.join()).isInstanceOf(Cancelled.class);
            assertThat(queued.join()).isInstanceOf(Cancelled.class);
            assertThat(calls).containsExactlyInAnyOrder("done 1", "done 2");
            assertThat(log.records()).hasSize(2);
            assertThat(pool.submit(() -> 1).await()).isEqualTo(1);
        }
    }

    @Test
    void noTaskIsCurrentInACallback() throws Exception {
        try (TaskPool pool = TaskPool.open("current", 1)) {
            pool.submit(
                    TaskOptions.defaults()
                            .onDone(task ->
                                    calls.add("callback " + Task.current().isPresent())),
                    () -> calls.add("body " + Task.current().isPresent()));
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).containsExactly("body true", "callback false");
        }
    }

    @Test
    void cancellingInACallbackFindsTheTaskEnded() throws Exception {
        try (TaskPool pool = TaskPool.open("ended", 1);
                Gate hold = new Gate()) {
            TaskOptions cancelsItself = TaskOptions.defaults()
                    .onCancelled(task -> calls.add("1 " + task.cancel("again")))
                    .onDone(task -> calls.add("2 " + task.cancel("again")));
            Task<Void> task = pool.submit(cancelsItself, hold::pass);
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(calls).hasSize(2).last().isEqualTo("2 ALREADY_ENDED");
            assertThat(task.cancelReason()).map(CancelReason::why).contains("stop");
        }
    }

    @Test
    void callbacksOfABatchAreCalledForEachOfItsTasks() throws Exception {
        try (TaskPool pool = TaskPool.open("batch", 2)) {
            TaskBatch<Integer> batch = pool.map(
                    TaskOptions.inGroup("g").onDone(task -> calls.add(task.name() + " " + task.state())),
                    List.of(1, 0, 2),
                    1,
                    n -> 6 / n);
            assertThat(batch.outcomes())
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo(new Success<>(6)),
                            second -> assertThat(second).isInstanceOf(Failure.class),
                            third -> assertThat(third).isEqualTo(new Success<>(3)));
            assertThat(calls)
                    .containsExactlyInAnyOrder("batch/g#1 SUCCEEDED", "batch/g#2 FAILED", "batch/g#3 SUCCEEDED");
        }
    }

    private void note(Task<?> task) {
        calls.add(
                Thread.currentThread().getName() + " " + Thread.currentThread().isInterrupted());
    }
}
