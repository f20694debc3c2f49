package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.TaskOptions;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.internal.engine.TaskCell;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tick by tick, with probes that run when the test says so. */
class StarvationTest {

    private static final String ALARM = "no virtual thread could run for ";
    private static final String OVER = "virtual threads run again: for ";

    private final Engine engine = new Engine(
            EngineOptions.queueing("Test", "app", EngineOptions.UNLIMITED, FailurePolicy.COUNT, Ticker.system()), null);
    private final List<Runnable> probes = new ArrayList<>();
    private final Starvation starvation = new Starvation(engine.view()::cellsAtOnce, probes::add);
    private final LogCapture log = LogCapture.of("io.github.stint.CarrierWatch");
    private final List<Gate> holds = new ArrayList<>();

    @AfterEach
    void letGo() {
        holds.forEach(Gate::close);
        log.close();
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            starvation.tick();
        }
    }

    private List<String> told() {
        return log.records().stream()
                .map(LogRecord::getMessage)
                .map(message -> message.lines().findFirst().orElseThrow())
                .toList();
    }

    /** Starts a task that waits, on no carrier. */
    private TaskCell<?> waitingTask() {
        Gate hold = new Gate();
        holds.add(hold);
        TaskCell<?> cell = new TaskCell<>(engine, TaskOptions.defaults(), () -> {
            hold.pass();
            return null;
        });
        engine.start(cell);
        hold.awaitArrived(1);
        Eventually.eventually(
                "it is on no carrier", () -> Carriers.carrier(cell.thread()).isEmpty());
        return cell;
    }

    private void endLast() {
        holds.getLast().open();
        Eventually.eventually("it ended", () -> engine.view().stats().live() == holds.size() - 1);
    }

    @Test
    void nothingIsToldWhileEachProbeRuns() {
        for (int i = 0; i < 100; i++) {
            starvation.tick();
            probes.getLast().run();
        }
        assertThat(probes).hasSize(100);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void oneProbeIsInFlightAtMost() {
        ticks(60);
        assertThat(probes).hasSize(1);
    }

    @Test
    void itIsToldAfterFiveTicksThenAfterFiveTenAndTwentyMore() {
        ticks(1 + 4);
        assertThat(told()).isEmpty();
        ticks(1);
        assertThat(told()).hasSize(1);
        assertThat(told().getFirst()).startsWith(ALARM + "5 s: all ").endsWith(" carriers are held and work waits");
        ticks(4);
        assertThat(told()).hasSize(1);
        ticks(1);
        assertThat(told()).hasSize(2);
        ticks(9);
        assertThat(told()).hasSize(2);
        ticks(1);
        assertThat(told()).hasSize(3);
        ticks(20);
        assertThat(told()).hasSize(4);
        assertThat(told().getLast()).startsWith(ALARM + "40 s");
    }

    @Test
    void theEndIsToldWithTheTimeItTook() {
        ticks(1 + 7);
        probes.getFirst().run();
        assertThat(told()).hasSize(1);
        ticks(1);
        assertThat(told()).hasSize(2);
        assertThat(told().getLast()).isEqualTo(OVER + "7 s none could");
        assertThat(probes).hasSize(2);
        ticks(5);
        assertThat(told()).as("and then it begins anew").hasSize(3);
        assertThat(told().getLast()).startsWith(ALARM + "5 s");
    }

    @Test
    void aProbeThatIsALittleLateIsNothingToTell() {
        for (int i = 0; i < 20; i++) {
            ticks(5);
            probes.getLast().run();
        }
        ticks(1);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void aProbeThatRunsLateDoesNotCountForTheNext() {
        ticks(1 + 3);
        probes.getFirst().run();
        ticks(1);
        assertThat(probes).hasSize(2);
        probes.getFirst().run();
        ticks(5);
        assertThat(told()).hasSize(1);
    }

    @Test
    void tasksThatOnlyWaitDoNotMove() {
        TaskCell<?> waiting = waitingTask();
        ticks(1 + 5);
        assertThat(told()).hasSize(1);
        assertThat(log.records().getFirst().getMessage())
                .contains("no task is on a carrier")
                .doesNotContain(waiting.name());
    }

    @Test
    void aTaskThatBeganOrEndedHadACarrierAndTheTicksCountAnew() {
        for (int i = 0; i < 5; i++) {
            ticks(4);
            TaskCell<?> ignored = waitingTask();
            ticks(4);
            endLast();
            Gate ended = holds.removeLast();
            ended.close();
        }
        assertThat(told()).isEmpty();
        ticks(1);
        ticks(4);
        assertThat(told()).isEmpty();
        ticks(1);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aTaskThatMovesAfterAnAlarmIsItsEnd() {
        ticks(1 + 6);
        TaskCell<?> ignored = waitingTask();
        ticks(1);
        assertThat(told()).hasSize(2);
        assertThat(told().getLast()).isEqualTo(OVER + "6 s none could");
        assertThat(probes).as("the first probe is still in flight").hasSize(1);
    }

    @Test
    void aTaskThatHoldsItsCarrierIsNamedWithItsStack() {
        AtomicBoolean on = new AtomicBoolean(true);
        TaskCell<?> cell = new TaskCell<>(engine, TaskOptions.named("spin"), () -> spin(on));
        try {
            TaskCell<?> waiting = waitingTask();
            engine.start(cell);
            Eventually.eventually("it runs", () -> cell.thread() != null);
            ticks(1 + 5);
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getMessage())
                    .containsPattern("task 'app/spin#2' on ForkJoinPool-\\d+-worker-\\d+\n    at ")
                    .contains("StarvationTest.spin(")
                    .containsPattern("carrier ForkJoinPool-\\d+-worker-\\d+ RUNNABLE")
                    .doesNotContain(waiting.name());
        } finally {
            on.set(false);
        }
    }

    private static int spin(AtomicBoolean on) {
        int spins = 0;
        while (on.get()) {
            Thread.onSpinWait();
            spins++;
        }
        return spins;
    }

    @Test
    void aProbeThatCannotBeStartedIsTriedAgain() {
        AtomicBoolean poor = new AtomicBoolean(true);
        Starvation tried = new Starvation(List::of, probe -> {
            if (poor.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            probes.add(probe);
        });
        assertThatThrownBy(tried::tick).isInstanceOf(OutOfMemoryError.class);
        poor.set(false);
        tried.tick();
        assertThat(probes).hasSize(1);
    }

    @Test
    void aRealProbeRuns() {
        Starvation real = new Starvation(List::of);
        for (int i = 0; i < 3; i++) {
            real.tick();
        }
        assertThat(log.records()).isEmpty();
    }
}
