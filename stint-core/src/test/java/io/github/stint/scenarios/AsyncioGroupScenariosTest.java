package io.github.stint.scenarios;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static io.github.stint.testing.Bodies.whenInterrupted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.CancelReason.Source;
import io.github.stint.Outcome.Cancelled;
import io.github.stint.Task;
import io.github.stint.TaskGroup;
import io.github.stint.TaskGroupException;
import io.github.stint.TaskRejectedException;
import io.github.stint.TaskState;
import io.github.stint.Tasks;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What asyncio's tests say of task groups. */
class AsyncioGroupScenariosTest {

    /** A task that tells when it waits, and throws that when it is interrupted. */
    private static Callable<Object> failingWhenInterrupted(CountDownLatch begun, Throwable error) {
        return () -> {
            begun.countDown();
            return whenInterrupted(throwing(error)).call();
        };
    }

    private static List<Throwable> causes(TaskGroupException thrown) {
        return thrown.failures().stream().map(Throwable::getCause).toList();
    }

    @Test
    @Scenario(145)
    void aTaskCancelledByHandDoesNotDisturbTheGroup() throws Exception {
        Gate door = new Gate();
        String value = TaskGroup.run(group -> {
            Task<String> other = group.start(() -> {
                door.pass();
                return "x";
            });
            Task<Object> cancelled = group.start(blocked());
            cancelled.cancel("not needed");
            cancelled.join();
            door.open();
            return other.await();
        });
        assertThat(value).isEqualTo("x");
    }

    @Test
    @Scenario(146)
    void aFailureCancelsAndJoinsTheSiblingsAndTheCodeAfterTheBlockDoesNotRun() {
        IOException error = new IOException("disk");
        AtomicReference<Task<Object>> sibling = new AtomicReference<>();
        AtomicBoolean after = new AtomicBoolean();
        TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, () -> {
            TaskGroup.run(group -> {
                sibling.set(group.start(blocked()));
                return group.start(throwing(error));
            });
            after.set(true);
        });
        assertThat(causes(thrown)).containsExactly(error);
        assertThat(sibling.get().state()).isEqualTo(TaskState.CANCELLED);
        assertThat(after).isFalse();
    }

    @Test
    @Scenario(147)
    void theGroupsErrorHasAllFailuresAndNoCancellations() {
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.run(group -> {
                    Task<Object> waitedFor = group.start(blocked());
                    CyclicBarrier together = new CyclicBarrier(3);
                    for (int i = 0; i < 3; i++) {
                        group.start(() -> {
                            try {
                                together.await();
                            } catch (InterruptedException e) {
                                throw new IOException("woken by a sibling's failure", e);
                            }
                            throw new IOException("disk");
                        });
                    }
                    return waitedFor.await();
                }));
        assertThat(causes(thrown)).isNotEmpty().hasOnlyElementsOfType(IOException.class);
        assertThat(thrown.getSuppressed()).hasSize(thrown.failures().size() - 1);
    }

    @Test
    @Scenario({149, 165})
    void errorsOfTasksWinOverAnInterruptFromOutsideWhichIsKept() throws Exception {
        IOException error = new IOException("cleaning up");
        CountDownLatch begun = new CountDownLatch(2);
        AtomicBoolean next = new AtomicBoolean();
        Aside<Void> owner = Aside.run(() -> {
            try {
                TaskGroup.run(group -> {
                    group.start(failingWhenInterrupted(begun, error));
                    group.start(failingWhenInterrupted(begun, error));
                    return null;
                });
            } finally {
                try {
                    Tasks.sleep(Duration.ofHours(1));
                } catch (InterruptedException e) {
                    next.set(true);
                }
            }
        });
        begun.await();
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown())
                .isInstanceOfSatisfying(
                        TaskGroupException.class, e -> assertThat(causes(e)).containsExactly(error, error));
        assertThat(next).as("the next wait was interrupted").isTrue();
    }

    @Test
    @Scenario(150)
    void whatTheBlockThrowsComesOutAsItselfAndTheTasksAreCancelled() {
        IOException own = new IOException("own");
        AtomicReference<Task<Object>> task = new AtomicReference<>();
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    task.set(group.start(blocked()));
                    throw own;
                }))
                .isSameAs(own)
                .hasNoSuppressedExceptions();
        assertThat(task.get().state()).isEqualTo(TaskState.CANCELLED);
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    assertThat(group.start(() -> "x").await()).isEqualTo("x");
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    @Scenario(151)
    void failingCleanUpInNestedGroupsComesOutNested() throws Exception {
        IOException error = new IOException("cleaning up");
        CountDownLatch begun = new CountDownLatch(1);
        Aside<Object> owner = Aside.call(() -> TaskGroup.run(outer ->
                outer.start(() -> TaskGroup.run(inner -> inner.start(failingWhenInterrupted(begun, error))))));
        begun.await();
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown()).isInstanceOfSatisfying(TaskGroupException.class, outer -> {
            assertThat(causes(outer))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            TaskGroupException.class,
                            inner -> assertThat(causes(inner)).containsExactly(error));
        });
        assertThat(owner.endedInterrupted()).isTrue();
    }

    @Test
    @Scenario(153)
    void aFailureWhileTheBlockCleansUpWinsOverItsInterrupt() throws Exception {
        IOException error = new IOException("disk");
        Gate inBlock = new Gate();
        Gate cleanUp = new Gate();
        Aside<Object> owner = Aside.call(() -> TaskGroup.run(group -> {
            Gate door = new Gate();
            Task<Object> failing = group.start(() -> {
                door.pass();
                throw error;
            });
            try {
                inBlock.pass();
            } finally {
                door.open();
                failing.join();
                cleanUp.passStubbornly();
            }
            return null;
        }));
        inBlock.awaitArrived(1);
        owner.interrupt();
        cleanUp.awaitArrived(1);
        cleanUp.open();
        assertThat(owner.thrown())
                .isInstanceOfSatisfying(
                        TaskGroupException.class, e -> assertThat(causes(e)).containsExactly(error));
    }

    @Test
    @Scenario(154)
    void anInterruptInABlockWithoutTasksComesOutAsItselfOrAsWhatTheBlockMakesOfIt() throws Exception {
        Gate door = new Gate();
        Aside<Object> interrupted = Aside.call(() -> TaskGroup.run(_ -> {
            door.pass();
            return null;
        }));
        assertThat(interrupted.awaitWaiting().interrupt().thrown()).isInstanceOf(InterruptedException.class);
        IOException instead = new IOException("instead");
        Aside<Object> turned = Aside.call(() -> TaskGroup.run(_ -> {
            try {
                door.pass();
            } catch (InterruptedException e) {
                throw instead;
            }
            return null;
        }));
        assertThat(turned.awaitWaiting().interrupt().thrown()).isSameAs(instead);
    }

    @Test
    @Scenario({155, 162})
    void aFailureAndWhatTheBlockThrowsInItsCleanUpAreBothTold() {
        IOException error = new IOException("disk");
        IllegalStateException cleaningUp = new IllegalStateException("cleaning up");
        assertThatExceptionOfType(TaskGroupException.class)
                .isThrownBy(() -> TaskGroup.run(group -> {
                    try (AutoCloseable _ = () -> {
                        throw cleaningUp;
                    }) {
                        return group.start(throwing(error)).await();
                    }
                }))
                .satisfies(e -> assertThat(causes(e)).contains(error))
                .satisfies(e -> assertThat(allBelow(e)).contains(cleaningUp));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static List<Throwable> allBelow(Throwable top) {
        List<Throwable> all = new ArrayList<>();
        all.add(top);
        for (Throwable suppressed : top.getSuppressed()) {
            all.addAll(allBelow(suppressed));
        }
        return all;
    }

    @Test
    @Scenario(157)
    void tasksAreForgottenAsTheyEnd() throws Exception {
        TaskGroup.run(group -> {
            for (int i = 0; i < 100; i++) {
                group.start(() -> "x").await();
                group.awaitIdle(Duration.ofSeconds(10));
                assertThat(group.tasks()).isEmpty();
            }
            return null;
        });
    }

    @Test
    @Scenario(158)
    void theGroupWaitsForWhatItsTasksStartToo() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        TaskGroup.run(group -> group.start(() -> {
            group.start(() -> {
                Thread.yield();
                group.start(ended::incrementAndGet);
                return ended.incrementAndGet();
            });
            return ended.incrementAndGet();
        }));
        assertThat(ended).hasValue(3);
    }

    @Test
    @Scenario(159)
    void tasksThatKeepMultiplyingEndWithTheOneFailure() {
        IOException error = new IOException("disk");
        AtomicInteger started = new AtomicInteger();
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class, () -> TaskGroup.run(group -> multiply(group, started, error)));
        assertThat(causes(thrown)).containsExactly(error);
    }

    private static Task<Object> multiply(TaskGroup group, AtomicInteger started, IOException error) {
        return group.start(() -> {
            if (started.incrementAndGet() == 100) {
                throw error;
            }
            try {
                multiply(group, started, error);
                multiply(group, started, error);
            } catch (TaskRejectedException e) {
                return "refused: the group is failing";
            }
            return blocked().call();
        });
    }

    @Test
    @Scenario(161)
    void aTaskCannotAddToAGroupThatIsFailing() throws Exception {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        try (TaskGroup group = TaskGroup.open()) {
            group.start(() -> {
                begun.countDown();
                return whenInterrupted(() -> {
                            try {
                                return group.start(() -> "late");
                            } catch (TaskRejectedException e) {
                                refused.set(e);
                                throw e;
                            }
                        })
                        .call();
            });
            begun.await();
            group.start(throwing(new IOException("disk")));
            assertThatThrownBy(group::join).isInstanceOf(TaskGroupException.class);
        }
        assertThat(refused.get()).isInstanceOf(TaskRejectedException.class);
    }

    @Test
    @Scenario(163)
    void aGroupThatHasEndedRefusesTasks() throws Exception {
        AtomicReference<TaskGroup> escaped = new AtomicReference<>();
        TaskGroup.run(group -> {
            escaped.set(group);
            return null;
        });
        AtomicBoolean ran = new AtomicBoolean();
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> escaped.get().start(() -> ran.set(true)))
                .withMessage("'" + escaped.get().name() + "' is closed");
        assertThat(ran).isFalse();
    }

    @Test
    @Scenario(166)
    void cancelFromBlockOrTaskEndsTheGroupWithoutAnErrorAndAgainHasNoEffect() throws Exception {
        List<Task<Object>> tasks = new ArrayList<>();
        TaskGroup.run(group -> {
            tasks.add(group.start(blocked()));
            group.cancel("from the block");
            group.cancel("again");
            return null;
        });
        TaskGroup.run(group -> {
            tasks.add(group.start(blocked()));
            group.start(() -> group.cancel("from a task"));
            return null;
        });
        try (TaskGroup group = TaskGroup.open()) {
            group.cancel("before anything");
            assertThatThrownBy(() -> group.start(() -> "x")).isInstanceOf(TaskRejectedException.class);
            group.join();
        }
        assertThat(tasks)
                .extracting(task -> task.cancelReason().orElseThrow().why())
                .containsExactly("from the block", "from a task");
    }

    @Test
    @Scenario(166)
    void errorsThrownWhileTheGroupIsCancelledStillSurface() {
        IOException error = new IOException("cleaning up");
        CountDownLatch begun = new CountDownLatch(1);
        TaskGroupException thrown = catchThrowableOfType(
                TaskGroupException.class,
                () -> TaskGroup.run(group -> {
                    group.start(failingWhenInterrupted(begun, error));
                    begun.await();
                    group.cancel("enough");
                    return null;
                }));
        assertThat(causes(thrown)).containsExactly(error);
    }

    @Test
    @Scenario(167)
    void anOuterTimeThatIsOverWhileACancelledGroupCleansUpIsTold() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Tasks.within(
                        Duration.ofMillis(20),
                        () -> TaskGroup.run(group -> {
                            Gate door = new Gate();
                            Task<?> outer = Task.current().orElseThrow();
                            group.start(() -> {
                                door.passStubbornly();
                                return null;
                            });
                            door.awaitArrived(1);
                            group.cancel("enough");
                            Aside<Void> ignored = Aside.run(() -> {
                                Eventually.eventually("the time is over", () -> outer.state() == TaskState.CANCELLING);
                                door.open();
                            });
                            return group.join();
                        })));
    }

    @Test
    @Scenario(169)
    void groupsAndGathersInOneAnotherAllEnd() throws Exception {
        assertThat(tree(6)).isEqualTo(64);
    }

    private static int tree(int depth) throws InterruptedException {
        if (depth == 0) {
            return 1;
        }
        return TaskGroup.run(group -> {
            Task<Integer> left = group.start(() -> tree(depth - 1));
            Task<Integer> right = group.start(
                    () -> Tasks.<Integer>gather(() -> tree(depth - 1)).getFirst());
            return left.await() + right.await();
        });
    }

    @Test
    @Scenario(145)
    void theReasonOfATaskLeftRunningNamesTheGroup() {
        AtomicReference<Task<Object>> left = new AtomicReference<>();
        try (TaskGroup group = TaskGroup.builder().name("g").open()) {
            left.set(group.start(blocked()));
        }
        assertThat(left.get().outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        Cancelled.class,
                        cancelled -> assertThat(cancelled.reason().source()).isEqualTo(Source.OWNER_CLOSED));
    }
}
