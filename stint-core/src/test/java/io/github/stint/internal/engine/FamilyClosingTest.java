package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An owner that is closed with one it has adopted; more of it is in {@code TaskManagerCloseTest}. */
class FamilyClosingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final Engine owner = engine("owner");
    private final Engine child = engine("child");

    private Engine engine(String name) {
        return new Engine(EngineOptions.queueing("Test", name, 1, FailurePolicy.COUNT, ticker), null);
    }

    private static void run(Engine engine, Runnable body) {
        engine.start(new TaskCell<>(engine, TaskOptions.defaults(), () -> {
            body.run();
            return null;
        }));
    }

    private OtherThread<CloseReport> closing(Shutdown how) {
        OtherThread<CloseReport> closing = OtherThread.run(() -> owner.ending().shutdown(how));
        ticker.awaitParked(1);
        return closing;
    }

    @Test
    void oneThatDoesNotDrainIsGivenNoMoreThanTheTimeThatIsLeftToDrain() throws Exception {
        owner.ending().adopt(child, false);
        try (Gate deaf = new Gate();
                Gate hold = new Gate()) {
            run(child, deaf::passStubbornly);
            run(owner, hold::passStubbornly);
            deaf.awaitArrived(1);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND).thenCancelFor(SECOND.multipliedBy(4)));
            assertThat(hold.interrupts()).isZero();
            ticker.advance(SECOND);
            Eventually.eventually("the time of the other is over too", () -> hold.interrupts() == 1);
            hold.open();
            deaf.open();
            assertThat(closing.value().took()).isEqualTo(SECOND);
        }
    }

    @Test
    void oneThatDoesNotDrainIsGivenNoMoreThanTheGrace() throws Exception {
        owner.ending().adopt(child, false);
        try (Gate deaf = new Gate();
                Gate hold = new Gate();
                LogCapture log = LogCapture.of("io.github.stint")) {
            run(child, deaf::passStubbornly);
            run(owner, hold::passStubbornly);
            deaf.awaitArrived(1);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closing =
                    closing(Shutdown.drainFor(SECOND.multipliedBy(10)).thenCancelFor(SECOND.multipliedBy(2)));
            Eventually.eventually("the child was asked to stop", () -> deaf.interrupts() == 1);
            ticker.advance(SECOND.multipliedBy(2));
            hold.open();
            // whoever closes was woken by that, and shows as parked until it goes on
            Eventually.eventually(
                    "the draining is over", () -> owner.view().stats().state() == OwnerState.STOPPING);
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            Eventually.eventually("the child was asked again", () -> deaf.interrupts() == 2);
            ticker.awaitParked(1);
            ticker.advance(SECOND);
            CloseReport report = closing.value();
            assertThat(report.took()).isEqualTo(SECOND.multipliedBy(4));
            assertThat(report.stragglers()).hasSize(1);
            assertThat(report.drained()).isEqualTo(1);
            assertThat(log.about("'owner' was closed after 4000 ms: 1 drained, 0 failed, 0 cancelled, 1 that have"))
                    .hasSize(1);
        }
    }

    @Test
    void thoseThatDrainInTimeAreNotTold() throws Exception {
        owner.ending().adopt(child, true);
        try (Gate hold = new Gate();
                LogCapture log = LogCapture.of("io.github.stint")) {
            run(child, hold::passStubbornly);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND));
            hold.open();
            assertThat(closing.value().drained()).isEqualTo(1);
            assertThat(closing.wasInterruptedAtEnd()).isFalse();
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void whatEndsBeforeItsOwnersTurnIsInTheReportAsWell() throws Exception {
        Engine grandchild = engine("grandchild");
        Engine youngest = engine("youngest");
        owner.ending().adopt(child, true);
        child.ending().adopt(grandchild, true);
        owner.ending().adopt(youngest, true);
        try (Gate first = new Gate();
                Gate last = new Gate()) {
            run(owner, first::passStubbornly);
            run(child, first::passStubbornly);
            run(grandchild, first::passStubbornly);
            run(youngest, last::passStubbornly);
            first.awaitArrived(3);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND));
            first.open();
            for (Engine engine : List.of(owner, child, grandchild)) {
                Eventually.eventually(
                        engine.name() + " is at rest",
                        () -> engine.view().cells().isEmpty());
            }
            assertThat(closing.isOver()).isFalse();
            last.open();
            assertThat(closing.value().drained()).isEqualTo(4);
        }
    }

    @Test
    void whoComesInterruptedCancelsAllAtOnceAndKeepsTheInterrupt() throws Exception {
        owner.ending().adopt(child, true);
        try (Gate hold = new Gate()) {
            run(child, hold::passStubbornly);
            run(owner, hold::passStubbornly);
            hold.awaitArrived(2);
            OtherThread<CloseReport> closing = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                return owner.ending().shutdown(Shutdown.whenDone().thenCancelFor(SECOND));
            });
            Eventually.eventually("both are asked to stop", () -> hold.interrupts() == 2);
            hold.open();
            assertThat(closing.value().took()).isZero();
            assertThat(closing.wasInterruptedAtEnd()).isTrue();
        }
    }
}
