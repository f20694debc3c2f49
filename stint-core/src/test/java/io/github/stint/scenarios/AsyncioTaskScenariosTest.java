package io.github.stint.scenarios;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.CancelResult;
import io.github.stint.OnFailure;
import io.github.stint.Outcome;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.Task;
import io.github.stint.TaskCancelledException;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What asyncio's tests say of one task. */
class AsyncioTaskScenariosTest {

    private final TaskGroup group =
            TaskGroup.builder().name("g").onFailure(OnFailure.CONTINUE).open();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    @Test
    @Scenario(125)
    void aTaskWithoutANameIsNumberedAndOneWithANameKeepsIt() {
        Task<String> unnamed = group.start(() -> "x");
        Task<String> named = group.start("fetch", () -> "x");
        assertThat(unnamed.name()).isEqualTo("g#1");
        assertThat(named.name()).isEqualTo("g/fetch#2").isEqualTo(named.info().name());
    }

    @Test
    @Scenario(126)
    void whatIsNoBodyIsRefusedAtTheCall() {
        assertThatNullPointerException().isThrownBy(() -> group.start((Callable<String>) null));
        assertThat(group.stats().submitted()).isZero();
    }

    @Test
    @Scenario(127)
    void aTaskCancelledWhileBlockedTellsItsAwaiterAndASecondCancelChangesNothing() throws Exception {
        Gate door = new Gate();
        Task<Void> task = group.start(door::pass);
        door.awaitArrived(1);
        Aside<Void> awaiter = Aside.<Void>call(task::await).awaitWaiting();
        assertThat(task.cancel("not needed")).isEqualTo(CancelResult.REQUESTED);
        assertThat(awaiter.thrown()).isInstanceOf(TaskCancelledException.class);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(task.cancel("again")).isEqualTo(CancelResult.ALREADY_ENDED);
    }

    @Test
    @Scenario(129)
    void aTaskThatCatchesTheCancelAndReturnsHasSucceeded() throws Exception {
        Gate door = new Gate();
        Task<Integer> task = group.start(() -> {
            try {
                door.pass();
                return 0;
            } catch (InterruptedException e) {
                return 42;
            }
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        assertThat(task.await()).isEqualTo(42);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    @Scenario(130)
    void aTaskThatCatchesTheCancelAndWaitsOnForSomethingForeignSucceedsLater() throws Exception {
        Gate first = new Gate();
        Gate second = new Gate();
        Task<Integer> task = group.start(() -> {
            try {
                first.pass();
            } catch (InterruptedException e) {
                second.pass();
            }
            return 42;
        });
        first.awaitArrived(1);
        task.cancel("not needed");
        second.awaitArrived(1);
        assertThat(task.state()).isEqualTo(TaskState.CANCELLING);
        second.open();
        assertThat(task.join()).isEqualTo(new Success<>(42));
    }

    @Test
    @Scenario(130)
    void aTaskThatCatchesTheCancelAndWaitsOnInTheLibraryIsToldAgain() throws Exception {
        Gate door = new Gate();
        Task<Integer> task = group.start(() -> {
            try {
                door.pass();
            } catch (InterruptedException e) {
                Tasks.sleep(Duration.ofHours(1));
            }
            return 42;
        });
        door.awaitArrived(1);
        task.cancel("not needed");
        assertThat(task.join()).isInstanceOf(Cancelled.class);
    }

    @Test
    @Scenario(131)
    void aTaskThatCancelsItselfIsStoppedAtItsNextWaitAndSucceedsIfItHasNone() throws Exception {
        Task<Object> waiting = group.start(() -> {
            Task.current().orElseThrow().cancel("enough");
            return blocked().call();
        });
        Task<Integer> returning = group.start(() -> {
            Task.current().orElseThrow().cancel("enough");
            return 42;
        });
        assertThat(waiting.join()).isInstanceOf(Cancelled.class);
        assertThat(returning.join()).isEqualTo(new Success<>(42));
        assertThat(returning.cancelReason().orElseThrow().by()).isEqualTo("g#2");
    }

    @Test
    @Scenario(133)
    void aTaskThatAwaitsACancelledOneIsCancelledWithIt() throws Exception {
        Task<Object> inner = group.start("inner", blocked());
        Task<Object> outer = group.start("outer", () -> inner.await());
        inner.cancel("not needed");
        assertThat(outer.join())
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason())
                                .extracting(CancelReason::source, CancelReason::why, CancelReason::by)
                                .containsExactly(Source.BODY, "'g/inner#1' was cancelled: not needed", "g/outer#2"));
    }

    @Test
    @Scenario(134)
    void theOutcomeOfATaskNeverChanges() throws Exception {
        Task<String> task = group.start(() -> "x");
        Outcome<String> first = task.join();
        assertThat(task.toCompletableFuture().completeExceptionally(new IOException("other")))
                .isFalse();
        task.cancel("late");
        assertThat(task.join()).isSameAs(first).isEqualTo(new Success<>("x"));
    }

    @Test
    @Scenario(137)
    void aTaskThatAwaitsItselfIsToldSo() throws Exception {
        Task<Object> task = group.start(() -> Task.current().orElseThrow().await());
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.error())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage("task 'g#1' would wait for itself"));
    }

    @Test
    @Scenario(138)
    void noTaskIsLostBecauseNobodyHoldsIt() throws Exception {
        Gate door = new Gate();
        group.start("forgotten", door::pass);
        door.awaitArrived(1);
        System.gc();
        assertThat(group.tasks()).extracting(info -> info.name()).containsExactly("g/forgotten#1");
        door.open();
        group.join();
        assertThat(group.stats().succeeded()).isEqualTo(1);
    }

    @Test
    @Scenario(141)
    void aCancelOfWhatHasEndedIsTooLateAndOfWhatWaitsIsTold() throws Exception {
        Task<Integer> ended = group.start(() -> 42);
        ended.join();
        Task<Object> waits = group.start(blocked());
        assertThat(ended.cancel("late")).isEqualTo(CancelResult.ALREADY_ENDED);
        assertThat(ended.result()).isEqualTo(42);
        assertThat(waits.cancel("in time")).isEqualTo(CancelResult.REQUESTED);
        assertThatExceptionOfType(TaskCancelledException.class)
                .isThrownBy(waits::await)
                .withMessageEndingWith("in time");
    }

    @Test
    @Scenario(142)
    void aThreadThatIsNoTaskStartsTasksAndGetsTheirEnds() throws Exception {
        IOException error = new IOException("disk");
        Aside<Integer> value = Aside.call(() -> group.start(() -> 42).await());
        Aside<Object> failure = Aside.call(() -> group.start(throwing(error)).await());
        Aside<Object> cancelled = Aside.call(() -> {
            Task<Object> task = group.start(blocked());
            task.cancel("not needed");
            return task.await();
        });
        assertThat(value.value()).isEqualTo(42);
        assertThat(failure.thrown()).isInstanceOf(TaskFailedException.class).hasCause(error);
        assertThat(cancelled.thrown()).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    @Scenario(142)
    void awaitWithATimeLeavesTheTaskAloneAndWithinCancelsIt() {
        Task<Object> task = group.start(blocked());
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> task.await(Duration.ofMillis(1)));
        assertThat(task.cancelReason()).isEmpty();
        AtomicReference<Task<?>> inner = new AtomicReference<>();
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Tasks.within(Duration.ofMillis(20), () -> {
                    inner.set(Task.current().orElseThrow());
                    return blocked().call();
                }));
        assertThat(inner.get().isDone()).isTrue();
        assertThat(inner.get().cancelReason().orElseThrow().source()).isEqualTo(Source.TIME_LIMIT);
    }

    @Test
    @Scenario(143)
    void whatIsLeftOverAtTheEndIsCancelledAndJoinedAndItsErrorIsToldBesideTheMainOne() {
        IOException cleaningUp = new IOException("cleaning up");
        IllegalStateException main = new IllegalStateException("main");
        AtomicReference<Task<Object>> left = new AtomicReference<>();
        assertThatThrownBy(() -> TaskGroup.run(inner -> {
                    Gate door = new Gate();
                    left.set(inner.start(() -> {
                        door.open();
                        return whenInterrupted(throwing(cleaningUp)).call();
                    }));
                    door.pass();
                    throw main;
                }))
                .isSameAs(main)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                TaskGroupException.class,
                                more -> assertThat(more.failures())
                                        .extracting(Throwable::getCause)
                                        .containsExactly(cleaningUp)));
        assertThat(left.get().isDone()).isTrue();
    }
}
