package io.github.stint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A task that waits, in whatever way, for what cannot come before its own end is told so, and nothing else changes. */
class SelfWaitTest {

    private static Task<?> self() {
        return Task.current().orElseThrow();
    }

    private static void isRefused(Task<?> task) throws InterruptedException {
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("would wait for itself"));
    }

    @Test
    void waitingForAllOfManyWithItselfAmongThem() throws Exception {
        try (TaskPool pool = TaskPool.open("self", 2)) {
            isRefused(pool.submit(() -> Tasks.await(List.of(self(), Task.completed(1)), Until.ALL_DONE)));
            isRefused(pool.submit(() -> Tasks.await(List.of(self(), Task.completed(1)), Until.ANY_FAILED)));
            isRefused(pool.submit(() -> Tasks.await(List.of(self()), Until.ANY_DONE)));
        }
    }

    @Test
    void waitingForAnyOfManyMayHaveItAmongThem() throws Exception {
        try (TaskPool pool = TaskPool.open("self", 2)) {
            Task<Integer> done = pool.submit(() -> Tasks.await(List.of(self(), Task.completed(1)), Until.ANY_DONE)
                    .done()
                    .size());
            assertThat(done.await()).isEqualTo(1);
        }
    }

    @Test
    void readingItselfAsCompleted() throws Exception {
        try (TaskPool pool = TaskPool.open("self", 2)) {
            isRefused(pool.submit(() -> {
                @SuppressWarnings("unchecked")
                Task<Object> me = (Task<Object>) self();
                return Tasks.asCompleted(List.of(me)).toList();
            }));
        }
    }

    @Test
    void waitingForItselfInOnCancelled() throws Exception {
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        Gate door = new Gate();
        try (TaskPool pool = TaskPool.open("self", 1)) {
            Task<Void> task = pool.submit(
                    TaskOptions.defaults().onCancelled(cancelled -> {
                        try {
                            Outcome<?> ignored = cancelled.join();
                        } catch (Exception e) {
                            told.add(e);
                        }
                    }),
                    door::pass);
            door.awaitArrived(1);
            task.cancel("not needed");
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closingItsOwnGroupLeavesTheGroupsTimeLimitAlone() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        Gate door = new Gate();
        try (TaskGroup group = TaskGroup.builder()
                .name("g")
                .timeout(Duration.ofSeconds(1))
                .ticker(ticker)
                .open()) {
            Task<Void> task = group.start(() -> {
                assertThatIllegalStateException().isThrownBy(group::close);
                assertThatIllegalStateException().isThrownBy(() -> group.shutdown(Shutdown.now()));
                door.pass();
            });
            door.awaitArrived(1);
            ticker.awaitParked(1);
            ticker.advance(Duration.ofSeconds(1));
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(task.cancelReason().orElseThrow().source()).isEqualTo(CancelReason.Source.TIME_LIMIT);
        }
    }
}
