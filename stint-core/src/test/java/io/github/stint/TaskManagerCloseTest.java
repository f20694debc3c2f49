package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.CountedSource;
import io.github.stint.testing.Heard;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a manager is closed together with the owners it has adopted. */
class TaskManagerCloseTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Shutdown TEN_AND_FOUR =
            Shutdown.drainFor(SECOND.multipliedBy(10)).thenCancelFor(SECOND.multipliedBy(4));

    private final VirtualTicker ticker = new VirtualTicker();
    private final Heard heard = new Heard();
    private final TaskManager tasks = TaskManager.builder("shop")
            .onClose(TEN_AND_FOUR)
            .ticker(ticker)
            .listener(heard)
            .open();

    private TaskPool pool(String name) {
        return TaskPool.builder(name).size(4).ticker(ticker).listener(heard).open();
    }

    // ---- who is closed, and when

    @Test
    void theYoungestIsClosedFirstAndTheManagerLast() throws Exception {
        tasks.adopt(pool("first"));
        tasks.adopt(pool("second"));
        TaskManager inner = tasks.adopt(
                TaskManager.builder("inner").ticker(ticker).listener(heard).open());
        inner.adopt(pool("deep"));
        assertThat(tasks.adopted()).extracting(TaskOwner::name).containsExactly("first", "second", "inner");
        tasks.close();
        assertThat(heard.all())
                .containsExactly("closed deep", "closed inner", "closed second", "closed first", "closed shop");
        assertThat(tasks.adopted()).isEmpty();
    }

    @Test
    void anOlderOneGoesOnAcceptingWhileAYoungerDrains() throws Exception {
        TaskPool storage = tasks.adopt(pool("storage"));
        TaskPool images = tasks.adopt(pool("images"));
        AtomicInteger stored = new AtomicInteger();
        try (Gate hold = new Gate()) {
            Task<Integer> image = images.submit(() -> {
                hold.pass();
                return storage.submit(stored::incrementAndGet).await();
            });
            Aside<Void> closing = Aside.run(tasks::close).awaitWaiting();
            assertThat(images.stats().state()).isEqualTo(OwnerState.CLOSING);
            assertThat(storage.stats().state()).isEqualTo(OwnerState.OPEN);
            hold.open();
            assertThat(image.await()).isEqualTo(1);
            eventually("it is closed", closing::isOver);
        }
        assertThat(stored).hasValue(1);
    }

    @Test
    void whileItDrainsATaskOfAnAdoptedOwnerMaySpawnAndOutsidersMayNot() throws Exception {
        TaskPool images = tasks.adopt(pool("images"));
        AtomicInteger indexed = new AtomicInteger();
        try (Gate hold = new Gate()) {
            images.submit(() -> {
                hold.pass();
                tasks.spawn(indexed::incrementAndGet);
            });
            Aside<Void> closing = Aside.run(tasks::close).awaitWaiting();
            assertThatThrownBy(() -> tasks.spawn(() -> 1))
                    .isInstanceOf(TaskRejectedException.class)
                    .hasMessage("'shop' is closing");
            hold.open();
            eventually("it is closed", closing::isOver);
        }
        assertThat(indexed).hasValue(1);
    }

    // ---- one deadline

    @Test
    void whenTheTimeIsOverAllAreCancelledTogetherUnderOneDeadline() throws Exception {
        TaskPool first = tasks.adopt(pool("first"));
        TaskPool second = tasks.adopt(pool("second"));
        try (Gate hold = new Gate()) {
            first.submit(hold::pass);
            second.submit(hold::pass);
            tasks.spawn(hold::pass);
            hold.awaitArrived(3);
            Aside<CloseReport> closing =
                    Aside.call(() -> tasks.shutdown(TEN_AND_FOUR)).awaitWaiting();
            ticker.advance(SECOND.multipliedBy(10).minusNanos(1));
            assertThat(hold.interrupts()).isZero();
            ticker.advance(Duration.ofNanos(1));
            CloseReport report = closing.value();
            assertThat(hold.interrupts()).isEqualTo(3);
            assertThat(report.cancelled()).isEqualTo(3);
            assertThat(report.took()).isEqualTo(SECOND.multipliedBy(10));
            assertThat(report.stragglers()).isEmpty();
        }
    }

    @Test
    void stragglersOfAllShareTheGraceAreNudgedOnceAndReportedWithTheirStacks() throws Exception {
        TaskPool pool = tasks.adopt(pool("pool"));
        try (Gate hold = new Gate();
                LogCapture log = LogCapture.of("io.github.stint")) {
            pool.submit(TaskOptions.named("deaf"), hold::passStubbornly);
            tasks.spawn(TaskOptions.named("deaf"), hold::passStubbornly);
            tasks.spawn(() -> "fine").await();
            hold.awaitArrived(2);
            Aside<CloseReport> closing =
                    Aside.call(() -> tasks.shutdown(TEN_AND_FOUR)).awaitWaiting();
            ticker.advance(SECOND.multipliedBy(10));
            eventually("both were interrupted", () -> hold.interrupts() == 2);
            closing.awaitWaiting();
            ticker.advance(SECOND.multipliedBy(2));
            eventually("both were nudged", () -> hold.interrupts() == 4);
            closing.awaitWaiting();
            ticker.advance(SECOND.multipliedBy(2));
            CloseReport report = closing.value();
            assertThat(report.took()).isEqualTo(SECOND.multipliedBy(14));
            assertThat(report.stragglers())
                    .extracting(straggler -> straggler.task().name())
                    .containsExactly("pool/deaf#1", "shop/deaf#1");
            assertThat(report.stragglers())
                    .allSatisfy(straggler -> assertThat(straggler.stack())
                            .anyMatch(frame -> frame.getMethodName().equals("passStubbornly")));
            assertThat(log.about("was closed after"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getMessage())
                            .contains("'shop' was closed after 14000 ms")
                            .contains("2 that have not ended")
                            .contains("pool/deaf#1"));
            assertThat(pool.tasks()).hasSize(1);
            assertThat(pool.stats().state()).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    void oneThatDoesNotDrainByNatureIsCancelledInItsTurnAndCostsTheOthersNoTime() throws Exception {
        TaskPool storage = tasks.adopt(pool("storage"));
        TaskPool forEver = tasks.adopt(TaskPool.builder("forever")
                .size(1)
                .onClose(Shutdown.now())
                .ticker(ticker)
                .listener(heard)
                .open());
        try (Gate hold = new Gate()) {
            Task<Void> last = storage.submit(hold::pass);
            Task<Void> endless = forEver.submit(Bodies.blocked());
            hold.awaitArrived(1);
            Aside<CloseReport> closing = Aside.call(() -> tasks.shutdown(Shutdown.whenDone()));
            assertThat(endless.join()).isInstanceOf(Outcome.Cancelled.class);
            closing.awaitWaiting();
            assertThat(last.isDone()).isFalse();
            hold.open();
            CloseReport report = closing.value();
            assertThat(report.drained()).isEqualTo(1);
            assertThat(report.cancelled()).isEqualTo(1);
            assertThat(report.took()).isZero();
        }
    }

    @Test
    void theReportAddsUpOverAllThatClosed() throws Exception {
        TaskPool pool = tasks.adopt(pool("pool"));
        try (Gate hold = new Gate()) {
            tasks.spawn(() -> "before").await();
            eventually("it has left the books", () -> tasks.tasks().isEmpty());
            for (int i = 0; i < 3; i++) {
                pool.submit(hold::pass);
                tasks.spawn(hold::pass);
            }
            Task<Object> failing = tasks.spawn(() -> {
                hold.pass();
                throw new IllegalStateException("no");
            });
            failing.onDone(task -> {});
            hold.awaitArrived(7);
            Aside<CloseReport> closing = Aside.call(() -> tasks.shutdown(Shutdown.whenDone()));
            closing.awaitWaiting();
            hold.open();
            CloseReport report = closing.value();
            assertThat(report.drained()).isEqualTo(6);
            assertThat(report.failed()).isEqualTo(1);
            assertThat(report.cancelled()).isZero();
            assertThatThrownBy(report::throwIfFailed).hasRootCauseMessage("no");
        }
    }

    // ---- interrupts, and who closes

    @Test
    void anInterruptWhileItDrainsCancelsAllAtOnceAndIsKept() throws Exception {
        TaskPool first = tasks.adopt(pool("first"));
        TaskPool second = tasks.adopt(pool("second"));
        try (Gate hold = new Gate()) {
            first.submit(hold::pass);
            second.submit(hold::pass);
            tasks.spawn(hold::pass);
            hold.awaitArrived(3);
            Aside<Void> closing = Aside.run(tasks::close).awaitWaiting();
            closing.interrupt();
            assertThat(closing.endedInterrupted()).isTrue();
            assertThat(hold.interrupts()).isEqualTo(3);
            for (TaskOwner owner : List.of(first, second, tasks)) {
                assertThat(owner.stats().state()).isEqualTo(OwnerState.CLOSED);
            }
        }
    }

    @Test
    void aTaskOfAnAdoptedOwnerMayNotCloseTheManager() throws Exception {
        TaskPool images = tasks.adopt(pool("images"));
        assertThatThrownBy(() -> images.submit(tasks::close).await())
                .hasRootCauseMessage("'shop' would wait for itself: close was called by its own task 'images#1'");
        assertThat(tasks.stats().state()).isEqualTo(OwnerState.OPEN);
        tasks.close();
    }

    @Test
    void aTaskOfTheManagerMayCloseAnOwnerItHasAdopted() throws Exception {
        TaskPool images = tasks.adopt(pool("images"));
        tasks.spawn(images::close).await();
        assertThat(images.stats().state()).isEqualTo(OwnerState.CLOSED);
        assertThat(tasks.adopted()).isEmpty();
        tasks.close();
    }

    @Test
    void aTaskThatIsAboutToCloseAnAdoptedOwnerDoesNotHoldUpTheManager() throws Exception {
        try (Gate hold = new Gate()) {
            Task<Void> job = tasks.spawn(() -> {
                try (TaskPool brief = tasks.adopt(pool("brief"))) {
                    brief.submit(() -> 1).await();
                    hold.pass();
                }
            });
            hold.awaitArrived(1);
            Aside<CloseReport> closing =
                    Aside.call(() -> tasks.shutdown(TEN_AND_FOUR)).awaitWaiting();
            hold.open();
            assertThat(closing.value().drained()).isEqualTo(1);
            assertThat(closing.value().took()).isZero();
            assertThat(job.state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }

    @Test
    void aTaskThatWaitsForAnAdoptedOwnerToBeClosedEndsWithinTheGrace() throws Exception {
        TaskPool pool = tasks.adopt(pool("pool"));
        try (Gate hold = new Gate()) {
            Task<Void> waits = tasks.spawn(() -> {
                hold.pass();
                pool.close();
            });
            pool.submit(Bodies.blocked());
            hold.awaitArrived(1);
            Aside<CloseReport> closing =
                    Aside.call(() -> tasks.shutdown(TEN_AND_FOUR)).awaitWaiting();
            hold.open();
            eventually("it waits", () -> pool.stats().state() == OwnerState.CLOSING);
            ticker.advance(SECOND.multipliedBy(10));
            CloseReport report = closing.value();
            assertThat(report.stragglers()).isEmpty();
            assertThat(report.took()).isEqualTo(SECOND.multipliedBy(10));
            assertThat(waits.state()).isEqualTo(TaskState.SUCCEEDED);
        }
    }

    @Test
    void whatIsCancelledAsItsOwnWayOfClosingSaysIsNoWarning() throws Exception {
        TaskService background =
                tasks.adopt(TaskService.builder("background").ticker(ticker).open());
        try (LogCapture log = LogCapture.of("io.github.stint");
                Gate hold = new Gate()) {
            background.runForever("poller", hold::pass);
            hold.awaitArrived(1);
            CloseReport report = tasks.shutdown(TEN_AND_FOUR);
            assertThat(report.cancelled()).isEqualTo(1);
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void severalThatCloseItCloseItOnceAndHaveOneReport() throws Exception {
        try (Gate hold = new Gate()) {
            tasks.spawn(hold::pass);
            hold.awaitArrived(1);
            CyclicBarrier together = new CyclicBarrier(3);
            List<Aside<CloseReport>> closers = Stream.generate(() -> Aside.<CloseReport>call(() -> {
                        together.await();
                        return tasks.shutdown(Shutdown.whenDone());
                    }))
                    .limit(3)
                    .toList();
            closers.forEach(Aside::awaitWaiting);
            hold.open();
            CloseReport report = closers.getFirst().value();
            for (Aside<CloseReport> closer : closers) {
                assertThat(closer.value()).isSameAs(report);
            }
            assertThat(heard.all()).containsOnlyOnce("closed shop");
        }
    }

    @Test
    void oneThatSomebodyElseIsClosingAlreadyIsWaitedForAndItsReportIsHis() throws Exception {
        TaskPool images = tasks.adopt(pool("images"));
        try (Gate hold = new Gate()) {
            images.submit(hold::pass);
            hold.awaitArrived(1);
            Aside<CloseReport> his = Aside.call(images::gatherAndClose).awaitWaiting();
            Aside<CloseReport> ours =
                    Aside.call(() -> tasks.shutdown(TEN_AND_FOUR)).awaitWaiting();
            hold.open();
            assertThat(his.value().drained()).isEqualTo(1);
            assertThat(ours.value().drained()).isZero();
            assertThat(ours.value().owner()).isEqualTo("shop");
        }
    }

    @Test
    void nothingRunsAfterCloseHasReturned() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(50);
        TaskPool pool = tasks.adopt(pool("pool"));
        pool.forEach(CountedSource.endless(), 4, i -> {
            begun.incrementAndGet();
            some.countDown();
            if (closed.get()) {
                late.incrementAndGet();
            }
        });
        some.await();
        CloseReport report = tasks.shutdown(Shutdown.now());
        closed.set(true);
        int then = begun.get();
        assertThat(report.stragglers()).isEmpty();
        assertThat(pool.stats().live()).isZero();
        assertThat(begun).hasValue(then);
        assertThat(late).hasValue(0);
    }

    // ---- adoption

    @Test
    void whoCannotBeAdoptedIsRefusedByName() {
        TaskPool pool = pool("pool");
        TaskManager other = TaskManager.builder("other").ticker(ticker).open();
        tasks.adopt(pool);
        assertThatThrownBy(() -> other.adopt(pool))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'pool' has been adopted by 'shop'");
        assertThatThrownBy(() -> tasks.adopt(tasks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is the same, or has adopted it");
        tasks.adopt(other);
        assertThatThrownBy(() -> other.adopt(tasks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is the same, or has adopted it");
        tasks.close();
        TaskPool late = pool("late");
        assertThatThrownBy(() -> tasks.adopt(late))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'shop' cannot adopt 'late': 'shop' is CLOSED, 'late' is OPEN");
        late.close();
        TaskManager open = TaskManager.open("open");
        assertThatThrownBy(() -> open.adopt(late)).isInstanceOf(IllegalStateException.class);
        open.close();
    }

    @Test
    void anAdoptedOwnerThatIsClosedByItselfIsForgotten() {
        for (int i = 0; i < 100; i++) {
            tasks.adopt(pool("brief")).close();
        }
        assertThat(tasks.adopted()).isEmpty();
        tasks.close();
    }
}
