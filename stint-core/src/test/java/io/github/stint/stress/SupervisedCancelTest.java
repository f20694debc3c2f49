package io.github.stint.stress;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelResult;
import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.Supervised;
import io.github.stint.Supervised.State;
import io.github.stint.TaskService;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A cancel against a crash, against the end of a pause, and against the beginning of a run: one end, and no run after. */
class SupervisedCancelTest {

    private static final int ROUNDS = Integer.getInteger("stress.rounds", 1_000);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final RestartPolicy EXACT =
            RestartPolicy.always().backoff(PAUSE, PAUSE).jitter(0);

    /** One that is supervised, and what became of it. */
    private static final class Watched {
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger runsAfterEnd = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();
        final CountDownLatch crash = new CountDownLatch(1);
        volatile CancelResult cancelled;
        volatile Supervised it;

        Watched(TaskService in, RestartPolicy policy, boolean crashesAtOnce) {
            it = in.runForever("watched", policy, () -> {
                runs.incrementAndGet();
                if (ends.get() > 0) {
                    runsAfterEnd.incrementAndGet();
                }
                if (!crashesAtOnce || runs.get() > 1) {
                    crash.await();
                }
                throw new IOException("crash");
            });
            it.onDone(task -> ends.incrementAndGet());
        }

        void cancel() {
            cancelled = it.cancel("enough");
        }

        void hasEndedOnce() {
            eventually("it has ended and told", () -> ends.get() > 0);
            eventually("its service is idle", () -> it.task().isDone());
            assertThat(ends).hasValue(1);
            assertThat(runsAfterEnd).hasValue(0);
            assertThat(it.state()).isEqualTo(State.ENDED);
            assertThat(it.runs()).isEqualTo(runs.get());
        }
    }

    @Test
    void aCancelAgainstACrashIsOneEnd() {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskService service = TaskService.builder("raced").ticker(ticker).open()) {
            Race.run(ROUNDS, () -> {
                Watched watched = new Watched(service, EXACT, false);
                eventually("it runs", () -> watched.runs.get() == 1);
                return Heat.of(watched::cancel, watched.crash::countDown, () -> {
                    assertThat(watched.cancelled).isEqualTo(CancelResult.REQUESTED);
                    watched.hasEndedOnce();
                    assertThat(watched.runs).hasValue(1);
                    // the crash came after the cancel, or it was restarted and the pause was cancelled
                    Outcome<Void> end = watched.it.task().outcome().orElseThrow();
                    assertThat(end instanceof Outcome.Failure ? 0L : 1L).isGreaterThanOrEqualTo(watched.it.restarts());
                });
            });
        }
    }

    @Test
    void aCancelAgainstTheEndOfThePauseIsOneEnd() {
        VirtualTicker ticker = new VirtualTicker();
        try (TaskService service = TaskService.builder("raced").ticker(ticker).open()) {
            Race.run(ROUNDS, () -> {
                Watched watched = new Watched(service, EXACT, true);
                eventually("it backs off", () -> watched.it.state() == State.BACKING_OFF);
                ticker.awaitParked(1);
                return Heat.of(watched::cancel, () -> ticker.advance(PAUSE), () -> {
                    assertThat(watched.cancelled).isEqualTo(CancelResult.REQUESTED);
                    watched.hasEndedOnce();
                    assertThat(watched.it.task().outcome()).containsInstanceOf(Outcome.Cancelled.class);
                    assertThat(watched.runs.get()).isBetween(1, 2);
                });
            });
        }
    }

    /**
     * The clock flies and the log is off, so that runs follow each other as fast as they can, and the few instructions in
     * which an interrupt could be lost are a good part of the time. A run that finds its task cancelled waits for the
     * interrupt, for ever if that was lost.
     */
    @Test
    void theInterruptOfACancelIsNeverLostBetweenTwoRuns() {
        Logger log = Logger.getLogger("io.github.stint.TaskService");
        log.setLevel(Level.OFF);
        try (TaskService service =
                TaskService.builder("raced").ticker(new FlyingTicker()).open()) {
            Race.run(ROUNDS, () -> {
                AtomicInteger runs = new AtomicInteger();
                AtomicInteger ends = new AtomicInteger();
                Supervised it = service.runForever("spinning", EXACT, self -> {
                    runs.incrementAndGet();
                    if (self.task().cancelReason().isPresent()) {
                        new CountDownLatch(1).await();
                    }
                });
                Supervised ignored = it.onDone(task -> ends.incrementAndGet());
                eventually("it runs", () -> runs.get() > 2);
                return Heat.of(() -> it.cancel("one"), () -> it.cancel("other"), () -> {
                    eventually("it has ended and told", () -> ends.get() > 0);
                    assertThat(it.task().outcome().orElseThrow()).isInstanceOf(Outcome.Cancelled.class);
                    assertThat(it.runs()).isEqualTo(runs.get());
                    assertThat(ends).hasValue(1);
                });
            });
        } finally {
            log.setLevel(null);
        }
    }
}
