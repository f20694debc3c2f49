package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CloseReport;
import io.github.stint.Shutdown;
import io.github.stint.TaskOptions;
import io.github.stint.testing.Eventually;
import io.github.stint.testing.Hold;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.ManualTicker;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An owner that is closed with one it has adopted; more of it is in {@code TaskManagerCloseTest}. */
class FamilyClosingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker();
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
        try (Hold deaf = new Hold();
                Hold hold = new Hold()) {
            run(child, deaf::awaitStubbornly);
            run(owner, hold::awaitStubbornly);
            deaf.awaitArrived(1);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND).thenCancelFor(SECOND.multipliedBy(4)));
            assertThat(hold.interrupts()).isZero();
            ticker.advance(SECOND);
            Eventually.eventually("the time of the other is over too", () -> hold.interrupts() == 1);
            hold.release();
            deaf.release();
            assertThat(closing.value().took()).isEqualTo(SECOND);
        }
    }

    @Test
    void oneThatDoesNotDrainIsGivenNoMoreThanTheGrace() throws Exception {
        owner.ending().adopt(child, false);
        try (Hold deaf = new Hold();
                Hold hold = new Hold();
                LogCapture log = LogCapture.of("io.github.stint")) {
            run(child, deaf::awaitStubbornly);
            run(owner, hold::awaitStubbornly);
            deaf.awaitArrived(1);
            hold.awaitArrived(1);
            OtherThread<CloseReport> closing =
                    closing(Shutdown.drainFor(SECOND.multipliedBy(10)).thenCancelFor(SECOND.multipliedBy(2)));
            Eventually.eventually("the child was asked to stop", () -> deaf.interrupts() == 1);
            ticker.advance(SECOND.multipliedBy(2));
            hold.release();
            Eventually.eventually(
                    "the owner is at rest", () -> owner.view().stats().running() == 0);
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
        try (Hold hold = new Hold();
                LogCapture log = LogCapture.of("io.github.stint")) {
            run(child, hold::awaitStubbornly);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND));
            hold.release();
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
        try (Hold first = new Hold();
                Hold last = new Hold()) {
            run(owner, first::awaitStubbornly);
            run(child, first::awaitStubbornly);
            run(grandchild, first::awaitStubbornly);
            run(youngest, last::awaitStubbornly);
            first.awaitArrived(3);
            OtherThread<CloseReport> closing = closing(Shutdown.drainFor(SECOND));
            first.release();
            for (Engine engine : List.of(owner, child, grandchild)) {
                Eventually.eventually(
                        engine.name() + " is at rest",
                        () -> engine.view().cells().isEmpty());
            }
            assertThat(closing.isOver()).isFalse();
            last.release();
            assertThat(closing.value().drained()).isEqualTo(4);
        }
    }

    @Test
    void whoComesInterruptedCancelsAllAtOnceAndKeepsTheInterrupt() throws Exception {
        owner.ending().adopt(child, true);
        try (Hold hold = new Hold()) {
            run(child, hold::awaitStubbornly);
            run(owner, hold::awaitStubbornly);
            hold.awaitArrived(2);
            OtherThread<CloseReport> closing = OtherThread.run(() -> {
                Thread.currentThread().interrupt();
                return owner.ending().shutdown(Shutdown.whenDone().thenCancelFor(SECOND));
            });
            Eventually.eventually("both are asked to stop", () -> hold.interrupts() == 2);
            hold.release();
            assertThat(closing.value().took()).isZero();
            assertThat(closing.wasInterruptedAtEnd()).isTrue();
        }
    }
}
