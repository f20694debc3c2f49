package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.scenarios.Scenario;
import io.github.stint.spi.TaskListener;
import io.github.stint.test.Gate;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.BrokenChannel;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.Heard;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a listener is told of an owner and its tasks, when, and on which thread. */
class TaskListenerTest {

    private final Heard heard = new Heard();
    private final Gate hold = new Gate();

    @Test
    void aTaskIsToldFromItsSubmissionToItsEnd() throws Exception {
        try (TaskPool pool = pool(1, 0)) {
            assertThat(pool.submit(() -> "x").await()).isEqualTo("x");
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(heard.all()).containsExactly("submitted 1", "started 1", "ended 1 SUCCEEDED");
        }
        assertThat(heard.all()).endsWith("closed told");
    }

    @Test
    void aListenerThatComesLaterHearsOfWhatIsAcceptedFromThenOnAndThatGoesHearsNoMore() throws Exception {
        try (Gate first = new Gate();
                TaskPool pool = TaskPool.open("late", 5)) {
            Task<Void> before = pool.submit(first::pass);
            Heard late = new Heard();
            pool.addListener(late);
            assertThat(pool.submit(() -> "x").await()).isEqualTo("x");
            eventually("the end is told", () -> late.all().size() == 3);
            first.open();
            assertThat(before.join().getClass()).isEqualTo(Outcome.Success.class);
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(late.all()).containsExactly("submitted 2", "started 2", "ended 2 SUCCEEDED");
            pool.removeListener(late);
            pool.removeListener(late);
            assertThat(pool.submit(() -> "y").await()).isEqualTo("y");
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(late.all()).hasSize(3);
        }
    }

    @Test
    void aQueuedTaskThatIsCancelledHasNoStart() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = pool(1, 1)) {
            pool.submit(hold::pass);
            Task<Void> queued = pool.submit(hold::pass);
            queued.cancel("never mind");
            eventually("the end is told", () -> heard.of(2).size() == 3);
            assertThat(heard.of(2)).containsExactly("submitted 2", "cancelRequested 2 never mind", "ended 2 CANCELLED");
            hold.open();
        }
    }

    @Test
    void aRunningTaskThatIsCancelledHearsItBeforeItsEndIsTold() throws Exception {
        try (TaskPool pool = pool(1, 0)) {
            Task<Void> task = pool.submit(Bodies.blocked());
            eventually("it runs", () -> task.state() == TaskState.RUNNING);
            task.cancel("enough");
            task.cancel("again");
            eventually("the end is told", () -> heard.of(1).size() == 4);
            assertThat(heard.of(1))
                    .containsExactly("submitted 1", "started 1", "cancelRequested 1 enough", "ended 1 CANCELLED");
        }
    }

    @Test
    void theEndIsToldAfterTheCallbacksAndOnTheTasksOwnThread() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>();
        AtomicInteger callbacks = new AtomicInteger();
        AtomicInteger before = new AtomicInteger(-1);
        TaskListener listener = new TaskListener() {
            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                thread.set(Thread.currentThread().getName());
                before.set(callbacks.get());
            }
        };
        try (Gate hold = new Gate();
                TaskPool pool =
                        TaskPool.builder("told").size(1).listener(listener).open()) {
            pool.submit(TaskOptions.named("x").onDone(task -> callbacks.incrementAndGet()), hold::pass)
                    .onDone(task -> callbacks.incrementAndGet());
            hold.open();
        }
        assertThat(thread).hasValue("told/x#1");
        assertThat(before).hasValue(2);
    }

    // ---- failures nobody asked about

    private static Task<Object> failing(TaskPool pool) throws InterruptedException {
        return pool.submit(() -> {
            throw new IllegalStateException("out of stock");
        });
    }

    @Test
    void aFailureNobodyAskedAboutIsToldOnceBeforeItsOwnerIsClosed() throws Exception {
        try (TaskPool pool = pool(1, 0)) {
            failing(pool);
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(heard.all())
                .containsExactly(
                        "submitted 1", "started 1", "ended 1 FAILED", "failedUnobserved 1 out of stock", "closed told");
    }

    @Test
    void aFailureSomebodyAskedAboutIsNotToldAsUnobserved() throws Exception {
        try (TaskPool pool = pool(1, 0)) {
            failing(pool).join();
        }
        assertThat(heard.all()).contains("ended 1 FAILED").noneMatch(it -> it.startsWith("failedUnobserved"));
    }

    @Test
    void aListenerThatComesAfterATaskHearsThatItFailedUnobserved() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = TaskPool.open("late", 1)) {
            pool.submit(() -> {
                hold.pass();
                throw new IllegalStateException("late");
            });
            pool.addListener(heard);
            hold.open();
        }
        assertThat(heard.of(1)).containsExactly("failedUnobserved 1 late");
    }

    @Test
    void aListenerThatLooksAtTheOutcomeItIsHandedHasNotAsked() throws Exception {
        List<Outcome<?>> outcomes = new CopyOnWriteArrayList<>();
        TaskListener looking = new TaskListener() {
            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                outcomes.add(outcome);
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            try (TaskPool pool =
                    TaskPool.builder("told").size(1).listener(looking).open()) {
                failing(pool);
            }
            assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failure.class);
            assertThat(log.about("task 'told#1' failed and nobody asked")).hasSize(1);
        }
    }

    @Test
    void aFailureOfAServiceIsToldAtOnce() throws Exception {
        try (TaskService service = TaskService.builder("told").listener(heard).open()) {
            service.schedule(() -> {
                throw new IllegalStateException("disk full");
            });
            assertThat(service.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(heard.of(1)).endsWith("ended 1 FAILED", "failedUnobserved 1 disk full");
        }
    }

    @Test
    void theFailuresOfAGroupLeftWithoutJoinAreToldAfterItIsClosed() throws Exception {
        try (TaskGroup group = TaskGroup.builder().name("told").listener(heard).open()) {
            group.start(() -> {
                throw new IllegalStateException("disk");
            });
            eventually("it has failed", () -> group.stats().failed() == 1);
        }
        assertThat(heard.all()).endsWith("closed told", "failedUnobserved 1 disk");
    }

    @Test
    void submittedHasReturnedBeforeStartedIsToldThoughAnotherThreadStartsTheTask() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        TaskListener slow = new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                if (task.id() == 2) {
                    telling.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
                order.add("submitted " + task.id());
            }

            @Override
            public void started(Task<?> task) {
                order.add("started " + task.id());
            }
        };
        try (Gate hold = new Gate();
                TaskPool pool =
                        TaskPool.builder("slow").size(1).queue(1).listener(slow).open()) {
            Task<Void> first = pool.submit(hold::pass);
            Thread submitter = Thread.ofVirtual().start(() -> {
                try {
                    pool.submit(() -> order.add("ran 2"));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            telling.await();
            hold.open();
            first.join();
            eventually(
                    "the second has a slot",
                    () -> pool.stats().running() == 1 && pool.stats().queued() == 0);
            goOn.countDown();
            submitter.join();
        }
        assertThat(order).containsExactly("submitted 1", "started 1", "submitted 2", "started 2", "ran 2");
    }

    @Test
    void aCancelIsToldAfterWhatCameBeforeItThoughThatIsStillBeingTold() throws Exception {
        CountDownLatch submitting = new CountDownLatch(1);
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TaskListener slow = new TaskListener() {
            @Override
            public void submitted(Task<?> task) {
                if (task.id() == 1) {
                    submitting.countDown();
                    awaitUninterruptibly(goOn);
                }
            }

            @Override
            public void started(Task<?> task) {
                starting.countDown();
                awaitUninterruptibly(goOn);
            }
        };
        try (TaskPool pool =
                TaskPool.builder("slow").size(2).listener(slow).listener(heard).open()) {
            Thread submitter = Thread.ofVirtual().start(() -> pool.trySubmit(Bodies.blocked()));
            submitting.await();
            Task<Void> second = pool.submit(Bodies.blocked());
            starting.await();
            assertThat(pool.cancelAll("early")).isEqualTo(2);
            assertThat(heard.all()).containsExactly("submitted 2");
            goOn.countDown();
            submitter.join();
            second.join();
        }
        assertThat(heard.of(1)).containsExactly("submitted 1", "cancelRequested 1 early", "ended 1 CANCELLED");
        assertThat(heard.of(2))
                .containsExactly("submitted 2", "started 2", "cancelRequested 2 early", "ended 2 CANCELLED");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyIsInterruptedThoughTheCancelCameWhileItsStartWasTold() throws Exception {
        TaskListener canceller = new TaskListener() {
            @Override
            public void started(Task<?> task) {
                task.cancel("at once");
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        };
        try (TaskPool pool = TaskPool.builder("shy")
                .size(1)
                .listener(canceller)
                .listener(heard)
                .open()) {
            Task<Boolean> task = pool.submit(() -> Thread.currentThread().isInterrupted());
            assertThat(task.await()).isTrue();
        }
        assertThat(heard.all()).contains("started 1", "cancelRequested 1 at once", "ended 1 SUCCEEDED");
    }

    @Test
    void whatAListenerLeavesOfAnInterruptIsNotTheBodys() throws Exception {
        TaskListener rude = new TaskListener() {
            @Override
            public void started(Task<?> task) {
                Thread.currentThread().interrupt();
            }
        };
        try (TaskPool pool = TaskPool.builder("rude").size(1).listener(rude).open()) {
            assertThat(pool.submit(() -> Thread.currentThread().isInterrupted()).await())
                    .isFalse();
        }
    }

    @Test
    void whatAListenerLeavesOfAnInterruptIsNotTheSources() throws Exception {
        TaskListener rude = new TaskListener() {
            @Override
            public void ended(Task<?> task, Outcome<?> outcome) {
                Thread.currentThread().interrupt();
            }
        };
        AtomicInteger interrupted = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("rude").size(1).listener(rude).open()) {
            CountedSource source = new CountedSource(5) {
                @Override
                protected void beforeHasNext() {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                }
            };
            assertThat(pool.map(source, 1, it -> it).results()).hasSize(5);
        }
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void oneThatWaitsWhenATimeIsOverHoldsUpNoTimer() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        TaskListener slow = new TaskListener() {
            @Override
            public void cancelRequested(Task<?> task, CancelReason why) {
                telling.countDown();
                hold.passStubbornly();
            }
        };
        try (hold;
                TaskPool pool = TaskPool.builder("slow").size(1).listener(slow).open();
                TaskPool other = TaskPool.open("other", 1)) {
            TaskOptions soon = TaskOptions.defaults().timeout(Duration.ofMillis(1));
            Task<Void> told = pool.submit(soon, Bodies.blocked());
            telling.await();
            assertThat(other.submit(soon, Bodies.blocked()).join()).isInstanceOf(Outcome.Failure.class);
            assertThat(told.join()).isInstanceOf(Outcome.Failure.class);
            hold.open();
        }
    }

    @Test
    void anInterruptThatThrowsIsLoggedAndTheOthersAreCancelled() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        BrokenChannel channel = new BrokenChannel();
        try (LogCapture log = LogCapture.of("io.github.stint.Task");
                TaskPool pool = pool(2, 0)) {
            Task<Void> older = pool.submit(Bodies.blocked());
            Task<Void> task = pool.submit(() -> channel.block(blocked));
            blocked.await();
            assertThat(pool.cancelAll("enough")).isEqualTo(2);
            assertThat(older.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(log.records())
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(entry.getMessage()).isEqualTo("the interrupt of task 'told#2' threw"));
        }
        assertThat(heard.of(2)).endsWith("ended 2 CANCELLED").contains("cancelRequested 2 enough");
    }

    @Test
    void refusalsAreTold() throws Exception {
        TaskPool pool = pool(0, 0);
        pool.lock();
        assertThatThrownBy(() -> pool.submit(() -> 1)).isInstanceOf(TaskRejectedException.class);
        assertThatThrownBy(() -> pool.map(List.of(1), 1, it -> it)).isInstanceOf(TaskRejectedException.class);
        pool.unlock();
        assertThatThrownBy(() -> pool.submit(TaskOptions.defaults(), Duration.ZERO, () -> 1))
                .isInstanceOf(TaskRejectedException.class);
        assertThat(pool.trySubmit(() -> 1)).isEmpty();
        pool.close();
        assertThatThrownBy(() -> pool.trySubmit(() -> 1)).isInstanceOf(TaskRejectedException.class);
        assertThat(heard.all())
                .containsExactly(
                        "rejected told LOCKED",
                        "rejected told LOCKED",
                        "rejected told FULL",
                        "closed told",
                        "rejected told CLOSED");
    }

    @Test
    void aResizeIsToldBeforeWhatItStarts() throws Exception {
        try (TaskPool pool = pool(0, 1)) {
            Task<String> task = pool.submit(() -> "x");
            pool.resize(2);
            assertThat(task.await()).isEqualTo("x");
        }
        assertThat(heard.all()).startsWith("submitted 1", "resized told 0 2", "started 1");
    }

    @Test
    void theElementsOfABatchAndOfAStreamAreTold() throws Exception {
        try (TaskPool pool = pool(2, 0)) {
            assertThat(pool.map(List.of(1, 2, 3), 2, it -> it).results()).containsExactly(1, 2, 3);
        }
        for (int id = 1; id <= 3; id++) {
            assertThat(heard.of(id)).containsExactly("submitted " + id, "started " + id, "ended " + id + " SUCCEEDED");
        }
        Heard streamed = new Heard();
        Concurrent.map(List.of(1, 2), it -> it)
                .limit(1)
                .name("s")
                .listener(streamed)
                .forEach(it -> {});
        assertThat(streamed.of(2)).containsExactly("submitted 2", "started 2", "ended 2 SUCCEEDED");
        assertThat(streamed.all()).endsWith("closed s");
    }

    @Test
    void aGroupTellsToo() throws Exception {
        try (TaskGroup group = TaskGroup.builder().name("g").listener(heard).open()) {
            group.start(() -> "x").await();
            group.join();
        }
        assertThat(heard.all()).containsExactly("submitted 1", "started 1", "ended 1 SUCCEEDED", "closed g");
    }

    @Test
    @Scenario(253)
    void aListenerThatThrowsIsLoggedOnceAndLeftOutAndTheOthersGoOn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        TaskListener broken = new TaskListener() {
            @Override
            public void started(Task<?> task) {
                calls.incrementAndGet();
                throw new IllegalStateException("broken listener");
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.TaskListener");
                TaskPool pool = TaskPool.builder("told")
                        .size(1)
                        .listener(broken)
                        .listener(heard)
                        .open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(pool.submit(() -> "fine").await()).isEqualTo("fine");
            }
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            assertThat(calls).hasValue(1);
            assertThat(log.records()).singleElement().satisfies(entry -> {
                assertThat(entry.getMessage()).contains("'told'").contains("not called any more");
                assertThat(entry.getThrown()).hasMessage("broken listener");
            });
        }
        assertThat(heard.of(3)).hasSize(3);
    }

    @Test
    @Scenario(254)
    void aListenerWithoutAMethodIsSkipped() throws Exception {
        try (TaskPool pool =
                TaskPool.builder("mute").size(1).listener(new TaskListener() {}).open()) {
            assertThat(pool.submit(() -> "x").await()).isEqualTo("x");
        }
    }

    @Test
    @Scenario(255)
    void theNumbersOfAnOwnerChangeAsTasksComeRunStopAndEnd() throws Exception {
        try (Gate hold = new Gate();
                TaskPool pool = pool(1, 1)) {
            Task<Void> running = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            Task<String> queued = pool.submit(() -> "x");
            Thread submitter = Thread.ofVirtual().start(() -> {
                try {
                    pool.submit(() -> "y");
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            eventually("it waits for room", () -> pool.stats().waiting() == 1);
            running.cancel("stop");
            Stats before = pool.stats();
            assertThat(List.of(before.running(), before.stopping(), before.queued(), before.waiting()))
                    .containsExactly(1, 1, 1, 1);
            assertThat(before.live()).isEqualTo(2);
            hold.open();
            queued.join();
            submitter.join();
            assertThat(pool.awaitIdle(Duration.ofSeconds(10))).isTrue();
            Stats after = pool.stats();
            assertThat(List.of(after.running(), after.stopping(), after.queued(), after.waiting()))
                    .containsOnly(0);
            assertThat(after.succeeded()).isEqualTo(3);
        }
    }

    @Test
    void everyTaskIsToldInOrderHoweverManyEndAndAreCancelledAtOnce() throws Exception {
        int tasks = 2_000;
        try (TaskPool pool = pool(8, 100)) {
            for (int i = 1; i <= tasks; i++) {
                Task<Void> task = pool.submit(() -> {});
                if (i % 3 == 0) {
                    task.cancel("every third");
                }
            }
        }
        Map<String, List<String>> toldById =
                heard.all().stream().collect(Collectors.groupingBy(it -> it.split(" ", -1)[1]));
        IntStream.rangeClosed(1, tasks).forEach(id -> {
            List<String> told = toldById.get(String.valueOf(id));
            assertThat(told.getFirst()).isEqualTo("submitted " + id);
            assertThat(told.getLast()).startsWith("ended " + id);
            assertThat(told.stream().filter(it -> it.startsWith("started"))).hasSizeLessThanOrEqualTo(1);
            assertThat(told).doesNotHaveDuplicates();
        });
    }

    @Test
    void theChangesAndRestartsOfWhatIsSupervisedAreToldInOrder() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void serviceChanged(Supervised service, Supervised.State from, Supervised.State to) {
                told.add(service.name() + " " + from + " " + to);
            }

            @Override
            public void restarting(Supervised service, Outcome<?> last, Duration pause) {
                told.add(service.name() + " " + last + " " + pause);
            }
        };
        FlyingTicker ticker = new FlyingTicker();
        AtomicInteger runs = new AtomicInteger();
        IllegalStateException error = new IllegalStateException("once");
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService");
                TaskService service = TaskService.builder("svc")
                        .ticker(ticker)
                        .listener(listener)
                        .listener(heard)
                        .open()) {
            service.runForever("poll", RestartPolicy.onFailure().jitter(0), () -> {
                        if (runs.incrementAndGet() == 1) {
                            throw error;
                        }
                    })
                    .task()
                    .join();
            eventually("its end is told", () -> heard.of(1).size() == 3);
            assertThat(log.records()).hasSize(1);
        }
        assertThat(told)
                .containsExactly(
                        "poll WAITING READY",
                        "poll READY BACKING_OFF",
                        "poll " + new Outcome.Failure<>(error) + " PT0.1S",
                        "poll BACKING_OFF READY",
                        "poll READY ENDED");
        assertThat(heard.of(1)).containsExactly("submitted 1", "started 1", "ended 1 SUCCEEDED");
    }

    private TaskPool pool(int size, int queue) {
        return TaskPool.builder("told").size(size).queue(queue).listener(heard).open();
    }
}
