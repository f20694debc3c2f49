package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskGroup group = TaskGroup.builder()
            .name("g")
            .onFailure(OnFailure.CONTINUE)
            .ticker(ticker)
            .open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    // ---- who it is

    @Test
    void idsCountFromOneInOrderOfAcceptance() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(group.start(() -> "x").id());
        }
        assertThat(ids).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void idsAreDenseAlsoWhenManyThreadsStartTasks() throws Exception {
        List<Aside<List<Long>>> starters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starters.add(Aside.call(() -> {
                List<Long> ids = new ArrayList<>();
                for (int j = 0; j < 1_000; j++) {
                    ids.add(group.start(() -> "x").id());
                }
                return ids;
            }));
        }
        Set<Long> all = new TreeSet<>();
        for (Aside<List<Long>> starter : starters) {
            assertThat(starter.value()).isSorted();
            all.addAll(starter.value());
        }
        assertThat(all).hasSize(8_000).startsWith(1L).endsWith(8_000L);
    }

    @Test
    void theFullNameIsOwnerGroupNameAndId() {
        assertThat(group.start(() -> "x").name()).isEqualTo("g#1");
        assertThat(group.start("fetch", () -> "x").name()).isEqualTo("g/fetch#2");
        assertThat(group.start(TaskOptions.inGroup("front"), () -> "x").name()).isEqualTo("g/front#3");
        assertThat(group.start(TaskOptions.named("fetch").group("front"), () -> "x")
                        .name())
                .isEqualTo("g/front/fetch#4");
    }

    @Test
    void theBodyRunsOnAVirtualThreadOfTheTasksName() throws Exception {
        Task<Thread> task = group.start("fetch", Thread::currentThread);
        Task<String> name = group.start("fetch", () -> Thread.currentThread().getName());
        assertThat(task.await().isVirtual()).isTrue();
        assertThat(name.await()).isEqualTo("g/fetch#2");
    }

    @Test
    void toStringIsTheNameAndTheState() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::pass);
        door.awaitArrived(1);
        assertThat(task).hasToString("g#1 RUNNING");
        door.open();
        task.await();
        assertThat(task).hasToString("g#1 SUCCEEDED");
    }

    @Test
    void currentIsTheTaskWhoseBodyRuns() throws Exception {
        Task<Optional<Task<?>>> task = group.start(() -> Task.current());
        assertThat(task.await()).containsSame(task);
    }

    @Test
    void currentIsEmptyOutsideOfBodies() throws Exception {
        assertThat(Task.current()).isEmpty();
        Task<Optional<Task<?>>> task =
                group.start(() -> Aside.<Optional<Task<?>>>call(Task::current).value());
        assertThat(task.await()).isEmpty();
        AtomicReference<Optional<Task<?>>> inCallback = new AtomicReference<>();
        group.start(TaskOptions.defaults().onDone(done -> inCallback.set(Task.current())), () -> "x");
        group.join();
        assertThat(inCallback.get()).isEmpty();
    }

    @Test
    void theLoaderOfWhoStartedItIsCarriedAndInheritableThreadLocalsAreNot() throws Exception {
        ThreadLocal<String> local = new InheritableThreadLocal<>();
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            current.setContextClassLoader(loader);
            local.set("of the starter");
            assertThat(group.start(() -> Thread.currentThread().getContextClassLoader())
                            .await())
                    .isSameAs(loader);
            assertThat(group.start(() -> local.get()).await()).isNull();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    // ---- where it stands

    @Test
    void aTaskIsQueuedThenRunsThenHasEnded() throws Exception {
        Gate door = new Gate();
        Gate next = new Gate();
        try (TaskGroup narrow = TaskGroup.builder().limit(1).open()) {
            Task<Void> first = narrow.start(door::pass);
            Task<Void> second = narrow.start(next::pass);
            door.awaitArrived(1);
            assertThat(first.state()).isEqualTo(TaskState.RUNNING);
            assertThat(second.state()).isEqualTo(TaskState.QUEUED);
            assertThat(second.isDone()).isFalse();
            door.open();
            next.awaitArrived(1);
            assertThat(first.state()).isEqualTo(TaskState.SUCCEEDED);
            assertThat(first.isDone()).isTrue();
            assertThat(second.state()).isEqualTo(TaskState.RUNNING);
            next.open();
            narrow.join();
        }
    }

    @Test
    void infoTellsHowLongItWasQueuedAndHowLongItRan() throws Exception {
        Gate door = new Gate();
        Gate next = new Gate();
        try (TaskGroup narrow =
                TaskGroup.builder().name("n").limit(1).ticker(ticker).open()) {
            narrow.start(door::pass);
            Task<Void> second = narrow.start(TaskOptions.inGroup("front"), next::pass);
            ticker.advance(Duration.ofSeconds(3));
            assertThat(second.info())
                    .isEqualTo(new TaskInfo(
                            2,
                            "n/front#2",
                            "n",
                            "front",
                            TaskState.QUEUED,
                            Duration.ofSeconds(3),
                            Duration.ZERO,
                            null));
            door.open();
            next.awaitArrived(1);
            ticker.advance(Duration.ofSeconds(5));
            assertThat(second.info().ranFor()).isEqualTo(Duration.ofSeconds(5));
            assertThat(second.info().queuedFor()).isEqualTo(Duration.ofSeconds(3));
            next.open();
            second.await();
            ticker.advance(Duration.ofSeconds(7));
            assertThat(second.info())
                    .isEqualTo(new TaskInfo(
                            2,
                            "n/front#2",
                            "n",
                            "front",
                            TaskState.SUCCEEDED,
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(5),
                            null));
        }
    }

    @Test
    void aTaskThatNeverBeganHasRunForNoTime() throws Exception {
        try (TaskGroup narrow = TaskGroup.builder().limit(1).ticker(ticker).open()) {
            narrow.start(blocked());
            Task<String> second = narrow.start(() -> "x");
            ticker.advance(Duration.ofSeconds(3));
            second.cancel("not needed");
            ticker.advance(Duration.ofSeconds(3));
            assertThat(second.info().queuedFor()).isEqualTo(Duration.ofSeconds(3));
            assertThat(second.info().ranFor()).isZero();
            assertThat(second.info().cancelReason())
                    .isEqualTo(second.cancelReason().orElseThrow());
        }
    }

    @Test
    void aTerminalStateNeverChanges() throws Exception {
        Task<String> task = group.start(() -> "x");
        task.join();
        for (int i = 0; i < 1_000; i++) {
            assertThat(task.cancel("late")).isEqualTo(CancelResult.ALREADY_ENDED);
        }
        assertThat(task.outcome()).contains(new Success<>("x"));
        assertThat(task.cancelReason()).isEmpty();
    }

    // ---- its value

    @Test
    void awaitGivesWhatTheBodyReturned() throws Exception {
        assertThat(group.start(() -> 42).await()).isEqualTo(42);
        assertThat(group.start(() -> (String) null).await()).isNull();
        assertThat(group.start(() -> {}).await()).isNull();
        assertThat(group.start(() -> 42).await(Duration.ofHours(1))).isEqualTo(42);
    }

    @Test
    void awaitOfAFailedTaskThrowsWhatItsBodyThrewAsTheCause() {
        IOException error = new IOException("disk");
        Task<String> task = group.start("save", throwing(error));
        assertThatThrownBy(task::await)
                .isInstanceOf(TaskFailedException.class)
                .hasMessage("task 'g/save#1' failed: java.io.IOException: disk")
                .satisfies(e -> assertThat(e.getCause()).isSameAs(error))
                .satisfies(e -> assertThat(((TaskFailedException) e).task()).isEqualTo("g/save#1"));
        assertThatThrownBy(task::result).isInstanceOf(TaskFailedException.class).hasCause(error);
        assertThat(error.getSuppressed()).isEmpty();
    }

    @Test
    void awaitOfACancelledTaskThrowsTheReason() {
        Task<String> task = group.start(blocked());
        task.cancel("not needed");
        assertThatThrownBy(task::await)
                .isInstanceOf(TaskCancelledException.class)
                .isInstanceOf(CancellationException.class)
                .hasMessage("'g#1' was cancelled: not needed")
                .satisfies(e -> assertThat(((TaskCancelledException) e).reason())
                        .isEqualTo(new CancelReason(Source.REQUEST, "not needed", null, null)))
                .satisfies(e -> assertThat(((TaskCancelledException) e).task()).isEqualTo("g#1"));
        assertThatThrownBy(task::result).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    void awaitWithATimeStopsWaitingAndTheTaskGoesOn() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::pass);
        Aside<Void> waiter = Aside.call(() -> task.await(Duration.ofMillis(50)));
        ticker.awaitParked(1);
        ticker.advance(Duration.ofMillis(49));
        waiter.awaitWaiting();
        assertThat(waiter.isOver()).isFalse();
        ticker.advance(Duration.ofMillis(1));
        assertThat(waiter.thrown()).isInstanceOf(TimeoutException.class).hasMessage("'g#1' was not done within 50 ms");
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        assertThat(task.cancelReason()).isEmpty();
        door.open();
        task.await();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void awaitForNoTimeOnlyLooks(long seconds) throws Exception {
        Duration none = Duration.ofSeconds(seconds);
        Task<String> blocked = group.start(blocked());
        assertThatThrownBy(() -> blocked.await(none)).isInstanceOf(TimeoutException.class);
        Task<String> done = group.start(() -> "x");
        done.join();
        assertThat(done.await(none)).isEqualTo("x");
    }

    @Test
    void awaitForTheLongestTimeThereIsWaits() throws Exception {
        assertThat(group.start(() -> "x").await(Shutdown.WITHOUT_LIMIT)).isEqualTo("x");
    }

    @Test
    void awaitRefusesNoDuration() {
        Task<String> task = group.start(() -> "x");
        assertThatNullPointerException().isThrownBy(() -> task.await(null)).withMessage("atMost");
    }

    @Test
    void resultNeverWaits() throws Exception {
        Gate door = new Gate();
        Task<Integer> task = group.start(() -> {
            door.pass();
            return 42;
        });
        door.awaitArrived(1);
        assertThatIllegalStateException()
                .isThrownBy(task::result)
                .withMessage("task 'g#1' has not ended, it is RUNNING");
        assertThat(task.outcome()).isEmpty();
        door.open();
        task.join();
        assertThat(task.result()).isEqualTo(42);
        assertThat(task.outcome()).contains(new Success<>(42));
    }

    @Test
    void joinTellsHowItEndedAndThrowsNothingForTheTasksSake() throws Exception {
        IOException error = new IOException("disk");
        Task<String> blocked = group.start(blocked());
        blocked.cancel("not needed");
        assertThat(group.start(() -> "x").join()).isEqualTo(new Success<>("x")).matches(Outcome::isSuccess);
        assertThat(group.<String>start(throwing(error)).join())
                .isEqualTo(new Failure<>(error))
                .matches(outcome -> !outcome.isSuccess());
        assertThat(blocked.join())
                .isEqualTo(new Cancelled<>(new CancelReason(Source.REQUEST, "not needed", null, null)))
                .matches(outcome -> !outcome.isSuccess());
    }

    @Test
    void anInterruptOfAWaiterConcernsThatWaiterOnly() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::pass);
        Aside<Void> interrupted = Aside.call(task::await).awaitWaiting();
        Aside<Outcome<Void>> patient = Aside.<Outcome<Void>>call(task::join).awaitWaiting();
        interrupted.interrupt();
        assertThat(interrupted.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(interrupted.endedInterrupted()).isFalse();
        assertThat(task.state()).isEqualTo(TaskState.RUNNING);
        door.open();
        assertThat(patient.value()).isEqualTo(new Success<>(null));
    }

    @Test
    void aTaskThatWaitsForItselfIsToldSo() throws Exception {
        AtomicReference<Task<?>> self = new AtomicReference<>();
        Gate door = new Gate();
        Task<Object> task = group.start(() -> {
            door.pass();
            assertThatIllegalStateException()
                    .isThrownBy(() -> self.get().join())
                    .withMessage("task 'g#1' would wait for itself");
            assertThatIllegalStateException().isThrownBy(() -> self.get().await(Duration.ZERO));
            return self.get().await();
        });
        self.set(task);
        door.open();
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.error())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage("task 'g#1' would wait for itself"));
    }

    @Test
    void whatTheBodyDidIsVisibleToWhoHasSeenItDone() {
        for (int round = 0; round < 2_000; round++) {
            int[] written = new int[1];
            Task<Void> task = group.start(() -> {
                written[0] = 42;
            });
            Eventually.eventually("done", task::isDone);
            assertThat(written[0]).isEqualTo(42);
        }
    }
}
