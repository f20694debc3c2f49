package io.github.stint;

import static io.github.stint.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.testing.Bodies;
import io.github.stint.testing.Hold;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A task that was asked to stop and does not is told to the log, though nobody waits for it. */
class StragglerWatchTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void aTaskThatDoesNotStopIsToldOnceWithItsReasonAndItsStack() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool");
                Hold hold = new Hold();
                TaskPool pool = TaskPool.builder("deaf").size(2).ticker(ticker).open()) {
            Task<Void> deaf = pool.submit(hold::awaitStubbornly);
            hold.awaitArrived(1);
            deaf.cancel("not needed");
            tick(1);
            assertThat(log.records()).isEmpty();
            tick(1);
            eventually("it is told", () -> log.records().size() == 1);
            assertThat(log.records().getFirst().getMessage())
                    .startsWith("task 'deaf#1' has not ended 10 s after it was asked to stop: not needed")
                    .contains("CANCELLING for 20000 ms")
                    .contains("awaitStubbornly");
            tick(5);
            assertThat(log.records()).hasSize(1);
            hold.release();
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
            tick(1);
            eventually("no timer waits", () -> ticker.parked() <= 1);
            assertThat(log.records()).isEmpty();
        }
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            eventually("the timer waits", () -> ticker.parked() >= 1);
            ticker.advance(TEN_SECONDS);
        }
    }
}
