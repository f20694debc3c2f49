package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stint.test.Gate;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskCallbackTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final TaskGroup group =
            TaskGroup.builder().name("g").onFailure(OnFailure.CONTINUE).open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    private TaskOptions listening() {
        return TaskOptions.defaults()
                .onDone(task -> heard.add("onDone 1 of " + task))
                .onCancelled(_ -> heard.add("onCancelled 1"))
                .onDone(task -> heard.add("onDone 2 of " + task))
                .onCancelled(_ -> heard.add("onCancelled 2"));
    }

    @Test
    void callbacksAreCalledInTheOrderInWhichTheyWereGiven() throws Exception {
        Gate door = new Gate();
        group.start(listening(), door::pass).onDone(_ -> heard.add("onDone 3")).onDone(_ -> heard.add("onDone 4"));
        door.open();
        group.join();
        assertThat(heard)
                .containsExactly("onDone 1 of g#1 SUCCEEDED", "onDone 2 of g#1 SUCCEEDED", "onDone 3", "onDone 4");
    }

    @Test
    void onCancelledComesBeforeEveryOnDone() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(listening(), door::pass).onDone(_ -> heard.add("onDone 3"));
        door.awaitArrived(1);
        task.cancel("not needed");
        group.join();
        assertThat(heard)
                .containsExactly(
                        "onCancelled 1",
                        "onCancelled 2",
                        "onDone 1 of g#1 CANCELLED",
                        "onDone 2 of g#1 CANCELLED",
                        "onDone 3");
    }

    @Test
    void onCancelledIsNotCalledForATaskThatWasAskedAndSucceeded() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(listening(), door::passStubbornly);
        door.awaitArrived(1);
        task.cancel("not needed");
        door.open();
        group.join();
        assertThat(heard).containsExactly("onDone 1 of g#1 SUCCEEDED", "onDone 2 of g#1 SUCCEEDED");
    }

    @Test
    void aTaskThatNeverBeganCallsBackOnAThreadOfItsOwn() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        try (TaskGroup narrow = TaskGroup.builder().name("n").limit(1).open()) {
            Task<Object> first = narrow.start(blocked());
            Task<String> second = narrow.start(
                    listening().onDone(_ -> {
                        thread.set(Thread.currentThread());
                        interrupted.set(Thread.currentThread().isInterrupted());
                    }),
                    () -> "x");
            Thread.currentThread().interrupt();
            second.cancel("not needed");
            assertThat(Thread.interrupted()).isTrue();
            first.cancel();
            narrow.join();
        }
        assertThat(heard)
                .containsExactly(
                        "onCancelled 1", "onCancelled 2", "onDone 1 of n#2 CANCELLED", "onDone 2 of n#2 CANCELLED");
        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        assertThat(thread.get().isVirtual()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("n#2");
        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void inOnCancelledTheSlotIsHeldAndTheOutcomeIsNotPublished() throws Exception {
        Gate door = new Gate();
        AtomicReference<Stats> stats = new AtomicReference<>();
        AtomicReference<TaskState> state = new AtomicReference<>();
        Task<Void> task = group.start(
                TaskOptions.defaults().onCancelled(ending -> {
                    stats.set(group.stats());
                    state.set(ending.state());
                }),
                door::pass);
        door.awaitArrived(1);
        task.cancel("not needed");
        group.join();
        assertThat(stats.get().running()).isEqualTo(1);
        assertThat(stats.get().cancelled()).isZero();
        assertThat(state.get()).isEqualTo(TaskState.CANCELLING);
    }

    @Test
    void inOnDoneTheSlotIsFreeAndTheOutcomePublishedAndTheTaskStillListed() throws Exception {
        AtomicReference<Stats> stats = new AtomicReference<>();
        AtomicReference<List<TaskInfo>> listed = new AtomicReference<>();
        group.start(
                TaskOptions.defaults().onDone(ended -> {
                    assertThat(ended.isDone()).isTrue();
                    listed.set(group.tasks());
                    stats.set(group.stats());
                }),
                () -> "x");
        group.join();
        assertThat(stats.get().running()).isZero();
        assertThat(stats.get().succeeded()).isEqualTo(1);
        assertThat(listed.get()).extracting(TaskInfo::id).containsExactly(1L);
        assertThat(group.tasks()).isEmpty();
    }

    @Test
    void aCallbackOfATaskThatHasEndedIsCalledAtOnceOnThisThread() throws Exception {
        Task<String> task = group.start(() -> "x");
        group.join();
        AtomicReference<Thread> thread = new AtomicReference<>();
        assertThat(task.onDone(_ -> thread.set(Thread.currentThread()))).isSameAs(task);
        assertThat(thread.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void aBodyMayListenToItsOwnEnd() throws Exception {
        group.start(() -> Task.current().orElseThrow().onDone(task -> heard.add("ended: " + task.state())));
        group.join();
        assertThat(heard).containsExactly("ended: SUCCEEDED");
    }

    @Test
    void aCallbackThatThrowsIsLoggedAndStopsNoOther() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            Task<String> task = group.start(
                    listening()
                            .onDone(_ -> {
                                throw new IllegalStateException("from onDone");
                            })
                            .onDone(_ -> heard.add("onDone after the throwing one")),
                    () -> "x");
            task.onDone(_ -> {
                throw new AssertionError("from a later onDone");
            });
            task.onDone(_ -> heard.add("the last"));
            group.join();
            assertThat(heard).contains("onDone after the throwing one", "the last");
            assertThat(task.result()).isEqualTo("x");
            assertThat(log.records())
                    .extracting(entry -> entry.getThrown().getMessage())
                    .containsExactlyInAnyOrder("from onDone", "from a later onDone");
            assertThat(log.records()).allMatch(entry -> entry.getMessage().contains("'g#1'"));
        }
    }

    @Test
    void onCancelledThatThrowsIsLoggedAndTheTaskIsCancelledAllTheSame() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            Gate door = new Gate();
            Task<Void> task = group.start(
                    TaskOptions.defaults()
                            .onCancelled(_ -> {
                                throw new IllegalStateException("from onCancelled");
                            })
                            .onCancelled(_ -> heard.add("the next")),
                    door::pass);
            door.awaitArrived(1);
            task.cancel("not needed");
            group.join();
            assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(heard).containsExactly("the next");
            assertThat(log.records())
                    .extracting(entry -> entry.getThrown().getMessage())
                    .containsExactly("from onCancelled");
        }
    }

    @Test
    void joinAndAwaitIdleReturnAfterTheCallbacks() throws Exception {
        Gate door = new Gate();
        Task<String> task = group.start(
                TaskOptions.defaults().onDone(_ -> {
                    door.passStubbornly();
                    heard.add("called");
                }),
                () -> "x");
        door.awaitArrived(1);
        assertThat(task.await()).isEqualTo("x");
        assertThat(group.awaitIdle(Duration.ZERO)).isFalse();
        door.open();
        assertThat(group.join().stats().live()).isZero();
        assertThat(heard).containsExactly("called");
    }

    @Test
    void aCallbackMayStartATaskAndTheGroupWaitsForThatToo() throws Exception {
        group.start(
                TaskOptions.defaults()
                        .onDone(_ -> group.start(() -> {
                            Thread.yield();
                            heard.add("started by a callback");
                        })),
                () -> "x");
        group.join();
        assertThat(heard).containsExactly("started by a callback");
    }

    @Test
    void aCallbackThatWouldWaitForItsOwnGroupIsToldSo() throws Exception {
        AtomicReference<Throwable> told = new AtomicReference<>();
        group.start(
                TaskOptions.defaults().onDone(_ -> {
                    try {
                        group.join();
                    } catch (IllegalStateException | InterruptedException e) {
                        told.set(e);
                    }
                }),
                () -> "x");
        group.join();
        assertThat(told.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'g' would wait for itself: join was called by its own task 'g#1'");
    }

    @Test
    void eachCallbackIsCalledExactlyOnceAlsoWhenItIsAddedAtTheEnd() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            AtomicInteger calls = new AtomicInteger();
            Gate door = new Gate();
            Task<Void> task = group.start(door::pass);
            door.open();
            for (int i = 0; i < 20; i++) {
                task.onDone(_ -> calls.incrementAndGet());
            }
            group.join();
            assertThat(calls).as("round %d", round).hasValue(20);
        }
    }

    @Test
    void aCallbackOfAFailedTaskSeesTheFailure() throws Exception {
        IOException error = new IOException("disk");
        AtomicReference<Outcome<Object>> seen = new AtomicReference<>();
        group.start(throwing(error)).onDone(task -> seen.set(task.outcome().orElseThrow()));
        assertThat(group.awaitIdle(Duration.ofHours(1))).isTrue();
        assertThat(seen.get()).isEqualTo(new Outcome.Failure<>(error));
    }

    @Test
    void noCallbackIsRefused() {
        Task<String> task = group.start(() -> "x");
        assertThatNullPointerException().isThrownBy(() -> task.onDone(null)).withMessage("callback");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskOptions.defaults().onDone(null))
                .withMessage("callback");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskOptions.defaults().onCancelled(null))
                .withMessage("callback");
    }

    @Test
    void closeFromACallbackIsRefused() throws Exception {
        AtomicReference<Throwable> told = new AtomicReference<>();
        group.start(
                TaskOptions.defaults().onDone(_ -> {
                    try {
                        group.close();
                    } catch (IllegalStateException e) {
                        told.set(e);
                    }
                }),
                () -> "x");
        group.join();
        assertThatIllegalStateException().isThrownBy(() -> {
            throw told.get();
        });
        assertThat(told.get()).hasMessage("'g' would wait for itself: close was called by its own task 'g#1'");
    }
}
