package io.github.stint.scenarios;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Action;
import io.github.stint.CloseReport;
import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Supervised.State;
import io.github.stint.Task;
import io.github.stint.TaskFailedException;
import io.github.stint.TaskOptions;
import io.github.stint.TaskService;
import io.github.stint.TaskState;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the TaskService of ASAB does, and what trio's nursery does with services that report, as our service does it. The
 * clock stands still unless a test moves it.
 */
class TaskServiceScenariosTest {

    private static final RestartPolicy EXACT = RestartPolicy.always().jitter(0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskService service =
            TaskService.builder("app").ticker(ticker).open();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final TaskOptions told = TaskOptions.defaults().onDone(task -> done.add(task.id() + " " + task.state()));
    private final Gate hold = new Gate();

    @AfterEach
    void close() {
        hold.close();
        service.close();
    }

    private void awaitIdle() throws InterruptedException {
        assertThat(service.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
    }

    // ---- ASAB

    @Test
    @Scenario(113)
    void scheduledTogetherAllRunAndForEachDoneIsToldWithItsOutcome() throws Exception {
        service.schedule(
                told,
                () -> {},
                () -> {
                    throw new IOException("down");
                },
                Thread::yield);
        awaitIdle();
        assertThat(done).containsExactlyInAnyOrder("1 SUCCEEDED", "2 FAILED", "3 SUCCEEDED");
    }

    @Test
    @Scenario(114)
    void aFailureIsLoggedOnceWithItsStackAndOthersAreUnaffected() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            AtomicInteger ran = new AtomicInteger();
            service.schedule(
                    ran::incrementAndGet,
                    () -> {
                        throw new IOException("down");
                    },
                    ran::incrementAndGet);
            awaitIdle();
            assertThat(ran).hasValue(2);
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getThrown().getStackTrace()).isNotEmpty();
            assertThat(service.stats().failed()).isEqualTo(1);
        }
    }

    @Test
    @Scenario(115)
    void whoIsToldAndThrowsIsLoggedAndTheServiceGoesOn() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.Task")) {
            TaskOptions hostile = TaskOptions.defaults().onDone(task -> {
                throw new IllegalStateException("hostile");
            });
            service.schedule(hostile, () -> {});
            service.schedule(told, () -> {});
            awaitIdle();
            assertThat(log.about("an onDone of task 'app#1' threw")).hasSize(1);
            assertThat(done).containsExactly("2 SUCCEEDED");
        }
    }

    @Test
    @Scenario(117)
    void anyThreadMaySchedule() throws Exception {
        Aside.run(() -> service.schedule(told, () -> {})).value();
        awaitIdle();
        assertThat(done).containsExactly("1 SUCCEEDED");
    }

    @Test
    @Scenario(118)
    void whatRunsForEverAndThrowsIsLoggedAndCalledAgainAndWhatIsCancelledStopsForGood() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            AtomicInteger runs = new AtomicInteger();
            Supervised poller = service.runForever("poller", EXACT, () -> {
                if (runs.incrementAndGet() == 1) {
                    throw new IOException("down");
                }
                hold.pass();
            });
            ticker.awaitParked(1);
            ticker.advance(Duration.ofMillis(100));
            hold.awaitArrived(1);
            assertThat(log.records()).hasSize(1);
            poller.cancel("enough");
            assertThat(poller.task().join()).isInstanceOf(Outcome.Cancelled.class);
            ticker.advance(LONG);
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    @Scenario(119)
    void withALongTaskPendingAnotherStartsAtOnce() throws Exception {
        service.schedule(hold::pass);
        hold.awaitArrived(1);
        CountDownLatch ran = new CountDownLatch(1);
        service.schedule(ran::countDown);
        ran.await(); // the clock stands still, so nobody polled
    }

    @Test
    @Scenario(121)
    void nullIsRefusedAtTheCallAndTheServiceGoesOn() throws Exception {
        assertThatThrownBy(() -> service.schedule((Action) null)).isInstanceOf(NullPointerException.class);
        service.schedule(told, () -> {});
        awaitIdle();
        assertThat(done).containsExactly("1 SUCCEEDED");
    }

    @Test
    @Scenario(122)
    void whatSomebodyElseCancelsIsToldAndTheServiceIsNotDisturbed() throws Exception {
        service.schedule(told, hold::pass);
        hold.awaitArrived(1);
        Task<?> task = service.task(1).orElseThrow();
        task.cancel("by somebody else");
        service.schedule(told, () -> {});
        awaitIdle();
        assertThat(done).containsExactlyInAnyOrder("1 CANCELLED", "2 SUCCEEDED");
    }

    @Test
    @Scenario(123)
    void whatReturnsOrFailsAtOnceIsSpacedAndOtherWorkProceeds() throws Exception {
        Supervised returns = service.runForever("returns", EXACT, () -> {});
        Supervised fails = service.runForever("fails", EXACT, () -> {
            throw new IOException("down");
        });
        for (int i = 1; i < 6; i++) {
            int restarts = i;
            eventually(
                    "both pause",
                    () -> returns.restarts() == restarts
                            && fails.restarts() == restarts
                            && returns.state() == State.BACKING_OFF
                            && fails.state() == State.BACKING_OFF);
            ticker.awaitParked(2);
            Duration pause = Duration.ofMillis(100L << (i - 1));
            assertThat(returns.nextIn()).contains(pause);
            assertThat(fails.nextIn()).contains(pause);
            CountDownLatch ran = new CountDownLatch(1);
            service.schedule(ran::countDown);
            ran.await();
            ticker.advance(pause);
        }
    }

    // ---- trio

    @Test
    @Scenario(177)
    void whatFailsBeforeItReportsThrowsThatWhatReturnsIsAnErrorAndReportingTwiceIsOneInsideIt() throws Exception {
        IOException error = new IOException("no port");
        Supervised fails = service.runForever("fails", EXACT.giveUpAfter(0, LONG), self -> {
            throw error;
        });
        assertThatThrownBy(() -> fails.awaitReady(LONG))
                .isInstanceOf(TaskFailedException.class)
                .hasCause(error);
        Supervised returns = service.runForever("returns", RestartPolicy.onFailure(), self -> {});
        assertThatThrownBy(() -> returns.awaitReady(LONG)).hasMessageEndingWith("returned without being ready");
        Supervised twice = service.runForever("twice", EXACT.giveUpAfter(0, LONG), self -> {
            self.ready();
            self.ready();
        });
        assertThat(((Outcome.Failure<Void>) twice.task().join()).error())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("it is ready already");
    }

    @Test
    @Scenario(178)
    void whoIsCancelledWhileItStartsReportsInVainAndItsErrorsStillComeOut() throws Exception {
        IOException error = new IOException("half started");
        Supervised starting = service.runForever("starting", EXACT, self -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                self.ready();
                throw error;
            }
        });
        hold.awaitArrived(1);
        Aside<Boolean> waiter =
                Aside.call(() -> starting.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        starting.cancel("changed my mind");
        assertThat(waiter.thrown()).isInstanceOf(TaskFailedException.class).hasCause(error);
        assertThat(starting.isReady()).isFalse();
    }

    @Test
    @Scenario(179)
    void whoDrainsWaitsForWhatIsStarting() throws Exception {
        Supervised starting = service.runForever("starting", RestartPolicy.onFailure(), self -> {
            hold.pass();
            self.ready();
        });
        hold.awaitArrived(1);
        Aside<CloseReport> closing = Aside.call(() -> service.shutdown(Shutdown.drainFor(LONG)));
        ticker.awaitParked(1);
        assertThat(starting.state()).isEqualTo(State.RUNNING);
        hold.open();
        assertThat(closing.value().isClean()).isTrue();
        assertThat(starting.awaitReady(Duration.ZERO)).isTrue();
    }

    /** There the whole run fails; here it is told as loudly, and whoever closes or waits hears of it. */
    @Test
    @Scenario(185)
    void aBackgroundTaskThatCrashesForGoodIsAnErrorThatNamesIt() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            Supervised system = service.runForever("system", EXACT.giveUpAfter(0, LONG), () -> {
                throw new IllegalStateException("bug");
            });
            awaitIdle();
            assertThat(system.task().state()).isEqualTo(TaskState.FAILED);
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getLevel()).isEqualTo(Level.SEVERE);
            assertThat(log.about("'app' gives up 'system'")).hasSize(1);
            assertThatThrownBy(() -> service.awaitReady(LONG)).hasMessageContaining("app/system#1");
            assertThatThrownBy(() -> service.shutdown(Shutdown.now()).throwIfFailed())
                    .hasMessageContaining("app/system#1");
        }
    }
}
