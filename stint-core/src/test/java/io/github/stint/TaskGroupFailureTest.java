package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.LogCapture;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TaskGroupFailureTest {

    private static TaskGroup.Builder named() {
        return TaskGroup.builder().name("g");
    }

    // ---- cancel the siblings

    @Test
    void aFailureCancelsTheSiblingsAndComesOutOfJoin() throws Exception {
        IOException error = new IOException("disk");
        try (TaskGroup group = named().limit(2).open()) {
            Task<Object> sibling = group.start("sibling", blocked());
            Task<Object> failing = group.start("failing", throwing(error));
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            assertThat(thrown)
                    .hasMessage("group 'g' failed: 1 of 2 tasks failed, first: "
                            + "task 'g/failing#2' failed: java.io.IOException: disk")
                    .hasNoSuppressedExceptions();
            assertThat(thrown.failures()).singleElement().isSameAs(thrown.getCause());
            assertThat(thrown.getCause())
                    .isInstanceOf(TaskFailedException.class)
                    .satisfies(cause -> assertThat(cause.getCause()).isSameAs(error));
            assertThat(failing.state()).isEqualTo(TaskState.FAILED);
            assertThat(sibling.outcome())
                    .contains(new Cancelled<>(new CancelReason(
                            Source.SIBLING_FAILED, "task 'g/failing#2' failed", "g/failing#2", error)));
        }
    }

    @Test
    void whatIsQueuedWhenATaskFailsNeverStarts() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicBoolean ran = new AtomicBoolean();
            Gate door = new Gate();
            try (TaskGroup group = named().limit(1).open()) {
                group.start(() -> {
                    door.pass();
                    throw new IOException("disk");
                });
                Task<Void> queued = group.start(() -> ran.set(true));
                door.open();
                assertThatThrownBy(group::join).isInstanceOf(TaskGroupException.class);
                assertThat(queued.state()).isEqualTo(TaskState.CANCELLED);
            }
            assertThat(ran).isFalse();
        }
    }

    @Test
    void aSiblingsReasonIsTheFailureAlsoWhenTheBlockWaitedForTheFailedTask() {
        for (int round = 0; round < 500; round++) {
            AtomicReference<Task<?>> sibling = new AtomicReference<>();
            assertThatThrownBy(() -> TaskGroup.run(group -> {
                        sibling.set(group.start(blocked()));
                        return group.start(throwing(new IOException("disk"))).await();
                    }))
                    .isInstanceOf(TaskGroupException.class);
            assertThat(sibling.get().cancelReason().orElseThrow().source())
                    .as("round %d", round)
                    .isEqualTo(Source.SIBLING_FAILED);
        }
    }

    @Test
    void theFailureComesOutAsAGroupExceptionWhereverTheBlockMetIt() {
        IOException error = new IOException("disk");
        List<TaskGroup.Block<Object, Exception>> blocks = List.of(
                group -> group.start(throwing(error)).await(),
                group -> {
                    Task<Object> sibling = group.start(blocked());
                    group.start(throwing(error));
                    return sibling.await();
                },
                group -> {
                    Task<Object> failing = group.start(throwing(error));
                    failing.join();
                    return failing.result();
                },
                group -> {
                    group.start(throwing(error));
                    return group.join();
                },
                group -> {
                    group.start(throwing(error)).join();
                    return group.start(() -> "refused").await();
                },
                group -> group.start(throwing(error)));
        for (TaskGroup.Block<Object, Exception> block : blocks) {
            assertThatExceptionOfType(TaskGroupException.class)
                    .isThrownBy(() -> named().run(block))
                    .satisfies(e -> assertThat(e.failures()).hasSize(1))
                    .satisfies(e -> assertThat(e.getSuppressed()).isEmpty())
                    .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(error));
        }
    }

    @Test
    void startAfterAFailureTellsTheBlockOfThatFailureAndAnybodyElseThatItIsRefused() throws Exception {
        try (TaskGroup group = named().open()) {
            IOException disk = new IOException("disk");
            group.start(throwing(disk)).join();
            assertThatExceptionOfType(TaskGroupException.class)
                    .isThrownBy(() -> group.start(() -> "x"))
                    .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(disk));
            assertThat(Aside.call(() -> group.start(() -> "x")).thrown())
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e)
                                    .hasCause(disk)
                                    .hasMessageContaining("'g' is ")
                                    .hasMessageContaining("task 'g#1' failed")
                                    .returns(TaskRejectedException.Why.CLOSED, TaskRejectedException::why));
            assertThatThrownBy(group::join).isInstanceOf(TaskGroupException.class);
            assertThat(group.stats().rejected()).isEqualTo(2);
        }
    }

    @Test
    void aFailureIsCaughtAroundAnOpenGroupWhetherItComesBeforeTheNextStartOrAfter() throws Exception {
        for (int round = 0; round < 500; round++) {
            IOException error = new IOException("disk");
            TaskGroupException caught = null;
            try (TaskGroup group = named().open()) {
                group.start(throwing(error));
                group.start(blocked());
                group.join();
            } catch (TaskGroupException e) {
                caught = e;
            }
            assertThat(caught).as("round %d", round).hasRootCause(error);
        }
    }

    @Test
    void afterItIsClosedStartIsRefusedAlsoIfItHadFailed() throws Exception {
        TaskGroup group = named().open();
        group.start(throwing(new IOException("disk"))).join();
        group.close();
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> group.start(() -> "x"))
                .withMessage("'g' is closed");
    }

    @Test
    void runPutsInWhatFailsAfterAStartHasTold() {
        IOException second = new IOException("second");
        Gate told = new Gate();
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> named().run(group -> {
                    group.start(() -> {
                        told.passStubbornly();
                        throw second;
                    });
                    told.awaitArrived(1);
                    group.start(throwing(new IOException("first"))).join();
                    try {
                        return group.start(() -> "x");
                    } finally {
                        told.open();
                    }
                }));
        assertThat(thrown.failures()).hasSize(2);
        assertThat(thrown.getCause()).hasRootCauseMessage("first");
        assertThat(thrown.getSuppressed())
                .singleElement()
                .satisfies(e -> assertThat(e).hasCause(second));
    }

    @Test
    void closeLogsWhatFailsAfterAStartHasTold() throws Exception {
        Gate told = new Gate();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskGroup")) {
            try (TaskGroup group = named().open()) {
                group.start("late", () -> {
                    told.passStubbornly();
                    throw new IOException("second");
                });
                told.awaitArrived(1);
                group.start(throwing(new IOException("first"))).join();
                assertThatThrownBy(() -> group.start(() -> "x")).isInstanceOf(TaskGroupException.class);
                told.open();
            }
            assertThat(log.records())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getMessage()).isEqualTo("group 'g' failed and nobody asked"));
        }
    }

    @Test
    void aCancelledTaskIsNoFailureAndCancelsNobody() throws Exception {
        Gate door = new Gate();
        try (TaskGroup group = named().open()) {
            Task<Void> sibling = group.start(door::pass);
            Task<Object> cancelled = group.start(blocked());
            cancelled.cancel("not needed");
            cancelled.join();
            assertThat(sibling.cancelReason()).isEmpty();
            assertThat(group.start(() -> "x").await()).isEqualTo("x");
            door.open();
            group.join();
        }
    }

    @Test
    void allFailuresComeOutTheFirstAsCauseTheRestSuppressedInOrder() throws Exception {
        try (TaskGroup group = named().open()) {
            group.start(blocked());
            CyclicBarrier together = new CyclicBarrier(5);
            List<Task<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                tasks.add(group.start(() -> {
                    together.await();
                    throw new IOException("disk " + number);
                }));
            }
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            List<Throwable> all = new ArrayList<>(List.of(thrown.getCause()));
            all.addAll(Arrays.asList(thrown.getSuppressed()));
            assertThat(thrown).hasMessageContaining(all.size() + " of 6 tasks failed, first: ");
            assertThat(thrown.failures()).map(Throwable.class::cast).containsExactlyElementsOf(all);
            long failed = tasks.stream()
                    .filter(task -> task.state() == TaskState.FAILED)
                    .count();
            assertThat(all).hasSize((int) failed).doesNotHaveDuplicates();
            assertThat(group.stats().failed()).isEqualTo(failed);
        }
    }

    @Test
    void whatFailsWhileBeingCancelledIsSuppressedInTheFirstFailure() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> named().run(group -> {
                    CountDownLatch begun = new CountDownLatch(1);
                    group.start(() -> {
                        begun.countDown();
                        return whenInterrupted(throwing(second)).call();
                    });
                    begun.await();
                    return group.start(throwing(first)).await();
                }))
                .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(first))
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(more -> assertThat(more.getCause()).isSameAs(second)));
    }

    // ---- continue

    @Test
    void withContinueTheOthersGoOnAndJoinTellsAllInOrder() throws Exception {
        try (TaskGroup group = named().onFailure(OnFailure.CONTINUE).open()) {
            IOException first = new IOException("first");
            IOException second = new IOException("second");
            Gate door = new Gate();
            Task<String> sibling = group.start(() -> {
                door.pass();
                return "x";
            });
            group.start(throwing(first)).join();
            group.start(throwing(second)).join();
            assertThat(sibling.cancelReason()).isEmpty();
            assertThat(group.start(() -> "y").await()).isEqualTo("y");
            door.open();
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            assertThat(thrown)
                    .hasMessage("group 'g' failed: 2 of 4 tasks failed, first: "
                            + "task 'g#2' failed: java.io.IOException: first");
            assertThat(thrown.failures()).map(TaskFailedException::task).containsExactly("g#2", "g#3");
            assertThat(sibling.result()).isEqualTo("x");
        }
    }

    // ---- the block throws too

    @Test
    void whatTheBlockThrowsAfterAFailureIsSuppressedInIt() {
        IOException error = new IOException("disk");
        IllegalArgumentException own = new IllegalArgumentException("own");
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> named().run(group -> {
                    group.start(throwing(error)).join();
                    throw own;
                }))
                .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(error))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(own));
    }

    @Test
    void whatFailsAfterTheBlockThrewIsSuppressedInThat() {
        IOException late = new IOException("late");
        IllegalArgumentException own = new IllegalArgumentException("own");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> named().run(group -> {
                    CountDownLatch begun = new CountDownLatch(1);
                    group.start(() -> {
                        begun.countDown();
                        return whenInterrupted(throwing(late)).call();
                    });
                    begun.await();
                    throw own;
                }))
                .isSameAs(own)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                TaskGroupException.class,
                                more -> assertThat(more.failures())
                                        .extracting(Throwable::getCause)
                                        .containsExactly(late)));
    }

    @Test
    void anErrorOfTheBlockIsNeverHiddenByAFailure() {
        AssertionError own = new AssertionError("own");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> named().run(group -> {
                    group.start(throwing(new IOException("disk"))).join();
                    throw own;
                }))
                .isSameAs(own)
                .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(TaskGroupException.class));
    }

    @Test
    void aFailureAfterCancelStillSurfaces() {
        IOException error = new IOException("cleaning up");
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> named().run(group -> {
                    CountDownLatch begun = new CountDownLatch(1);
                    group.start(() -> {
                        begun.countDown();
                        return whenInterrupted(throwing(error)).call();
                    });
                    begun.await();
                    group.cancel("enough");
                    return null;
                }))
                .satisfies(e -> assertThat(e.getCause().getCause()).isSameAs(error));
    }

    // ---- the owner is interrupted

    @Test
    void anInterruptOfTheOwnerCancelsTheTasksWaitsForThemAndIsThrown() throws Exception {
        Gate door = new Gate();
        AtomicReference<Task<?>> task = new AtomicReference<>();
        Aside<Object> owner = Aside.call(() -> named().run(group -> {
            task.set(group.start(door::passStubbornly));
            return "x";
        }));
        door.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        Eventually.eventually("asked", () -> task.get().state() == TaskState.CANCELLING);
        assertThat(task.get().cancelReason())
                .contains(new CancelReason(
                        Source.OWNER_INTERRUPTED, "the thread that waits for 'g' was interrupted", null, null));
        assertThat(owner.isOver()).isFalse();
        door.open();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(owner.endedInterrupted()).as("not told twice").isFalse();
        assertThat(task.get().isDone()).isTrue();
    }

    @Test
    void anInterruptThatWasPendingIsThrownByJoin() throws Exception {
        Aside<Object> owner = Aside.call(() -> {
            try (TaskGroup group = named().open()) {
                group.start(blocked());
                Thread.currentThread().interrupt();
                return group.join();
            }
        });
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(owner.endedInterrupted()).isFalse();
    }

    @Test
    void aFailureWinsOverTheInterruptAndTheFlagIsKept() throws Exception {
        IOException error = new IOException("cleaning up");
        Gate door = new Gate();
        Aside<Object> owner = Aside.call(() -> named().run(group -> {
            group.start(() -> {
                door.passStubbornly();
                throw error;
            });
            return "x";
        }));
        door.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        door.open();
        assertThat(owner.thrown())
                .isInstanceOfSatisfying(
                        TaskGroupException.class,
                        e -> assertThat(e.failures())
                                .extracting(Throwable::getCause)
                                .containsExactly(error));
        assertThat(owner.endedInterrupted()).as("the interrupt is not lost").isTrue();
    }

    // ---- the exception

    @Test
    void throwCauseIfThrowsTheRootIfItIsOfThatType() throws Exception {
        FileNotFoundException error = new FileNotFoundException("x");
        try (TaskGroup group = named().open()) {
            group.start(throwing(error));
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> thrown.throwCauseIf(IOException.class))
                    .isSameAs(error);
            assertThat(thrown.throwCauseIf(TimeoutException.class)).isSameAs(thrown);
            assertThatNullPointerException()
                    .isThrownBy(() -> thrown.throwCauseIf(null))
                    .withMessage("type");
        }
    }

    @Test
    void throwCauseIfFindsTheRootThroughNestedGroups() {
        IOException error = new IOException("disk");
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.run(outer -> outer.start(() -> TaskGroup.run(
                                inner -> inner.start(throwing(error)).await()))
                        .await()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> thrown.throwCauseIf(IOException.class))
                .isSameAs(error);
    }

    @Test
    void aRefusalByAnotherOwnerOfTheSameNameIsNotLost() throws Exception {
        TaskGroup closed = named().open();
        closed.close();
        TaskRejectedException foreign =
                catchThrowableOfType(TaskRejectedException.class, () -> closed.start(() -> "too late"));
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> named().run(group -> {
                    group.start(throwing(new IOException("first"))).join();
                    throw foreign;
                }))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(foreign));
    }

    @Test
    void aStartThatIsRefusedBecauseTheGroupStopsIsNoFailureOfItsTask() throws Exception {
        Gate stopping = new Gate();
        AtomicReference<Task<Object>> late = new AtomicReference<>();
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> named().run(group -> {
                    late.set(group.start(() -> {
                        stopping.passStubbornly();
                        return group.start(() -> "too late").await();
                    }));
                    stopping.awaitArrived(1);
                    group.start(throwing(new IOException("first"))).join();
                    stopping.open();
                    return group.join();
                }))
                .satisfies(e -> assertThat(e.failures()).hasSize(1));
        assertThat(late.get().state()).isEqualTo(TaskState.CANCELLED);
        assertThat(late.get().cancelReason().orElseThrow().source()).isEqualTo(CancelReason.Source.SIBLING_FAILED);
    }

    @Test
    void aBlockThatThrowsWhatCannotBeToldIsLeftAllTheSame() throws Exception {
        RuntimeException speechless = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };
        AtomicReference<Task<Object>> task = new AtomicReference<>();
        assertThat(catchThrowable(() -> TaskGroup.run(group -> {
                            task.set(group.start(Bodies.blocked()));
                            throw speechless;
                        }))
                        == speechless)
                .isTrue();
        assertThat(task.get().state()).isEqualTo(TaskState.CANCELLED);
    }

    // ---- nobody asked

    @Test
    void theFailureOfAGroupLeftWithoutJoinIsLogged() throws Exception {
        IOException error = new IOException("disk");
        try (LogCapture log = LogCapture.of("io.github.stint.TaskGroup")) {
            CountDownLatch failed = new CountDownLatch(1);
            try (TaskGroup group = named().open()) {
                group.start(() -> {
                    failed.countDown();
                    throw error;
                });
                failed.await();
                Eventually.eventually("failed", () -> group.stats().failed() == 1);
            }
            assertThat(log.records()).singleElement().satisfies(entry -> {
                assertThat(entry.getMessage()).contains("'g'").contains("failed and nobody asked");
                assertThat(entry.getThrown()).hasRootCause(error);
            });
        }
    }

    @Test
    void aFailureThatSomebodySawIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint")) {
            try (TaskGroup group = named().open()) {
                group.start(throwing(new IOException("disk"))).join();
            }
            try (TaskGroup group = named().open()) {
                group.start(throwing(new IOException("disk")));
                assertThatThrownBy(group::join).isInstanceOf(TaskGroupException.class);
            }
            assertThatThrownBy(() -> TaskGroup.run(group -> group.start(throwing(new IOException("disk")))))
                    .isInstanceOf(TaskGroupException.class);
            assertThat(log.records()).isEmpty();
        }
    }
}
