package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.RestartPolicy.OnReturn;
import io.github.stint.Supervised.State;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.FlyingTicker;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When something is run again, after which pause, what the log hears, and when it is given up. */
class TaskServiceRestartTest {

    private static final RestartPolicy EXACT = RestartPolicy.always().jitter(0);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskService service =
            TaskService.builder("shop").ticker(ticker).open();
    private final FlyingTicker flying = new FlyingTicker();
    private final TaskService fast = TaskService.builder("fast").ticker(flying).open();
    private final Gate hold = new Gate();
    private final LogCapture log = LogCapture.of("io.github.stint.TaskService");

    @AfterEach
    void close() {
        hold.close();
        service.close();
        fast.close();
        log.close();
    }

    @Test
    void aRunThatIsInterruptedFromOutsideIsFollowedByAnotherAfterItsPause() {
        Supervised it = service.runForever("poller", EXACT.backoff(SECOND, SECOND), hold::pass);
        hold.awaitArrived(1);
        assertThat(it.interruptRun()).isTrue();
        passPause(it, 1, SECOND);
        hold.awaitArrived(2);
        assertThat(it.lastFailure()).get().isInstanceOf(InterruptedException.class);
        assertThat(it.task().cancelReason()).isEmpty();
        assertThat(hold.interrupts()).isEqualTo(1);
    }

    @Test
    void whatDoesNotRunIsNotInterrupted() {
        Supervised it = service.runForever("poller", EXACT.backoff(SECOND, SECOND), () -> {
            throw new IOException("down");
        });
        awaitBackingOff(it, 1);
        assertThat(it.interruptRun()).isFalse();
        assertThat(it.state()).isEqualTo(State.BACKING_OFF);
        it.cancel("enough");
        eventually("it has ended", () -> it.task().isDone());
        assertThat(it.interruptRun()).isFalse();
    }

    private void awaitBackingOff(Supervised it, long restarts) {
        eventually("restart " + restarts, () -> it.restarts() == restarts && it.state() == State.BACKING_OFF);
        ticker.awaitParked(1);
    }

    /** Moves the clock to the end of the pause, and not a nanosecond further. */
    private void passPause(Supervised it, long restarts, Duration pause) {
        awaitBackingOff(it, restarts);
        assertThat(it.nextIn()).contains(pause);
        ticker.advance(pause.minusNanos(1));
        assertThat(it.nextIn()).contains(Duration.ofNanos(1));
        ticker.awaitParked(1);
        assertThat(it.state()).isEqualTo(State.BACKING_OFF);
        assertThat(it.runs()).isEqualTo(restarts);
        ticker.advance(Duration.ofNanos(1));
        eventually("it runs again", () -> it.runs() == restarts + 1);
    }

    // ---- pauses

    @Test
    void aServiceThatFailsAtOnceForAMinuteIsRestartedAsItsPolicySaysLogsEachRestartAndBlocksNobody() throws Exception {
        long begun = ticker.nanoTime();
        long[] millis = {100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000};
        Supervised poller = service.runForever("mail-poller", EXACT, () -> {
            throw new IOException("connection refused");
        });
        for (int restart = 1; restart < millis.length; restart++) {
            CountDownLatch ran = new CountDownLatch(1);
            awaitBackingOff(poller, restart);
            service.schedule(ran::countDown);
            ran.await(); // the clock stands still
            passPause(poller, restart, Duration.ofMillis(millis[restart - 1]));
        }
        awaitBackingOff(poller, 10);
        assertThat(poller.nextIn()).contains(Duration.ofSeconds(30));
        ticker.advance(Duration.ofSeconds(60).minusNanos(ticker.nanoTime() - begun));
        assertThat(poller.runs()).isEqualTo(10);
        assertThat(poller.restarts()).isEqualTo(10);
        assertThat(log.records()).hasSize(10);
        for (int i = 0; i < millis.length; i++) {
            String pause = millis[i] < 10_000 ? millis[i] + " ms" : millis[i] / 1_000 + " s";
            LogRecord line = log.records().get(i);
            assertThat(line.getMessage())
                    .isEqualTo("'shop' restarts 'mail-poller' in " + pause + ", restart " + (i + 1)
                            + ": java.io.IOException: connection refused");
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getThrown()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void pausesAreExactWithoutJitter() throws Exception {
        List<Long> begins = begins(fast, EXACT.backoff(Duration.ofNanos(100), Duration.ofNanos(1_000)), 8);
        assertThat(differences(begins)).containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void pausesAreWithinTheirBoundsWithJitter() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            FlyingTicker clock = new FlyingTicker();
            try (TaskService jittered = TaskService.builder("jittered")
                    .ticker(clock)
                    .random(random::nextDouble)
                    .open()) {
                List<Long> begins = begins(jittered, RestartPolicy.always().jitter(0.5), 12);
                long full = 100_000_000;
                for (long pause : differences(begins)) {
                    assertThat(pause).isBetween(full / 2, full);
                    full = Math.min(2 * full, 30_000_000_000L);
                }
            }
        }
    }

    @Test
    void theDefaultJitterIsATenth() throws Exception {
        try (TaskService jittered =
                TaskService.builder("jittered").ticker(flying).random(() -> 0.5).open()) {
            assertThat(differences(begins(jittered, RestartPolicy.always(), 3)))
                    .containsExactly(95_000_000L, 190_000_000L);
        }
    }

    private static List<Long> differences(List<Long> moments) {
        List<Long> differences = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            differences.add(moments.get(i) - moments.get(i - 1));
        }
        return differences;
    }

    /** When the first so many runs of a body began that fails at once; on a clock that flies. */
    private static List<Long> begins(TaskService in, RestartPolicy policy, int runs) throws Exception {
        List<Long> begins = new ArrayList<>();
        Supervised failing = in.runForever("failing", policy.onReturn(OnReturn.END), () -> {
            begins.add(in.engine.ticker().nanoTime());
            if (begins.size() < runs) {
                throw new IOException("down");
            }
        });
        assertThat(failing.task().join()).isInstanceOf(Outcome.Success.class);
        return begins;
    }

    @Test
    void aRunThatLastedResetsThePause() throws Exception {
        List<Long> ends = new ArrayList<>();
        List<Long> pauses = new ArrayList<>();
        long[] lasts = {0, 0, 59_999_999_999L, 60_000_000_000L, 0, 0};
        Supervised mostly = fast.runForever("mostly", EXACT.onReturn(OnReturn.END), () -> {
            if (!ends.isEmpty()) {
                pauses.add(flying.nanoTime() - ends.getLast());
            }
            if (ends.size() == lasts.length) {
                return;
            }
            flying.advance(lasts[ends.size()]);
            ends.add(flying.nanoTime());
            throw new IOException("down");
        });
        mostly.task().join();
        assertThat(pauses.stream().map(Duration::ofNanos).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 100L, 200L, 400L);
    }

    // ---- what counts as what

    @Test
    void aNormalReturnIsRestartedWithTheSamePausesAndALineThatIsNoWarning() throws Exception {
        Supervised quick = service.runForever("quick", EXACT, () -> {});
        passPause(quick, 1, Duration.ofMillis(100));
        passPause(quick, 2, Duration.ofMillis(200));
        awaitBackingOff(quick, 3);
        assertThat(log.records()).allMatch(line -> line.getLevel() == Level.INFO && line.getThrown() == null);
        assertThat(log.records().stream().map(LogRecord::getMessage))
                .containsExactly(
                        "'shop' restarts 'quick' in 100 ms, restart 1: it returned",
                        "'shop' restarts 'quick' in 200 ms, restart 2: it returned",
                        "'shop' restarts 'quick' in 400 ms, restart 3: it returned");
        assertThat(quick.lastFailure()).isEmpty();
    }

    @Test
    void onFailureEndsWithANormalReturn() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Supervised once = fast.runForever("once", RestartPolicy.onFailure(), () -> {
            if (runs.incrementAndGet() < 3) {
                throw new IOException("down");
            }
        });
        assertThat(once.task().join()).isInstanceOf(Outcome.Success.class);
        assertThat(runs).hasValue(3);
        assertThat(once.restarts()).isEqualTo(2);
        assertThat(once.state()).isEqualTo(State.ENDED);
        assertThat(once.lastFailure()).containsInstanceOf(IOException.class);
    }

    @Test
    void aReturnMayBeAFailureAndIsToldAsOneError() throws Exception {
        Supervised quits = fast.runForever("quits", EXACT.onReturn(OnReturn.FAIL), () -> {});
        assertThat(quits.task().join())
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error())
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessage("'fast/quits#1' returned, which its policy calls a failure"));
        assertThat(fast.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
        assertThat(log.records()).hasSize(1);
        assertThat(log.records().getFirst().getLevel()).isEqualTo(Level.SEVERE);
    }

    @Test
    void whateverItThrowsFollowsThePolicy() throws Exception {
        Throwable[] thrown = {
            new StackOverflowError(),
            new NoClassDefFoundError("gone"),
            new OutOfMemoryError("told so"),
            new AssertionError("no"),
            new CancellationException("nobody asked"),
            new InterruptedException("nobody asked"),
            new InterruptedIOException("nobody asked"),
            new IOException("down"),
            new RuntimeException("no") {
                @Override
                public String getMessage() {
                    throw new IllegalStateException("hostile");
                }
            }
        };
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        AtomicInteger runs = new AtomicInteger();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
        try {
            Supervised all = fast.runForever("all", RestartPolicy.onFailure(), () -> {
                int run = runs.getAndIncrement();
                if (run < thrown.length) {
                    throw Sneaky.thrown(thrown[run]);
                }
            });
            assertThat(all.task().join()).isInstanceOf(Outcome.Success.class);
            assertThat(all.restarts()).isEqualTo(thrown.length);
            assertThat(all.lastFailure()).containsSame(thrown[thrown.length - 1]);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(log.records()).hasSize(thrown.length);
        assertThat(log.records().stream().map(LogRecord::getThrown)).containsExactly(thrown);
        assertThat(uncaught).containsExactly(thrown[0], thrown[1], thrown[2], thrown[3]);
    }

    /** Throws anything. */
    private static final class Sneaky {
        @SuppressWarnings("unchecked")
        static <X extends Throwable> RuntimeException thrown(Throwable error) throws X {
            throw (X) error;
        }
    }

    @Test
    void theInterruptOfOneRunDoesNotReachTheNext() throws Exception {
        Queue<Boolean> flags = new ConcurrentLinkedQueue<>();
        AtomicInteger runs = new AtomicInteger();
        Supervised leaves = service.runForever("leaves", EXACT, () -> {
            flags.add(Thread.currentThread().isInterrupted());
            if (runs.incrementAndGet() == 3) {
                hold.pass();
            }
            Thread.currentThread().interrupt();
            throw new IOException("down");
        });
        passPause(leaves, 1, Duration.ofMillis(100));
        passPause(leaves, 2, Duration.ofMillis(200));
        hold.awaitArrived(1);
        assertThat(flags).containsExactly(false, false, false);
    }

    @Test
    void anInterruptByAStrangerDoesNotShortenThePause() throws Exception {
        Thread[] own = new Thread[1];
        Supervised failing = service.runForever("failing", EXACT, () -> {
            own[0] = Thread.currentThread();
            throw new IOException("down");
        });
        awaitBackingOff(failing, 1);
        own[0].interrupt();
        passPause(failing, 1, Duration.ofMillis(100));
        awaitBackingOff(failing, 2);
    }

    // ---- the budget

    @Test
    void isGivenUpAfterExactlySoManyRestarts() throws Exception {
        for (int allowed = 0; allowed < 8; allowed++) {
            IOException cause = new IOException("root");
            IllegalStateException last = new IllegalStateException("down", cause);
            Supervised failing = fast.runForever(
                    "failing-" + allowed,
                    EXACT.backoff(Duration.ofNanos(1), Duration.ofNanos(1)).giveUpAfter(allowed, SECOND),
                    () -> {
                        throw last;
                    });
            Outcome<Void> end = failing.task().join();
            assertThat(end).isInstanceOf(Outcome.Failure.class);
            assertThat(((Outcome.Failure<Void>) end).error()).isSameAs(last).hasCause(cause);
            assertThat(failing.runs()).isEqualTo(allowed + 1);
            assertThat(failing.restarts()).isEqualTo(allowed);
            assertThat(failing.state()).isEqualTo(State.ENDED);
            assertThat(fast.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
            List<LogRecord> lines = log.about("'failing-" + allowed + "'");
            assertThat(lines).hasSize(allowed + 1);
            assertThat(lines.getLast().getLevel()).isEqualTo(Level.SEVERE);
            assertThat(lines.getLast().getMessage())
                    .isEqualTo("'fast' gives up 'failing-" + allowed + "' after "
                            + (allowed == 1 ? "1 restart" : allowed + " restarts")
                            + ", it runs no more: java.lang.IllegalStateException: down");
            assertThat(lines.getLast().getThrown()).isSameAs(last);
        }
        assertThat(log.about("nobody asked")).isEmpty();
    }

    /** Each on a clock of its own: after a cancel, the timer that looks for stragglers moves one that flies. */
    @Test
    void isNotGivenUpWhenTheRestartsAreFarEnoughApart() throws Exception {
        RestartPolicy policy = EXACT.backoff(SECOND, SECOND).giveUpAfter(3, Duration.ofSeconds(3));
        AtomicInteger runs = new AtomicInteger();
        Supervised failing = fast.runForever("failing", policy, () -> {
            if (runs.incrementAndGet() == 100) {
                hold.pass();
            }
            throw new IOException("down");
        });
        hold.awaitArrived(1);
        assertThat(failing.restarts()).isEqualTo(99);
        failing.cancel("enough");
        failing.task().join();
        RestartPolicy narrower = policy.giveUpAfter(2, Duration.ofSeconds(3));
        try (TaskService other =
                TaskService.builder("other").ticker(new FlyingTicker()).open()) {
            Supervised given = other.runForever("given", narrower, () -> {
                throw new IOException("down");
            });
            assertThat(given.task().join()).isInstanceOf(Outcome.Failure.class);
            assertThat(given.restarts()).isEqualTo(2);
        }
    }

    @Test
    void returnsThatAreTooManyAndCancellationsNobodyAskedForEndItAsFailures() throws Exception {
        Supervised returns = fast.runForever("returns", EXACT.giveUpAfter(2, SECOND), () -> {});
        assertThat(((Outcome.Failure<Void>) returns.task().join()).error())
                .hasMessage("'fast/returns#1' returned again after 2 restarts within PT1S");
        CancellationException odd = new CancellationException("odd");
        Supervised cancels = fast.runForever("cancels", EXACT.giveUpAfter(2, SECOND), () -> {
            throw odd;
        });
        assertThat(((Outcome.Failure<Void>) cancels.task().join()).error())
                .hasMessage("'fast/cancels#2' was cancelled by itself again after 2 restarts within PT1S")
                .hasCause(odd);
        Supervised interrupted = fast.runForever("interrupted", EXACT.giveUpAfter(2, SECOND), () -> {
            throw new InterruptedException("odd");
        });
        assertThat(((Outcome.Failure<Void>) interrupted.task().join()).error()).hasMessage("odd");
    }

    @Test
    void whoListensHearsOfTheEndOnce() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Supervised failing = fast.runForever("failing", EXACT.giveUpAfter(3, SECOND), () -> {
                    throw new IOException("down");
                })
                .onDone(task -> heard.add(task.state() + " " + task.outcome().orElseThrow()));
        failing.task().join();
        assertThat(fast.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
        assertThat(heard).containsExactly("FAILED Failure[error=java.io.IOException: down]");
    }

    // ---- cancelling

    @Test
    void aCancelDuringThePauseEndsItAtOnceAndNoRunFollows() throws Exception {
        Supervised failing = service.runForever("failing", EXACT, () -> {
            throw new IOException("down");
        });
        awaitBackingOff(failing, 1);
        assertThat(failing.cancel("enough")).isEqualTo(CancelResult.REQUESTED);
        assertThat(failing.task().join()).isInstanceOf(Outcome.Cancelled.class); // the clock stands still
        assertThat(failing.state()).isEqualTo(State.ENDED);
        ticker.advance(Duration.ofHours(1));
        assertThat(failing.runs()).isEqualTo(1);
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void aCancelDuringARunEndsItWithWhatTheBodyThrows() throws Exception {
        Supervised gives = service.runForever("gives", EXACT, hold::pass);
        Supervised swallows = service.runForever("swallows", EXACT, () -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                return;
            }
        });
        Supervised ends = service.runForever("ends", EXACT.onReturn(OnReturn.END), () -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                return;
            }
        });
        IOException real = new IOException("real");
        Supervised fails = service.runForever("fails", EXACT, () -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                throw real;
            }
        });
        hold.awaitArrived(4);
        assertThat(service.cancelAll("enough")).isEqualTo(4);
        assertThat(gives.task().join()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(gives.lastFailure()).isEmpty();
        assertThat(swallows.task().join()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(ends.task().join()).isInstanceOf(Outcome.Success.class);
        assertThat(((Outcome.Failure<Void>) fails.task().join()).error()).isSameAs(real);
        eventually("it knows", () -> fails.lastFailure().isPresent());
        assertThat(fails.lastFailure()).containsSame(real);
        assertThat(service.awaitIdle(SECOND)).isTrue();
        assertThat(log.about("restarts")).isEmpty();
    }

    @Test
    void aReadinessThatIsSaidAfterACancelIsIgnored() throws Exception {
        Supervised late = service.runForever("late", EXACT, self -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                self.ready();
                self.ready();
                throw e;
            }
        });
        hold.awaitArrived(1);
        late.cancel("enough");
        assertThat(late.task().join()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(late.isReady()).isFalse();
    }

    // ---- nothing is left

    @Test
    void restartingThirtyThousandTimesLeavesNothingBehind() throws Exception {
        int most = 30_000;
        List<WeakReference<Throwable>> thrown = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch warm = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Supervised failing = fast.runForever("failing", EXACT.giveUpAfter(1_000, SECOND), () -> {
            int run = runs.incrementAndGet();
            if (run == most / 10) {
                warm.countDown();
                goOn.await();
            }
            if (run == most) {
                hold.pass();
            }
            IOException error = new IOException("run " + run);
            if (run % 3_000 == 0 && run > most / 10) { // those before may be in the captured log
                thrown.add(new WeakReference<>(error));
            }
            throw error;
        });
        log.close();
        warm.await();
        int threads = Thread.activeCount();
        long before = heap();
        goOn.countDown();
        hold.awaitArrived(1);
        long grown = heap() - before;
        assertThat(grown).isLessThan(1 << 20);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
        assertThat(fast.stats().running()).isEqualTo(1);
        assertThat(failing.restarts()).isEqualTo(most - 1);
        thrown.forEach(Eventually::collected);
    }

    /** What is used after several collections. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
