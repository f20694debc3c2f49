package io.github.stint;

import static io.github.stint.testing.Bodies.blocked;
import static io.github.stint.testing.Bodies.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stint.test.Gate;
import io.github.stint.testing.Aside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many tasks, and groups nested deep. */
class TaskGroupScaleTest {

    private static final int DEEP = 10_000;
    private static final int MANY = 100_000;

    private static int nested(int depth, Gate innermost, AtomicInteger ended) throws InterruptedException {
        return TaskGroup.run(group -> group.start(() -> {
                    try {
                        if (depth > 1) {
                            return 1 + nested(depth - 1, innermost, ended);
                        }
                        innermost.pass();
                        return 1;
                    } finally {
                        ended.incrementAndGet();
                    }
                })
                .await());
    }

    @Test
    void tenThousandGroupsNestedInOneAnotherGiveTheirValueUp() throws Exception {
        Gate open = new Gate();
        open.open();
        AtomicInteger ended = new AtomicInteger();
        assertThat(nested(DEEP, open, ended)).isEqualTo(DEEP);
        assertThat(ended).hasValue(DEEP);
    }

    @Test
    void anInterruptRunsDownTenThousandNestedGroups() throws Exception {
        Gate innermost = new Gate();
        AtomicInteger ended = new AtomicInteger();
        Aside<Integer> owner = Aside.call(() -> nested(DEEP, innermost, ended));
        innermost.awaitArrived(1);
        owner.awaitWaiting().interrupt();
        assertThat(owner.thrown()).isInstanceOf(InterruptedException.class);
        assertThat(ended).hasValue(DEEP);
    }

    private static Object failing(int depth) throws InterruptedException {
        return TaskGroup.run(group -> group.start(() -> {
                    if (depth > 1) {
                        return failing(depth - 1);
                    }
                    throw new IOException("disk");
                })
                .await());
    }

    @Test
    void aFailureTenThousandGroupsDeepComesOutWithItsRoot() {
        TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, () -> failing(DEEP));
        assertThatThrownBy(() -> thrown.throwCauseIf(IOException.class)).hasMessage("disk");
        assertThat(thrown.getMessage()).hasSizeLessThan(2_000);
    }

    @Test
    void tenThousandGroupsMayBeOpenOnOneThread() throws Exception {
        List<TaskGroup> groups = new ArrayList<>();
        List<Task<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < DEEP; i++) {
            TaskGroup group = TaskGroup.open();
            groups.add(group);
            tasks.add(group.start(blocked()));
        }
        groups.reversed().forEach(TaskGroup::close);
        assertThat(tasks).allMatch(Task::isDone);
    }

    @Test
    void aHundredThousandTasksOfOneGroupAllEnd() throws Exception {
        AtomicLong sum = new AtomicLong();
        Stats stats = TaskGroup.run(group -> {
            for (int i = 1; i <= MANY; i++) {
                int number = i;
                group.start(() -> {
                    sum.addAndGet(number);
                });
            }
            return group.join().stats();
        });
        assertThat(sum).hasValue((long) MANY * (MANY + 1) / 2);
        assertThat(stats).isEqualTo(new Stats(OwnerState.OPEN, Integer.MAX_VALUE, MANY, 0, 0, 0, MANY, 0, 0, 0, 0));
    }

    @Test
    void aHundredThousandQueuedTasksAreDroppedTogether() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        try (TaskGroup group = TaskGroup.builder().limit(1).open()) {
            group.start(blocked());
            TaskOptions options = TaskOptions.defaults().onDone(_ -> heard.incrementAndGet());
            for (int i = 1; i < MANY; i++) {
                group.start(options, ran::incrementAndGet);
            }
            assertThat(group.stats().queued()).isEqualTo(MANY - 1);
            group.cancel("enough");
            assertThat(group.join().stats().cancelled()).isEqualTo(MANY);
        }
        assertThat(ran).hasValue(0);
        assertThat(heard).hasValue(MANY - 1);
    }

    @Test
    void aFailureAmongTenThousandBlockedTasksEndsThemAll() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            List<Task<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < DEEP; i++) {
                tasks.add(group.start(blocked()));
            }
            group.start(throwing(new IOException("disk")));
            TaskGroupException thrown = catchThrowableOfType(TaskGroupException.class, group::join);
            assertThat(thrown.failures()).hasSize(1);
            assertThat(tasks).allMatch(task -> task.state() == TaskState.CANCELLED);
        }
    }

    @Test
    void tasksOfAGroupInUseAreForgottenAsTheyEnd() throws Exception {
        try (TaskGroup group = TaskGroup.open()) {
            for (int i = 0; i < 1_000; i++) {
                group.start(() -> "x").await();
                assertThat(group.tasks().size()).isLessThanOrEqualTo(50);
            }
            assertThat(group.join().tasks()).isEmpty();
        }
    }
}
