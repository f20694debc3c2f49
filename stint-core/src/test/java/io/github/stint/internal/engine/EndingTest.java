package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.CancelReason;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.TaskRejectedException;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.OtherThread;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who closes an owner, and with which other, when several want to. */
class EndingTest {

    private static final Shutdown PATIENTLY = Shutdown.whenDone().thenCancelFor(Shutdown.WITHOUT_LIMIT);

    private static final CancelReason WHY = new CancelReason(CancelReason.Source.REQUEST, "enough", null, null);

    private final Engine owner = engine("owner");
    private final Engine child = engine("child");

    private static Engine engine(String name) {
        return new Engine(EngineOptions.queueing("Test", name, 1, FailurePolicy.COUNT, Ticker.system()), null);
    }

    private static OwnerState state(Engine engine) {
        return engine.view().stats().state();
    }

    @Test
    void whoWaitsForAnothersCloseDoesItHimselfIfThatIsGivenUp() throws Exception {
        assertThat(owner.ending().claim()).isTrue();
        OtherThread<CloseReport> shutting = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdownUninterruptibly(PATIENTLY));
        OtherThread<CloseReport> waiting = OtherThread.run(() -> owner.ending().awaitClosed());
        OtherThread<Boolean> over = OtherThread.run(() -> owner.ending().awaitOver(Long.MAX_VALUE));
        for (OtherThread<?> thread : List.of(shutting, closing, waiting, over)) {
            Eventually.waits(thread.thread());
        }

        owner.ending().giveUp();

        CloseReport report = shutting.value();
        assertThat(closing.value()).isSameAs(report);
        assertThat(waiting.value()).isSameAs(report);
        assertThat(over.value()).isTrue();
        assertThat(state(owner)).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void whatAnotherClosesIsClosedWhenItsAdopterIs() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        Eventually.waits(closing.thread());
        assertThat(state(owner)).isNotEqualTo(OwnerState.CLOSED);

        CloseReport anothers = new CloseReport("child", Duration.ZERO, 0, 0, 0, List.of(), null);
        child.ending().close(anothers);

        assertThat(closing.value().owner()).isEqualTo("owner");
        assertThat(child.view().report()).isSameAs(anothers);
    }

    @Test
    void whatAnotherBeganToCloseAndGaveUpIsClosedByItsAdopter() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        Eventually.waits(closing.thread());

        child.ending().giveUp();

        assertThat(closing.value().owner()).isEqualTo("owner");
        assertThat(state(child)).isEqualTo(OwnerState.CLOSED);
    }

    @Test
    void whatAnotherGaveUpBeforeItWasWaitedForIsClosedByItsAdopter() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();
        try (Gate hold = new Gate()) {
            owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                hold.pass();
                return null;
            }));
            hold.awaitArrived(1);
            OtherThread<CloseReport> closing =
                    OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
            Eventually.waits(closing.thread());

            child.ending().giveUp();
            hold.open();

            assertThat(closing.value().owner()).isEqualTo("owner");
            assertThat(state(child)).isEqualTo(OwnerState.CLOSED);
        }
    }

    @Test
    void whoNeverFinishesToCloseIsWaitedForAsLongAsTheGraceLasts() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(child.ending().claim()).isTrue();

        assertThat(owner.ending()
                        .shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)))
                        .owner())
                .isEqualTo("owner");

        assertThat(state(owner)).isEqualTo(OwnerState.CLOSED);
        assertThat(state(child)).isEqualTo(OwnerState.STOPPING);
    }

    @Test
    void closingWaitsForWhoIsWritingAFailureToTheLog() throws Exception {
        owner.core().locked(() -> owner.core().unasked.takeDue(0));
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
        Eventually.waits(closing.thread());
        assertThat(state(owner)).isNotEqualTo(OwnerState.CLOSED);

        owner.core().locked(owner.core().unasked::toldDue).forEach(Signal::fire);

        assertThat(closing.value().owner()).isEqualTo("owner");
    }

    @Test
    void whatIsToBeDoneWhenItIsClosedIsDoneAtOnceIfItIs() throws Exception {
        List<String> done = new ArrayList<>();
        owner.ending().onClosed(() -> done.add("before"));
        assertThat(done).isEmpty();
        owner.ending().shutdown(PATIENTLY);
        assertThat(done).containsExactly("before");
        owner.ending().onClosed(() -> done.add("after"));
        assertThat(done).containsExactly("before", "after");
    }

    @Test
    void itIsOverOnceItIsClosedAndItsLastStragglerHasLeft() throws Exception {
        try (Gate hold = new Gate()) {
            owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                hold.passStubbornly();
                return null;
            }));
            hold.awaitArrived(1);
            assertThat(owner.ending().awaitOver(System.nanoTime())).isFalse();
            assertThat(owner.ending().isOver()).isFalse();
            owner.ending().shutdown(Shutdown.now().thenCancelFor(Duration.ZERO));
            assertThat(owner.ending().awaitOver(System.nanoTime())).isFalse();
            assertThat(owner.ending().isOver()).isFalse();
            OtherThread<Boolean> waiting = OtherThread.run(() -> owner.ending().awaitOver(Long.MAX_VALUE));
            Eventually.waits(waiting.thread());
            hold.open();
            assertThat(waiting.value()).isTrue();
            assertThat(owner.ending().isOver()).isTrue();
        }
    }

    @Test
    void anIdleOneThatIsOpenIsNotOver() {
        assertThat(owner.ending().isOver()).isFalse();
    }

    @Test
    void whoWaitsForQuietOrTheEndHearsOfEither() throws Exception {
        assertThat(owner.ending().awaitIdleOrClosed(System.nanoTime())).isTrue();
        try (Gate hold = new Gate()) {
            owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                hold.passStubbornly();
                return null;
            }));
            hold.awaitArrived(1);
            assertThat(owner.ending().awaitIdleOrClosed(System.nanoTime())).isFalse();
            OtherThread<Boolean> waiting = OtherThread.run(() -> owner.ending().awaitIdleOrClosed(Long.MAX_VALUE));
            Eventually.waits(waiting.thread());
            owner.ending().shutdown(Shutdown.now().thenCancelFor(Duration.ZERO));
            assertThat(waiting.value()).isTrue();
            assertThat(owner.ending().awaitIdleOrClosed(System.nanoTime())).isTrue();
        }
    }

    @Test
    void whoWaitedInVainIsForgotten() throws Exception {
        try (Gate hold = new Gate()) {
            owner.start(new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                hold.pass();
                return null;
            }));
            hold.awaitArrived(1);
            assertThat(owner.ending().awaitIdle(System.nanoTime())).isFalse();
            assertThat(owner.ending().awaitIdleOrClosed(System.nanoTime())).isFalse();
            assertThat(owner.ending().claim()).isTrue();
            assertThat(owner.ending().awaitOthersReportUninterruptibly(Ticker.system(), System.nanoTime()))
                    .isNull();
            assertThat(owner.core().locked(owner.core().ledger::takeIdle)).isEmpty();
            assertThat(owner.core().locked(owner.core().lifecycle::giveUpClosing))
                    .isEmpty();
        }
    }

    @Test
    void whoComesInterruptedDoesNotWaitForQuietThoughItIsQuiet() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> owner.ending().awaitIdle(Long.MAX_VALUE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whoAsksAClosedOneForItsReportGetsItThoughInterrupted() throws Exception {
        CloseReport report = owner.ending().shutdown(PATIENTLY);
        Thread.currentThread().interrupt();
        assertThat(owner.ending().awaitClosed()).isSameAs(report);
        assertThat(owner.ending().shutdown(PATIENTLY)).isSameAs(report);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoComesInterruptedDoesNotWaitForTheReport() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> owner.ending().awaitClosed()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void oneThatIsStoppedWithoutTasksWasNotStoppedAtWork() throws Exception {
        assertThat(owner.ending().refuseAll(WHY)).isSameAs(WHY);
        assertThat(owner.view().stopReason()).isNull();
        try (Gate hold = new Gate()) {
            child.start(new TaskCell<>(child, TaskOptions.defaults(), () -> {
                hold.pass();
                return null;
            }));
            assertThat(child.ending().refuseAll(WHY)).isSameAs(WHY);
            assertThat(child.view().stopReason()).isSameAs(WHY);
        }
    }

    @Test
    void whoWaitsForQuietHearsWhenThoseThatWaitedForRoomAreRefused() throws Exception {
        Engine narrow = new Engine(
                new EngineOptions("Test", "narrow", 0, 0, FailurePolicy.COUNT, false, 0, Surroundings.usual()), null);
        OtherThread<Void> submitter = OtherThread.run(() -> {
            narrow.submit(new TaskCell<>(narrow, TaskOptions.defaults(), () -> "never"), Long.MAX_VALUE);
            return null;
        });
        Eventually.waits(submitter.thread());
        OtherThread<Boolean> waiting = OtherThread.run(() -> narrow.ending().awaitIdle(Long.MAX_VALUE));
        Eventually.waits(waiting.thread());

        narrow.ending().refuseAll(WHY);

        assertThat(waiting.value()).isTrue();
        assertThat(submitter.error()).isInstanceOf(TaskRejectedException.class);
        assertThat(narrow.view().stopReason()).isSameAs(WHY);
    }

    @Test
    void aTaskDoesNotLeaveItsOwnOwner() throws Exception {
        TaskCell<String> task = new TaskCell<>(owner, TaskOptions.defaults(), () -> {
            owner.ending().leave(WHY);
            return "left";
        });
        owner.start(task);
        assertThat(task.join())
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error())
                                .hasMessageContaining(
                                        "'owner' would wait for itself: close was called by its own task"));
    }

    /** What becomes of a task that does that after it was asked to stop, and has swallowed the interrupt. */
    private Outcome<Object> stopped(Callable<?> then) throws Exception {
        try (Gate hold = new Gate()) {
            TaskCell<Object> task = new TaskCell<>(owner, TaskOptions.defaults(), () -> {
                hold.passStubbornly();
                return then.call();
            });
            owner.start(task);
            hold.awaitArrived(1);
            task.cancel(WHY);
            Eventually.eventually("it felt that", () -> hold.interrupts() == 1);
            hold.open();
            return task.join();
        }
    }

    @Test
    void aTaskThatWasAskedToStopWaitsForNothingOfAnotherOwner() throws Exception {
        assertThat(stopped(() -> {
                    child.ending().awaitIdle();
                    return "drained";
                }))
                .isInstanceOf(Outcome.Cancelled.class);
        assertThat(stopped(() -> child.ending().awaitClosed())).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aTaskThatWasAskedToStopGetsTheReportThatIsThere() throws Exception {
        CloseReport report = child.ending().shutdown(PATIENTLY);
        assertThat(stopped(() -> child.ending().awaitClosed())).isEqualTo(new Outcome.Success<>(report));
    }

    @Test
    void aClosingOneAdoptsNobodyAndIsNotAdopted() throws Exception {
        assertThat(child.ending().claim()).isTrue();
        assertThatThrownBy(() -> owner.ending().adopt(child, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'owner' cannot adopt 'child': 'owner' is OPEN, 'child' is CLOSING");
        Engine third = engine("third");
        assertThat(owner.ending().claim()).isTrue();
        assertThatThrownBy(() -> owner.ending().adopt(third, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'owner' cannot adopt 'third': 'owner' is CLOSING, 'third' is OPEN");
        Engine fourth = engine("fourth");
        fourth.ending().adopt(third, true);
        assertThat(fourth.ending().adopted()).hasSize(1);
    }

    @Test
    void whoIsClosedIsStruckOffItsAdopter() throws Exception {
        owner.ending().adopt(child, true);
        assertThat(owner.ending().adopted()).hasSize(1);
        assertThatThrownBy(() -> engine("other").ending().adopt(child, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'child' has been adopted by 'owner'");
        child.ending().shutdown(PATIENTLY);
        assertThat(owner.ending().adopted()).isEmpty();
    }

    @Test
    void anInterruptEndsTheDrainingOfAllAndIsKept() throws Exception {
        owner.ending().adopt(child, true);
        try (Gate hold = new Gate()) {
            for (Engine engine : List.of(owner, child)) {
                engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
                    hold.pass();
                    return null;
                }));
            }
            hold.awaitArrived(2);
            OtherThread<CloseReport> closing =
                    OtherThread.run(() -> owner.ending().shutdown(PATIENTLY));
            Eventually.waits(closing.thread());
            assertThat(hold.interrupts()).isZero();
            closing.interrupt();
            assertThat(closing.value().cancelled()).isEqualTo(2);
            assertThat(closing.wasInterruptedAtEnd()).isTrue();
            assertThat(hold.interrupts()).isEqualTo(2);
        }
    }

    @Test
    void ofTwoThatAdoptEachOtherOneDoes() {
        Race.run(20_000, () -> {
            Engine one = engine("one");
            Engine other = engine("other");
            AtomicInteger adopted = new AtomicInteger();
            return Heat.of(
                    () -> tryToAdopt(one, other, adopted),
                    () -> tryToAdopt(other, one, adopted),
                    () -> assertThat(adopted).hasValue(1));
        });
    }

    private static void tryToAdopt(Engine adopter, Engine child, AtomicInteger adopted) {
        try {
            adopter.ending().adopt(child, true);
            adopted.incrementAndGet();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("it is the same, or has adopted it");
        }
    }
}
