package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Supervised.State;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When schedules run, in virtual time. */
class TaskServiceScheduleTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2025-03-30T12:00:00Z");

    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final TaskService service =
            TaskService.builder("shop").ticker(ticker).clock(wall::get).open();
    private final FlyingTicker flying = new FlyingTicker();
    private final Gate hold = new Gate();
    private final LogCapture log = LogCapture.of("io.github.stint.TaskService");

    @AfterEach
    void close() {
        hold.close();
        service.close();
        log.close();
    }

    private void awaitWaiting(Supervised it, long runs) {
        eventually(
                "it waits after run " + runs,
                () -> it.runs() == runs
                        && it.state() == State.WAITING
                        && it.nextIn().isPresent());
        ticker.awaitParked(1);
    }

    // ---- every

    /** When the runs of a schedule began and how long each took, in multiples of the period; on a clock that flies. */
    private List<Double> ticks(double... takes) throws Exception {
        List<Double> ticks = new ArrayList<>();
        long begun = flying.nanoTime();
        try (TaskService fast = TaskService.builder("fast").ticker(flying).open()) {
            Supervised every = fast.every("tick", PERIOD, () -> {
                ticks.add((flying.nanoTime() - begun) / (double) PERIOD.toNanos());
                if (ticks.size() > takes.length) {
                    hold.pass();
                }
                flying.advance((long) (takes[ticks.size() - 1] * PERIOD.toNanos()));
            });
            hold.awaitArrived(1);
            every.cancel("enough");
            every.task().join();
        }
        return ticks;
    }

    @Test
    void runsAtAFixedRateFirstAfterOnePeriod() throws Exception {
        assertThat(ticks(0, 0.5, 0.25, 0.99)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void aTickThatPassesWhileItRunsIsSkippedAndNeverMadeUpFor() throws Exception {
        assertThat(ticks(2.5, 0, 7.1, 0)).containsExactly(1.0, 4.0, 5.0, 13.0, 14.0);
    }

    @Test
    void aTickThatComesAsTheRunEndsIsNotSkipped() throws Exception {
        assertThat(ticks(1, 3, 0)).containsExactly(1.0, 2.0, 5.0, 6.0);
    }

    @Test
    void ticksDoNotDriftAndNeverOverlapWhateverTheRunsTake() throws Exception {
        double[] takes = new Random(25).doubles(1_000, 0, 4).toArray();
        List<Double> ticks = ticks(takes);
        for (int i = 0; i < takes.length; i++) {
            assertThat(ticks.get(i)).isEqualTo(Math.rint(ticks.get(i)));
            double ended = ticks.get(i) + takes[i];
            assertThat(ticks.get(i + 1))
                    .isGreaterThanOrEqualTo(ended - 1e-9)
                    .isLessThan(Math.max(ended, ticks.get(i)) + 1.0001);
        }
    }

    @Test
    void doesNotRunBeforeItsTick() {
        Supervised every = service.every("tick", PERIOD, () -> {});
        awaitWaiting(every, 0);
        assertThat(every.nextIn()).contains(PERIOD);
        ticker.advance(PERIOD.minusNanos(1));
        ticker.awaitParked(1);
        assertThat(every.runs()).isZero();
        ticker.advance(Duration.ofNanos(1));
        awaitWaiting(every, 1);
        assertThat(every.nextIn()).contains(PERIOD);
    }

    @Test
    void aFailedRunIsOneLineAndTheNextComesAllTheSame() {
        Supervised every = service.every("tick", PERIOD, () -> {
            throw new IOException("down");
        });
        for (int i = 0; i < 3; i++) {
            awaitWaiting(every, i);
            ticker.advance(PERIOD);
        }
        awaitWaiting(every, 3);
        assertThat(log.records()).hasSize(3);
        LogRecord last = log.records().getLast();
        assertThat(last.getMessage())
                .isEqualTo("'shop' runs 'tick' again in 10 s, run 3 failed: java.io.IOException: down");
        assertThat(last.getLevel()).isEqualTo(Level.WARNING);
        assertThat(last.getThrown()).isInstanceOf(IOException.class);
        assertThat(every.lastFailure()).containsSame(last.getThrown());
        assertThat(every.restarts()).isZero();
    }

    @Test
    void isCancelledAtOnceWhileItWaitsAndWhileItRuns() throws Exception {
        Supervised waits = service.every("waits", PERIOD, hold::pass);
        awaitWaiting(waits, 0);
        assertThat(waits.cancel("enough")).isEqualTo(CancelResult.REQUESTED);
        assertThat(waits.task().join()).isInstanceOf(Outcome.Cancelled.class);
        Supervised runs = service.every("runs", PERIOD, hold::pass);
        awaitWaiting(runs, 0);
        ticker.advance(PERIOD);
        hold.awaitArrived(1);
        assertThat(runs.state()).isEqualTo(State.RUNNING);
        assertThat(runs.cancel("enough")).isEqualTo(CancelResult.REQUESTED);
        assertThat(runs.task().join()).isInstanceOf(Outcome.Cancelled.class);
        ticker.advance(PERIOD.multipliedBy(10));
        assertThat(waits.runs()).isZero();
        assertThat(runs.runs()).isEqualTo(1);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void jumpsOfTheWallClockDoNotMatter() {
        Supervised every = service.every("tick", PERIOD, () -> {});
        Supervised failing =
                service.runForever("failing", RestartPolicy.always().jitter(0).backoff(PERIOD, PERIOD), () -> {
                    throw new IOException("down");
                });
        Random random = new Random(25);
        for (int i = 0; i < 20; i++) {
            awaitWaiting(every, i);
            int runs = i + 1;
            eventually("it backs off", () -> failing.restarts() == runs && failing.state() == State.BACKING_OFF);
            ticker.awaitParked(2);
            assertThat(every.nextIn()).contains(PERIOD);
            assertThat(failing.nextIn()).contains(PERIOD);
            wall.set(wall.get().plus(random.nextBoolean() ? Duration.ofHours(1) : Duration.ofHours(-1)));
            assertThat(every.nextIn()).contains(PERIOD);
            ticker.advance(PERIOD);
        }
        awaitWaiting(every, 20);
    }

    @Test
    void aPeriodThatNoClockCanTellIsNever() {
        Supervised never = service.every("never", Shutdown.WITHOUT_LIMIT, hold::pass);
        awaitWaiting(never, 0);
        ticker.advance(Duration.ofDays(1000));
        assertThat(never.runs()).isZero();
    }

    // ---- at

    @Test
    void runsOnceAtItsMoment() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Supervised at = service.at("report", NOON.plus(PERIOD), ran::incrementAndGet);
        awaitWaiting(at, 0);
        assertThat(at.nextIn()).contains(PERIOD);
        wall.set(NOON.plus(PERIOD));
        ticker.advance(PERIOD);
        assertThat(at.task().join()).isInstanceOf(Outcome.Success.class);
        assertThat(ran).hasValue(1);
        assertThat(at.state()).isEqualTo(State.ENDED);
    }

    @Test
    void aMomentThatHasPassedRunsAtOnce() throws Exception {
        Supervised past = service.at("past", NOON.minus(PERIOD), () -> {});
        Supervised now = service.at("now", NOON, () -> {});
        Supervised ever = service.at("ever", Instant.MIN, () -> {});
        assertThat(past.task().join()).isInstanceOf(Outcome.Success.class);
        assertThat(now.task().join()).isInstanceOf(Outcome.Success.class);
        assertThat(ever.task().join()).isInstanceOf(Outcome.Success.class);
    }

    @Test
    void aClockThatIsSetBackMeanwhileMakesItWaitForTheRest() throws Exception {
        Supervised at = service.at("report", NOON.plus(PERIOD), () -> {});
        awaitWaiting(at, 0);
        wall.set(NOON.plus(PERIOD).minusSeconds(3));
        ticker.advance(PERIOD);
        eventually("it waits again", () -> at.nextIn().equals(java.util.Optional.of(Duration.ofSeconds(3))));
        ticker.awaitParked(1);
        assertThat(at.runs()).isZero();
        wall.set(NOON.plus(PERIOD));
        ticker.advance(Duration.ofSeconds(3));
        assertThat(at.task().join()).isInstanceOf(Outcome.Success.class);
    }

    @Test
    void itsFailureIsLoggedOnceAndIsItsEnd() throws Exception {
        Supervised at = service.at("report", NOON, () -> {
            throw new IOException("down");
        });
        assertThat(service.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
        assertThat(at.task().state()).isEqualTo(TaskState.FAILED);
        assertThat(log.records()).hasSize(1);
        assertThat(log.about("task 'shop/report#1' failed and nobody asked")).hasSize(1);
        assertThat(service.awaitReady(Duration.ZERO)).isTrue();
    }

    @Test
    void isCancelledAtOnceWhileItsMomentHasNotCome() throws Exception {
        Supervised at = service.at("never", Instant.MAX, hold::pass);
        awaitWaiting(at, 0);
        at.cancel("enough");
        assertThat(at.task().join()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void theSystemsClocksWillDo() throws Exception {
        try (TaskService real = TaskService.open("real")) {
            AtomicInteger ran = new AtomicInteger();
            Supervised at = real.at("soon", InstantSource.system().instant().plusMillis(5), ran::incrementAndGet);
            Supervised every = real.every("often", Duration.ofMillis(1), ran::incrementAndGet);
            assertThat(at.task().join()).isInstanceOf(Outcome.Success.class);
            eventually("it runs again and again", () -> every.runs() > 3);
        }
    }
}
