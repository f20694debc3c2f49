package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A task that was asked to stop and does not is told to the log, though nobody waits for it. */
class StragglerWatchTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final VirtualTicker ticker = new VirtualTicker();

    @Test
    void aTaskThatDoesNotStopIsToldOnceWithItsReasonAndItsStack() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Gate hold = new Gate();
                TaskPool pool = TaskPool.builder("deaf").size(2).ticker(ticker).open()) {
            Task<Void> deaf = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            deaf.cancel("not needed");
            ticker.awaitParked(1);
            ticker.advance(TEN_SECONDS.minusNanos(1));
            assertThat(log.records()).isEmpty();
            eventually("it is told", () -> tick(log) == 1);
            assertThat(log.records().getFirst().getMessage())
                    .startsWith("task 'deaf#1' has not ended 10 s after it was asked to stop: not needed")
                    .contains("CANCELLING, has run for ")
                    .contains("passStubbornly");
            for (int i = 0; i < 100; i++) {
                assertThat(tick(log)).isEqualTo(1);
            }
            hold.open();
            deaf.join();
        }
    }

    @Test
    void oneThatStopsInTimeIsNotToldAndNothingStaysArmed() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                TaskPool pool = TaskPool.builder("good").size(2).ticker(ticker).open()) {
            Task<Void> good = pool.submit(Bodies.blocked());
            eventually("it runs", () -> good.state() == TaskState.RUNNING);
            good.cancel("not needed");
            good.join();
            ticker.advance(TEN_SECONDS);
            eventually("no timer is armed", () -> ticker.parked() == 0 || tick(log) > 0);
            assertThat(log.records()).isEmpty();
        }
    }

    /** A timer holds its owner: an application that opens and closes pools would hold those of the last ten seconds. */
    @Test
    void aClosedOwnerLeavesNoTimerBehind() throws Exception {
        TaskPool pool = TaskPool.builder("brief").size(2).ticker(ticker).open();
        try (pool;
                Gate hold = new Gate()) {
            Task<Void> task = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            task.cancel("not needed");
            assertThat(pool.engine.deadlines().armed()).isOne();
            hold.open();
            task.join();
        }
        assertThat(pool.engine.deadlines().armed()).isZero();
    }

    private int tick(LogCapture log) {
        ticker.advance(Duration.ofSeconds(1));
        return log.records().size();
    }
}
