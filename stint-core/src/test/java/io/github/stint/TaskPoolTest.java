package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.TaskRejectedException.Why;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How tasks get into a pool: the verbs, the queue, who comes first, and who is turned away. */
class TaskPoolTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    // ---- room

    @Test
    void submitReturnsAtOnceWhileThereIsRoom() throws Exception {
        try (TaskPool pool = TaskPool.open("room", 2);
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(hold::pass);
            hold.awaitArrived(1);
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            assertThat(pool.isFull()).isFalse();
            pool.submit(hold::pass);
            assertThat(pool.isFull()).isTrue();
        }
    }

    @Test
    void everyVerbRunsItsBodyAndGivesItsValue() throws Exception {
        TaskOptions named = TaskOptions.named("n");
        try (TaskPool pool = TaskPool.open("verbs", 20)) {
            AtomicInteger actions = new AtomicInteger();
            Action count = actions::incrementAndGet;
            assertThat(pool.submit(() -> "a").await()).isEqualTo("a");
            assertThat(pool.submit(named, () -> "b").await()).isEqualTo("b");
            assertThat(pool.submit(named, SECOND, () -> "c").await()).isEqualTo("c");
            assertThat(pool.trySubmit(() -> "d").orElseThrow().await()).isEqualTo("d");
            assertThat(pool.trySubmit(named, () -> "e").orElseThrow().await()).isEqualTo("e");
            assertThat(pool.submit(count).await()).isNull();
            assertThat(pool.submit(named, count).await()).isNull();
            assertThat(pool.submit(named, SECOND, count).await()).isNull();
            assertThat(pool.trySubmit(count).orElseThrow().await()).isNull();
            assertThat(pool.trySubmit(named, count).orElseThrow().await()).isNull();
            assertThat(actions).hasValue(5);
        }
    }

    @Test
    void aLambdaThatReturnsAValueIsACallable() throws Exception {
        try (TaskPool pool = TaskPool.open("lambda", 1)) {
            Task<Integer> task = pool.submit(() -> 7);
            assertThat(task.join()).isEqualTo(new Success<>(7));
        }
    }

    @Test
    void idsAreDenseFromOneInOrderOfAcceptance() throws Exception {
        try (TaskPool pool = TaskPool.builder("ids").size(1).queue(2).open();
                Gate hold = new Gate()) {
            assertThat(pool.submit(hold::pass).id()).isEqualTo(1);
            assertThat(pool.submit(() -> {}).id()).isEqualTo(2);
            assertThat(pool.submit(() -> {}).id()).isEqualTo(3);
            assertThat(pool.trySubmit(() -> {})).isEmpty();
            hold.open();
            assertThat(pool.awaitIdle(SECOND.multipliedBy(10))).isTrue();
            assertThat(pool.submit(() -> {}).id())
                    .as("who was declined got no id")
                    .isEqualTo(4);
        }
    }

    @Test
    void submitWaitsForRoomAndIsNotAcceptedBefore() throws Exception {
        try (TaskPool pool = TaskPool.open("full", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Task<Integer>> waiter = OtherThread.run(() -> pool.submit(() -> 2));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            assertThat(pool.stats().submitted()).isEqualTo(1);
            assertThat(pool.tasks()).extracting(TaskInfo::id).containsExactly(1L);
            hold.open();
            assertThat(waiter.value().await()).isEqualTo(2);
            assertThat(pool.stats().waiting()).isZero();
        }
    }

    @Test
    void trySubmitDeclinesWhenFullAndNothingIsRegistered() throws Exception {
        try (TaskPool pool = TaskPool.open("full", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            AtomicBoolean ran = new AtomicBoolean();
            assertThat(pool.trySubmit(() -> ran.set(true))).isEmpty();
            hold.open();
            assertThat(pool.awaitIdle(SECOND.multipliedBy(10))).isTrue();
            assertThat(ran).isFalse();
            assertThat(pool.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    void aQueueIsRoomUpToItsBound() throws Exception {
        try (TaskPool pool = TaskPool.builder("q").size(1).queue(2).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            assertThat(pool.trySubmit(() -> 1)).isPresent();
            assertThat(pool.isFull()).isFalse();
            Optional<Task<Integer>> last = pool.trySubmit(() -> 2);
            assertThat(last.orElseThrow().state()).isEqualTo(TaskState.QUEUED);
            assertThat(pool.isFull()).isTrue();
            assertThat(pool.trySubmit(() -> 3)).isEmpty();
            assertThat(pool.stats().queued()).isEqualTo(2);
            assertThatThrownBy(() -> pool.submit(TaskOptions.defaults(), Duration.ZERO, () -> 4))
                    .isInstanceOf(TaskRejectedException.class)
                    .hasMessage("'q' is full: 1 of 1 run, 2 of 2 wait");
        }
    }

    @Test
    void startsInOrderOfAcceptanceAcrossTheQueueAndWaitingSubmitters() throws Exception {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        List<OtherThread<Task<Void>>> waiters = new ArrayList<>();
        try (TaskPool pool = TaskPool.builder("fifo").size(1).queue(2).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            pool.submit(() -> order.add("queued 1"));
            pool.submit(() -> order.add("queued 2"));
            for (int i = 1; i <= 3; i++) {
                int number = i;
                Action body = () -> order.add("waiting " + number);
                waiters.add(OtherThread.run(() -> pool.submit(body)));
                eventually("so many wait", () -> pool.stats().waiting() == number);
            }
            hold.open();
            for (OtherThread<Task<Void>> waiter : waiters) {
                waiter.value().await();
            }
        }
        assertThat(order).containsExactly("queued 1", "queued 2", "waiting 1", "waiting 2", "waiting 3");
    }

    @Test
    void whoGivesUpInTheMiddleOfTheLineChangesNoOrder() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        List<OtherThread<Task<Void>>> waiters = new ArrayList<>();
        try (TaskPool pool = TaskPool.builder("line").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            for (int i = 1; i <= 4; i++) {
                int number = i;
                Action body = () -> order.add(number);
                Duration patience = number == 2 ? SECOND : SECOND.multipliedBy(9);
                waiters.add(OtherThread.run(() -> pool.submit(TaskOptions.defaults(), patience, body)));
                eventually("so many wait", () -> pool.stats().waiting() == number);
            }
            ticker.awaitParked(4);
            ticker.advance(SECOND);
            assertThat(waiters.get(1).error()).isInstanceOf(TaskRejectedException.class);
            hold.open();
            for (int i : List.of(0, 2, 3)) {
                waiters.get(i).value().await();
            }
        }
        assertThat(order).containsExactly(1, 3, 4);
    }

    @Test
    void aPoolWithoutLimitNeverIsFull() throws Exception {
        try (TaskPool pool = TaskPool.builder("wide").unlimited().open();
                Gate hold = new Gate()) {
            for (int i = 0; i < 200; i++) {
                pool.submit(hold::pass);
            }
            hold.awaitArrived(200);
            assertThat(pool.size()).isEqualTo(Integer.MAX_VALUE);
            assertThat(pool.isFull()).isFalse();
        }
    }

    // ---- a limit to the wait

    @Test
    void aTimedSubmitIsRefusedWhenItsTimeIsOver() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskPool pool = TaskPool.builder("timed").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Task<Void>> waiter =
                    OtherThread.run(() -> pool.submit(TaskOptions.defaults(), SECOND, () -> ran.set(true)));
            ticker.awaitParked(1);
            ticker.advance(SECOND.minusNanos(1));
            assertThat(pool.stats().waiting()).as("its time is not over").isEqualTo(1);
            ticker.advance(Duration.ofNanos(1));
            assertThat(waiter.error())
                    .isInstanceOfSatisfying(
                            TaskRejectedException.class,
                            e -> assertThat(e.why()).isEqualTo(Why.FULL))
                    .hasMessage("'timed' is full: 1 of 1 run, 0 of 0 wait");
            assertThat(pool.stats().rejected()).isEqualTo(1);
            assertThat(pool.stats().waiting()).isZero();
            hold.open();
        }
        assertThat(ran).as("not admitted later").isFalse();
    }

    @Test
    void aTimedSubmitOfZeroOrLessOnlyLooks() throws Exception {
        try (TaskPool pool = TaskPool.open("look", 1);
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(TaskOptions.defaults(), Duration.ofSeconds(-3), hold::pass);
            for (Duration none : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
                assertThatThrownBy(() -> pool.submit(TaskOptions.defaults(), none, () -> 1))
                        .isInstanceOf(TaskRejectedException.class);
            }
            assertThat(task.isDone()).isFalse();
        }
    }

    @Test
    void theLongestOfDurationsIsWaitedOutToo() throws Exception {
        try (TaskPool pool = TaskPool.open("long", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Task<Integer>> waiter = OtherThread.run(
                    () -> pool.submit(TaskOptions.defaults(), Duration.ofSeconds(Long.MAX_VALUE), () -> 3));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            hold.open();
            assertThat(waiter.value().await()).isEqualTo(3);
        }
    }

    @Test
    void aSlotGrantedInTheLastMomentIsUsed() throws Exception {
        LastMoment ticker = new LastMoment();
        try (TaskPool pool = TaskPool.builder("last").size(1).ticker(ticker).open();
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            ticker.atTheEnd = () -> {
                hold.open();
                eventually("granted", () -> pool.stats().submitted() == 2);
            };
            OtherThread<Task<Integer>> waiter =
                    OtherThread.run(() -> pool.submit(TaskOptions.defaults(), SECOND, () -> 5));
            assertThat(waiter.value().await()).isEqualTo(5);
            assertThat(pool.stats().rejected()).isZero();
        }
    }

    /** A clock by which the time of whoever parks is over at once, and something happens just before that. */
    private static final class LastMoment implements Ticker {
        private volatile Runnable atTheEnd = () -> {};
        private volatile Thread parked;

        @Override
        public long nanoTime() {
            if (Thread.currentThread() != parked) {
                return 0;
            }
            parked = null;
            atTheEnd.run();
            return SECOND.toNanos() + 1;
        }

        @Override
        public void parkUntil(Object blocker, long deadline) {
            parked = Thread.currentThread();
        }
    }

    // ---- interrupts

    @Test
    void anInterruptedSubmitterIsGoneForGood() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        try (TaskPool pool = TaskPool.open("gone", 1);
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(hold::pass);
            OtherThread<Task<Void>> waiter = OtherThread.run(() -> pool.submit(() -> ran.set(true)));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            waiter.interrupt();
            assertThat(waiter.error()).isInstanceOf(InterruptedException.class);
            assertThat(waiter.wasInterruptedAtEnd()).isFalse();
            assertThat(pool.stats().waiting()).isZero();
            assertThat(running.state()).isEqualTo(TaskState.RUNNING);
            hold.open();
        }
        assertThat(ran).isFalse();
    }

    @Test
    void whoWaitsBehindAnInterruptedSubmitterIsNotForgotten() throws Exception {
        try (TaskPool pool = TaskPool.open("behind", 1);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<Task<Integer>> first = OtherThread.run(() -> pool.submit(() -> 1));
            eventually("one waits", () -> pool.stats().waiting() == 1);
            OtherThread<Task<Integer>> second = OtherThread.run(() -> pool.submit(() -> 2));
            eventually("two wait", () -> pool.stats().waiting() == 2);
            first.interrupt();
            assertThat(first.error()).isInstanceOf(InterruptedException.class);
            hold.open();
            assertThat(second.value().await()).isEqualTo(2);
        }
    }

    @Test
    void submitOfAnInterruptedThreadThrowsEvenIfThereIsRoom() throws Exception {
        try (TaskPool pool = TaskPool.open("flag", 1)) {
            OtherThread<Task<Integer>> other = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                return pool.submit(() -> 1);
            });
            assertThat(other.error()).isInstanceOf(InterruptedException.class);
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    @Test
    void trySubmitNeitherLooksAtTheInterruptFlagNorTakesIt() throws Exception {
        try (TaskPool pool = TaskPool.open("flag", 1)) {
            OtherThread<Task<Integer>> other = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                return pool.trySubmit(() -> 1).orElseThrow();
            });
            assertThat(other.value().await()).isEqualTo(1);
            assertThat(other.wasInterruptedAtEnd()).isTrue();
        }
    }

    @Test
    void aTaskThatSwallowedItsInterruptCannotSubmit() throws Exception {
        try (TaskPool pool = TaskPool.open("swallow", 2);
                Gate hold = new Gate()) {
            Task<Task<Integer>> task = pool.submit(() -> {
                try {
                    hold.pass();
                } catch (InterruptedException swallowed) {
                    return pool.submit(() -> 1);
                }
                return null;
            });
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(pool.stats().submitted()).isEqualTo(1);
        }
    }

    @Test
    void aTaskThatWaitsInSubmitIsWokenByItsCancel() throws Exception {
        try (TaskPool pool = TaskPool.open("woken", 2);
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            Task<Task<Integer>> task = pool.submit(() -> pool.submit(() -> 1));
            eventually("it waits", () -> pool.stats().waiting() == 1);
            assertThat(task.cancel("stop")).isEqualTo(CancelResult.REQUESTED);
            assertThat(task.join()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(pool.stats().waiting()).isZero();
        }
    }

    // ---- a task's own time

    @Test
    void aTimeLimitCountsFromTheStartOfTheBodyNotFromTheQueue() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskPool pool = TaskPool.builder("limit")
                        .size(1)
                        .queue(1)
                        .ticker(ticker)
                        .open();
                Gate first = new Gate();
                Gate second = new Gate()) {
            pool.submit(first::pass);
            Task<Void> limited = pool.submit(TaskOptions.named("slow").timeout(SECOND), second::pass);
            ticker.advance(SECOND.multipliedBy(5));
            first.open();
            second.awaitArrived(1);
            assertThat(limited.state()).isEqualTo(TaskState.RUNNING);
            assertThat(limited.info().queuedFor()).isEqualTo(SECOND.multipliedBy(5));
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            assertThat(limited.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error())
                                    .isInstanceOf(java.util.concurrent.TimeoutException.class));
            assertThat(pool.stats().failed()).isEqualTo(1);
        }
    }

    // ---- wrong arguments

    @Test
    void whatCannotBeATaskIsRefusedAtTheCall() throws Exception {
        try (TaskPool pool = TaskPool.open("args", 1)) {
            TaskOptions options = TaskOptions.defaults();
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.submit((Callable<Integer>) null))
                    .withMessage("body");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.submit((Action) null))
                    .withMessage("body");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.submit(null, () -> 1))
                    .withMessage("options");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.submit(options, null, () -> 1))
                    .withMessage("waitAtMost");
            assertThatNullPointerException()
                    .isThrownBy(() -> pool.trySubmit((Callable<Integer>) null))
                    .withMessage("body");
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    @Test
    void whatCannotBeAPoolIsRefusedAtTheCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.open(" ", 1))
                .withMessage("name must not be blank: ' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.open("a\nb", 1))
                .withMessageContaining("control characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.open("x".repeat(201), 1))
                .withMessageContaining("200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.open("size", -1))
                .withMessage("'size': size must be at least 0: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.builder("queue").queue(-1))
                .withMessage("'queue': queue must be at least 0: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskPool.builder("keep").keepEnded(-1))
                .withMessage("'keep': max must be at least 0: -1");
        assertThatIllegalStateException()
                .isThrownBy(() -> TaskPool.builder("nothing").open())
                .withMessage("'nothing' has no size: say size(n) or unlimited()");
    }
}
