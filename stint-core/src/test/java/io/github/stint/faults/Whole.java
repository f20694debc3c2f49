package io.github.stint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.OwnerState;
import io.github.stint.Stats;
import io.github.stint.Task;
import io.github.stint.TaskOwner;
import io.github.stint.test.Gate;
import io.github.stint.testing.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is so of an owner whatever was thrown at it. */
final class Whole {

    private static final Duration SOON = Duration.ofSeconds(15);

    private Whole() {}

    /** What hands a body over to an owner. */
    interface Starter {
        Task<Void> start(Gate hold) throws Exception;
    }

    /** It comes to rest, its books balance, and it still runs so many at once. */
    static void require(TaskOwner owner, int size, Starter starter) throws Exception {
        requireBalanced(owner);
        try (Gate hold = new Gate()) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                tasks.add(starter.start(hold));
            }
            hold.awaitArrived(size);
            assertThat(owner.stats().running()).as("running at once").isEqualTo(size);
            hold.open();
            for (Task<Void> task : tasks) {
                task.await();
            }
        }
        requireBalanced(owner);
    }

    /** It comes to rest, and its books balance. */
    static void requireBalanced(TaskOwner owner) throws InterruptedException {
        assertThat(owner.awaitIdle(SOON)).as("comes to rest: " + owner).isTrue();
        Stats stats = owner.stats();
        assertThat(stats.submitted())
                .as("submitted: " + stats)
                .isEqualTo(stats.succeeded() + stats.failed() + stats.cancelled());
        assertThat(stats.running()).as("running: " + stats).isZero();
        assertThat(stats.queued()).as("queued: " + stats).isZero();
        assertThat(stats.stopping()).as("stopping: " + stats).isZero();
        assertThat(stats.waiting()).as("waiting: " + stats).isZero();
        assertThat(owner.tasks()).isEmpty();
    }

    /** It closes, and nothing of it is left. */
    static void requireCloses(TaskOwner owner) {
        owner.close();
        assertThat(owner.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(TaskOwner.allOpen()).doesNotContain(owner);
    }

    /**
     * Whoever else listens was told of each task once that it was submitted and once that it has ended, in order; and after
     * that at most once that it failed and nobody asked.
     */
    static void requireHeard(Heard heard, long submitted) {
        for (long id = 1; id <= submitted; id++) {
            String of = " " + id + " ";
            List<String> told = heard.all().stream()
                    .filter(it -> !it.startsWith("resized") && (it + " ").contains(of))
                    .toList();
            assertThat(told.getFirst()).isEqualTo("submitted " + id);
            String last = told.getLast();
            assertThat(last.startsWith("failedUnobserved ") ? told.get(told.size() - 2) : last)
                    .startsWith("ended " + id);
            assertThat(told).doesNotHaveDuplicates();
            assertThat(told.stream().filter(it -> it.startsWith("ended"))).hasSize(1);
        }
    }
}
