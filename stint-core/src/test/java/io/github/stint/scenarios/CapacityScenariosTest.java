package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Task;
import io.github.stint.TaskPool;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What trio's capacity limiter does, as the size of a pool does it. */
class CapacityScenariosTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    @Scenario(91)
    void aNegativeSizeIsAnErrorAndTheOldOneKeptWhileZeroAndUnlimitedAreLegal() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskPool.open("pool", -1));
        try (TaskPool none = TaskPool.open("none", 0);
                TaskPool all = TaskPool.builder("all").unlimited().open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> none.resize(-1));
            assertThat(none.size()).isZero();
            assertThat(none.isFull()).isTrue();
            assertThat(none.trySubmit(() -> 1)).isEmpty();
            assertThat(all.size()).isEqualTo(Integer.MAX_VALUE);
            assertThat(all.submit(() -> 1).await()).isEqualTo(1);
            all.resize(0);
            assertThat(all.trySubmit(() -> 1)).isEmpty();
        }
    }

    @Test
    @Scenario(93)
    void growingFromZeroLetsAllWaitersInAndShrinkingToZeroLetsNobodyInOnAReturn() throws Exception {
        try (TaskPool pool = TaskPool.open("pool", 0);
                Gate five = new Gate();
                Gate last = new Gate()) {
            List<OtherThread<Task<Void>>> waiters = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiters.add(OtherThread.run(() -> pool.submit(five::pass)));
            }
            eventually("five wait", () -> pool.stats().waiting() == 5);
            pool.resize(5);
            five.awaitArrived(5);
            assertThat(pool.stats().running()).isEqualTo(5);
            OtherThread<Task<Void>> waiter = OtherThread.run(() -> pool.submit(last::pass));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            pool.resize(0);
            five.open();
            for (OtherThread<Task<Void>> other : waiters) {
                other.value().await();
            }
            assertThat(pool.stats().running()).isZero();
            assertThat(pool.stats().waiting()).as("their return woke nobody").isEqualTo(1);
            assertThat(last.arrived()).isZero();
            pool.resize(1);
            last.awaitArrived(1);
            assertThat(waiter.value().isDone()).isFalse();
        }
    }

    @Test
    @Scenario(95)
    void aReturnedSlotIsTheWaitersThoughANewcomerTriesAtThatMoment() throws Exception {
        for (int round = 0; round < 200; round++) {
            try (TaskPool pool = TaskPool.open("pool", 1);
                    Gate hold = new Gate();
                    Gate second = new Gate()) {
                Task<Void> holder = pool.submit(hold::pass);
                OtherThread<Task<Void>> waiter = OtherThread.run(() -> pool.submit(second::pass));
                eventually("one waits", () -> pool.stats().waiting() == 1);
                OtherThread<Optional<Task<Integer>>> newcomer = OtherThread.run(() -> {
                    hold.open();
                    while (!holder.isDone()) {
                        Optional<Task<Integer>> got = pool.trySubmit(() -> 1);
                        if (got.isPresent()) {
                            return got;
                        }
                    }
                    return pool.trySubmit(() -> 1);
                });
                assertThat(newcomer.value())
                        .as("the newcomer of round %s", round)
                        .isEmpty();
                assertThat(waiter.value().isDone()).isFalse();
            }
        }
    }

    @Test
    @Scenario(97)
    void withTwiceAsManyTasksAsSlotsAndHalfOfThemCancelledTheLimitHolds() throws Exception {
        int max = 10;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("pool").size(max).queue(2 * max).open();
                Gate hold = new Gate()) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 2 * max; i++) {
                tasks.add(pool.submit(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    try {
                        hold.passStubbornly();
                        Task.checkCancelled();
                    } finally {
                        inside.decrementAndGet();
                    }
                }));
            }
            hold.awaitArrived(max);
            for (int i = 0; i < 2 * max; i += 2) {
                tasks.get(i).cancel("every second one");
            }
            assertThat(pool.stats().running())
                    .as("those who are asked keep their slots")
                    .isEqualTo(max);
            assertThat(pool.stats().stopping()).isEqualTo(max / 2);
            assertThat(pool.stats().queued()).isEqualTo(max / 2);
            hold.open();
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().cancelled()).isEqualTo(max);
            assertThat(pool.stats().succeeded()).isEqualTo(max);
            assertThat(tasks.getFirst().join()).isInstanceOf(Cancelled.class);
        }
        assertThat(most).hasValue(max);
    }
}
