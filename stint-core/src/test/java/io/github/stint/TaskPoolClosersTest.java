package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who closes a pool: several at once, somebody who is interrupted, somebody inside another task, or its own task. */
class TaskPoolClosersTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    // ---- several

    @Test
    void aSecondCloseWaitsForTheFirstAndGetsItsReport() throws Exception {
        TaskPool pool = TaskPool.open("twice", 1);
        try (Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<CloseReport> first = OtherThread.run(pool::gatherAndClose);
            eventually("closing", () -> pool.stats().state() == OwnerState.CLOSING);
            OtherThread<CloseReport> second = OtherThread.run(() -> pool.shutdown(Shutdown.now()));
            Eventually.waits(second.thread());
            assertThat(hold.interrupts())
                    .as("the first one's way of closing stands")
                    .isZero();
            hold.open();
            assertThat(second.value()).isSameAs(first.value());
            assertThat(pool.gatherAndClose()).isSameAs(first.value());
            pool.close();
        }
    }

    @Test
    void manyWhoCloseAtOnceAllGetOneReport() throws Exception {
        for (int round = 0; round < 50; round++) {
            TaskPool pool = TaskPool.open("many", 2);
            pool.submit(() -> 1);
            List<OtherThread<CloseReport>> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(OtherThread.run(pool::gatherAndClose));
            }
            CloseReport report = closers.getFirst().value();
            for (OtherThread<CloseReport> closer : closers) {
                assertThat(closer.value()).isSameAs(report);
            }
        }
    }

    @Test
    void anInterruptOfTheSecondCloserConcernsItOnly() throws Exception {
        TaskPool pool = TaskPool.open("second", 1);
        try (Gate hold = new Gate()) {
            Task<Void> task = pool.submit(hold::pass);
            OtherThread<CloseReport> first = OtherThread.run(pool::gatherAndClose);
            eventually("closing", () -> pool.stats().state() == OwnerState.CLOSING);
            OtherThread<CloseReport> second = OtherThread.run(pool::gatherAndClose);
            Eventually.waits(second.thread());
            second.interrupt();
            assertThat(second.error()).isInstanceOf(InterruptedException.class);
            OtherThread<Integer> third = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                pool.close();
                return 3;
            });
            Eventually.waits(third.thread());
            assertThat(task.state()).isEqualTo(TaskState.RUNNING);
            hold.open();
            assertThat(first.value().isClean()).isTrue();
            assertThat(third.value()).isEqualTo(3);
            assertThat(third.wasInterruptedAtEnd()).isTrue();
        }
    }

    @Test
    void awaitClosedWaitsUntilSomebodyHasClosed() throws Exception {
        TaskPool pool = TaskPool.open("closed", 1);
        try (Gate hold = new Gate()) {
            pool.submit(hold::pass);
            OtherThread<OwnerState> waiter = OtherThread.run(() -> {
                pool.awaitClosed();
                return pool.stats().state();
            });
            OtherThread<Integer> impatient = OtherThread.run(() -> {
                pool.awaitClosed();
                return 1;
            });
            Eventually.waits(waiter.thread());
            Eventually.waits(impatient.thread());
            impatient.interrupt();
            assertThat(impatient.error()).isInstanceOf(InterruptedException.class);
            OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
            eventually("closing", () -> pool.stats().state() == OwnerState.CLOSING);
            assertThat(waiter.isOver()).as("closing is not closed").isFalse();
            hold.open();
            assertThat(waiter.value()).isEqualTo(OwnerState.CLOSED);
            assertThat(closer.value().drained()).isEqualTo(1);
            pool.awaitClosed();
        }
    }

    // ---- interrupted

    @Test
    void anInterruptWhileDrainingCancelsAtOnceAndIsKept() throws Exception {
        TaskPool pool = TaskPool.builder("hurry").size(1).queue(1).open();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            Task<Void> running = pool.submit(hold::pass);
            Task<Integer> queued = pool.submit(() -> 1);
            OtherThread<CloseReport> closer = OtherThread.run(pool::gatherAndClose);
            eventually("closing", () -> pool.stats().state() == OwnerState.CLOSING);
            Eventually.waits(closer.thread());
            closer.interrupt();
            assertThat(closer.value().cancelled()).isEqualTo(2);
            assertThat(closer.wasInterruptedAtEnd()).isTrue();
            assertThat(running.isDone()).isTrue();
            assertThat(queued.state()).isEqualTo(TaskState.CANCELLED);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
            assertThat(log.about("2 cancelled")).hasSize(1);
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyCancelsAtOnce() throws Exception {
        TaskPool pool = TaskPool.open("already", 1);
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate()) {
            pool.submit(hold::pass);
            hold.awaitArrived(1);
            OtherThread<Integer> closer = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                pool.close();
                return 1;
            });
            assertThat(closer.value()).isEqualTo(1);
            assertThat(closer.wasInterruptedAtEnd()).isTrue();
            assertThat(pool.stats().cancelled()).isEqualTo(1);
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void anInterruptInTheGraceCutsNothingShort() throws Exception {
        TaskPool pool = TaskPool.open("grace", 1);
        try (Gate hold = new Gate()) {
            pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closer =
                    OtherThread.run(() -> pool.shutdown(Shutdown.now().thenCancelFor(Shutdown.WITHOUT_LIMIT)));
            eventually("asked", () -> hold.interrupts() == 1);
            Eventually.waits(closer.thread());
            closer.interrupt();
            Eventually.waits(closer.thread());
            assertThat(closer.isOver()).isFalse();
            hold.open();
            assertThat(closer.value().stragglers()).isEmpty();
            assertThat(closer.wasInterruptedAtEnd()).isTrue();
        }
    }

    // ---- inside another task

    @Test
    void closingInsideACancelledTaskCancelsAtOnceAlsoIfTheInterruptWasSwallowed() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                TaskPool outer = TaskPool.open("outer", 1);
                Gate outerHold = new Gate();
                Gate innerHold = new Gate()) {
            Task<CloseReport> task = outer.submit(() -> {
                TaskPool inner = TaskPool.open("inner", 1);
                inner.submit(innerHold::pass);
                innerHold.awaitArrived(1);
                try {
                    outerHold.pass();
                } catch (InterruptedException swallowed) {
                    return inner.gatherAndClose();
                }
                return null;
            });
            outerHold.awaitArrived(1);
            task.cancel("stop");
            assertThat(task.await(LONG).cancelled()).isEqualTo(1);
            assertThat(log.about("'inner' was closed")).hasSize(1);
        }
    }

    @Test
    void closingAClosedPoolInsideACancelledTaskReturnsAtOnce() throws Exception {
        try (TaskPool outer = TaskPool.open("outer", 1);
                Gate hold = new Gate()) {
            Task<CloseReport> task = outer.submit(() -> {
                TaskPool inner = TaskPool.open("inner", 1);
                CloseReport report = inner.gatherAndClose();
                try {
                    hold.pass();
                } catch (InterruptedException swallowed) {
                    inner.close();
                    inner.awaitClosed();
                    assertThat(inner.gatherAndClose()).isSameAs(report);
                }
                return report;
            });
            hold.awaitArrived(1);
            task.cancel("stop");
            assertThat(task.await(LONG).isClean()).isTrue();
        }
    }

    @Test
    void aSecondCloseInsideACancelledTaskWaitsForTheFirst() throws Exception {
        TaskPool inner = TaskPool.open("inner", 1);
        try (TaskPool outer = TaskPool.open("outer", 1);
                Gate outerHold = new Gate();
                Gate innerHold = new Gate()) {
            inner.submit(innerHold::passStubbornly);
            OtherThread<CloseReport> first = OtherThread.run(inner::gatherAndClose);
            eventually("closing", () -> inner.stats().state() == OwnerState.CLOSING);
            AtomicBoolean closedThen = new AtomicBoolean();
            Task<Void> task = outer.submit(() -> {
                try {
                    outerHold.pass();
                } catch (InterruptedException swallowed) {
                    inner.close();
                    closedThen.set(inner.stats().state() == OwnerState.CLOSED);
                }
            });
            outerHold.awaitArrived(1);
            task.cancel("stop");
            innerHold.open();
            task.join();
            assertThat(closedThen).isTrue();
            assertThat(first.value().isClean()).isTrue();
        }
    }

    // ---- its own

    @Test
    void aPoolsOwnTaskCannotCloseIt() throws Exception {
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("own", 1)) {
            pool.submit(TaskOptions.named("me"), () -> tryToClose(pool, refused));
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
        }
        assertThat(refused)
                .allMatch(e -> e instanceof IllegalStateException)
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "'own' would wait for itself: close was called by its own task 'own/me#1'",
                        "'own' would wait for itself: shutdown was called by its own task 'own/me#1'",
                        "'own' would wait for itself: shutdown was called by its own task 'own/me#1'",
                        "'own' would wait for itself: awaitClosed was called by its own task 'own/me#1'",
                        "'own' would wait for itself: awaitIdle was called by its own task 'own/me#1'");
    }

    @Test
    void aPoolsOwnCallbackCannotCloseItWhetherTheTaskBeganOrNot() throws Exception {
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        Consumer<Task<?>> closes = task -> tryToClose(task, refused);
        try (TaskPool pool = TaskPool.builder("own").size(1).queue(1).open();
                Gate hold = new Gate()) {
            current = pool;
            Task<Void> running =
                    pool.submit(TaskOptions.defaults().onDone(closes).onCancelled(closes), hold::pass);
            Task<Integer> queued =
                    pool.submit(TaskOptions.defaults().onDone(closes).onCancelled(closes), () -> 1);
            hold.awaitArrived(1);
            queued.cancel("stop");
            running.cancel("stop");
            assertThat(pool.awaitIdle(LONG)).isTrue();
            assertThat(pool.stats().state()).isEqualTo(OwnerState.OPEN);
        }
        assertThat(refused).hasSize(20).allMatch(e -> e instanceof IllegalStateException);
    }

    private volatile TaskPool current;

    private void tryToClose(Task<?> task, Queue<Throwable> refused) {
        assertThat(task.name()).startsWith("own#");
        tryToClose(current, refused);
    }

    @Test
    void aTaskOfAGroupInsideAPoolsTaskCannotCloseThePool() throws Exception {
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("own", 1)) {
            pool.submit(() -> TaskGroup.run(group ->
                            group.start(() -> tryToClose(pool, refused)).await()))
                    .await();
        }
        assertThat(refused).hasSize(5).allMatch(e -> e instanceof IllegalStateException);
    }

    @Test
    void anElementOfABatchCannotCloseThePool() throws Exception {
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("own", 1)) {
            pool.forEach(List.of(1), 1, n -> tryToClose(pool, refused)).results();
        }
        assertThat(refused).hasSize(5).allMatch(e -> e instanceof IllegalStateException);
    }

    @Test
    void aSourceOfABatchCannotCloseThePool() throws Exception {
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        try (TaskPool pool = TaskPool.open("own", 1)) {
            Iterable<Integer> source = () -> {
                tryToClose(pool, refused);
                return List.of(1).iterator();
            };
            assertThat(pool.map(source, 1, n -> n).results()).containsExactly(1);
        }
        assertThat(refused).hasSize(5).allMatch(e -> e instanceof IllegalStateException);
    }

    @Test
    void aTaskOfOnePoolMayCloseAnother() throws Exception {
        try (TaskPool one = TaskPool.open("one", 1);
                TaskPool two = TaskPool.open("two", 1)) {
            Task<CloseReport> closing = one.submit(two::gatherAndClose);
            assertThat(closing.await().owner()).isEqualTo("two");
            assertThat(closing.join()).isNotInstanceOf(Failure.class);
        }
    }

    private static void tryToClose(TaskPool pool, Queue<Throwable> refused) {
        Callable<Object> close = () -> {
            pool.close();
            return "closed";
        };
        Callable<Object> awaitClosed = () -> {
            pool.awaitClosed();
            return "closed";
        };
        List<Callable<Object>> calls = List.of(
                close,
                () -> pool.shutdown(Shutdown.now()),
                pool::gatherAndClose,
                awaitClosed,
                () -> pool.awaitIdle(LONG));
        for (Callable<Object> call : calls) {
            try {
                Object ignored = call.call();
                refused.add(new AssertionError("was not refused: " + ignored));
            } catch (Exception e) {
                refused.add(e);
            }
        }
    }
}
