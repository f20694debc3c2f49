package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskState;
import io.github.stint.internal.time.Deadline;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Aside;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedThreadsTest {

    private static final int LIMIT = 20;

    private final Engine engine = new Engine(
            new EngineOptions(
                    "Test", "shared", LIMIT, 10, FailurePolicy.COUNT, true, 0, Surroundings.of(Ticker.system())),
            null);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");

    private <T> TaskCell<T> started(Callable<T> body) {
        TaskCell<T> cell = new TaskCell<>(engine, TaskOptions.defaults(), body);
        var _ = engine.start(cell);
        return cell;
    }

    /** Or its timer, a second after a failure, starts a thread in a test that counts them. */
    @AfterEach
    void close() throws InterruptedException {
        engine.ending().shutdown(Shutdown.now());
    }

    private void awaitIdle() throws InterruptedException {
        assertThat(engine.ending().awaitIdle(Deadline.after(Ticker.system(), Duration.ofSeconds(20))))
                .isTrue();
        assertThat(engine.view().stats().running()).isZero();
    }

    @Test
    void bodiesThatBlockHaveAThreadEach() throws Exception {
        CyclicBarrier all = new CyclicBarrier(LIMIT);
        List<TaskCell<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            tasks.add(started(all::await));
        }
        for (TaskCell<Integer> task : tasks) {
            assertThat(task.join()).isInstanceOf(Success.class);
        }
        awaitIdle();
    }

    @Test
    void oneThreadIsCalledForAtATimeAndTheOthersTasksAreDoneByWhoeverIsThere() throws Exception {
        List<Thread> called = new CopyOnWriteArrayList<>();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<TaskCell<Boolean>> tasks = new ArrayList<>();
        try (ThreadStarts _ = ThreadStarts.by(called::add)) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                tasks.add(started(() -> order.add(number)));
            }
            assertThat(called).hasSize(1);
            called.getFirst().start();
            for (TaskCell<Boolean> task : tasks) {
                assertThat(task.await()).isTrue();
            }
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(called).as("the first one and whom it called for").hasSize(2);
        called.getLast().start();
        awaitIdle();
    }

    @Test
    void whoIsCancelledBeforeAThreadComesIsSettledByIt() throws Exception {
        List<Thread> called = new ArrayList<>();
        TaskCell<String> dropped = new TaskCell<>(
                engine,
                TaskOptions.defaults()
                        .onDone(task -> heard.add(Thread.currentThread().getName())),
                () -> "never");
        TaskCell<String> next;
        try (ThreadStarts _ = ThreadStarts.by(called::add)) {
            var _ = engine.start(dropped);
            next = started(() -> "next");
            dropped.cancel("not needed");
            assertThat(dropped.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(heard).isEmpty();
        }
        called.getFirst().start();
        assertThat(next.await()).isEqualTo("next");
        awaitIdle();
        assertThat(heard).containsExactly("shared#1");
        assertThat(called).hasSize(1);
    }

    @Test
    void aTaskForWhichThereIsNoThreadFailsAndTheOthersRun() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ThreadStarts _ = ThreadStarts.by(thread -> {
            if (calls.incrementAndGet() == 1) {
                throw noThread;
            }
            thread.start();
        })) {
            assertThat(started(() -> "first").join()).isEqualTo(new Failure<>(noThread));
            assertThat(started(() -> "second").join()).isEqualTo(new Success<>("second"));
            awaitIdle();
        }
    }

    @Test
    void withoutAnyThreadEveryTaskFailsAlsoThoseThatWaitedForASlot() throws Exception {
        List<TaskCell<String>> tasks = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        CyclicBarrier held = new CyclicBarrier(2);
        TaskCell<Integer> atWork = started(() -> {
            held.await();
            return held.await();
        });
        held.await();
        try (ThreadStarts _ = ThreadStarts.by(thread -> {
            calls.incrementAndGet();
            throw noThread;
        })) {
            engine.steering().resize(0);
            for (int i = 0; i < 10; i++) {
                tasks.add(started(() -> "never"));
            }
            assertThat(calls).hasValue(0);
            engine.steering().resize(LIMIT);
            for (TaskCell<String> task : tasks) {
                assertThat(task.join()).isEqualTo(new Failure<>(noThread));
            }
        }
        held.await();
        assertThat(atWork.await()).isNotNull();
        awaitIdle();
    }

    @Test
    void aTaskForWhichThereIsNoThreadLeavesItsRoomToWhoeverWaitsForIt() throws Exception {
        Engine narrow = new Engine(
                new EngineOptions(
                        "Test", "narrow", 1, 0, FailurePolicy.COUNT, true, 0, Surroundings.of(Ticker.system())),
                null);
        TaskCell<String> first = new TaskCell<>(narrow, TaskOptions.defaults(), () -> "first");
        TaskCell<String> second = new TaskCell<>(narrow, TaskOptions.defaults(), () -> "second");
        List<Aside<Void>> submitters = new CopyOnWriteArrayList<>();
        try (ThreadStarts _ = ThreadStarts.by(thread -> {
            if (submitters.isEmpty()) {
                submitters.add(
                        Aside.run(() -> narrow.submit(second, Deadline.NEVER)).awaitWaiting());
                throw noThread;
            }
            thread.start();
        })) {
            narrow.submit(first, Deadline.NEVER);
            assertThat(first.join()).isEqualTo(new Failure<>(noThread));
            assertThat(second.join()).isEqualTo(new Success<>("second"));
        }
        assertThat(submitters.getFirst().value()).isNull();
        assertThat(narrow.ending().shutdown(Shutdown.now()).stragglers()).isEmpty();
    }

    @Test
    void aThreadThatDiesAgainstAllExpectationKeepsNoOtherTaskWaiting() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        IllegalStateException bug = new IllegalStateException("a bug of the library");
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((dead, error) -> uncaught.add(error));
        try {
            TaskCell<String> bad = new TaskCell<>(engine, TaskOptions.defaults(), () -> "done") {
                @Override
                protected void onPublished() {
                    throw bug;
                }
            };
            var _ = engine.start(bad);
            Eventually.eventually("it has ended, though nobody was told", bad::isDone);
            assertThat(started(() -> "next").await()).isEqualTo("next");
            Eventually.eventually("the thread is dead", () -> !uncaught.isEmpty());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).containsExactly(bug);
        awaitIdle();
    }

    @Test
    void whatAThreadThatDiesWasGivenIsDoneByAnother() throws Exception {
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((dead, error) -> heard.add(String.valueOf(error.getMessage())));
        List<Thread> called = new CopyOnWriteArrayList<>();
        try (ThreadStarts _ = ThreadStarts.by(called::add)) {
            TaskCell<String> bad = new TaskCell<>(engine, TaskOptions.defaults(), () -> "done") {
                @Override
                protected void onPublished() {
                    throw new IllegalStateException("a bug of the library");
                }
            };
            var _ = engine.start(bad);
            TaskCell<String> given = started(() -> "given");
            called.getFirst().start();
            called.getFirst().join();
            assertThat(bad.isDone()).isTrue();
            assertThat(given.state()).isEqualTo(TaskState.QUEUED);
            called.getLast().start();
            assertThat(given.await()).isEqualTo("given");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(heard).containsExactly("a bug of the library");
        assertThat(called).as("the one that died, and whom it called for").hasSize(2);
        awaitIdle();
    }

    @Test
    void aThreadThatCannotBeStartedFailsNoTaskThatAnotherHasDoneMeanwhile() throws Exception {
        CyclicBarrier held = new CyclicBarrier(2);
        TaskCell<Integer> atWork = started(held::await);
        Eventually.eventually("the first is at work", () -> held.getNumberWaiting() == 1);
        TaskCell<String> next = new TaskCell<>(engine, TaskOptions.defaults(), () -> "next");
        try (ThreadStarts _ = ThreadStarts.by(thread -> {
            reached(held);
            Eventually.eventually("its thread has done the next", next::isDone);
            throw noThread;
        })) {
            var _ = engine.start(next);
        }
        assertThat(next.join()).isEqualTo(new Success<>("next"));
        assertThat(atWork.join()).isInstanceOf(Success.class);
        assertThat(started(() -> "one more").await()).isEqualTo("one more");
        awaitIdle();
    }

    private static void reached(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
