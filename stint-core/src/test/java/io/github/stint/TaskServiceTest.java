package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is scheduled, and how a service begins and ends. The clock stands still, so that nothing here can poll. */
class TaskServiceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final VirtualTicker ticker = new VirtualTicker();
    private final TaskService service =
            TaskService.builder("shop").ticker(ticker).open();
    private final Gate hold = new Gate();
    private final LogCapture log = LogCapture.of("io.github.stint.TaskService");

    @AfterEach
    void close() {
        hold.close();
        service.close();
        log.close();
    }

    private void awaitIdle() throws InterruptedException {
        assertThat(service.awaitIdle(Shutdown.WITHOUT_LIMIT)).isTrue();
    }

    @Test
    void doesWhatItsDocumentationShows() throws Exception {
        Queue<String> alarms = new ConcurrentLinkedQueue<>();
        try (var background = TaskService.builder("background").ticker(ticker).open()) {
            background.schedule(() -> compress("file"));
            background
                    .runForever(
                            "mail-poller",
                            RestartPolicy.always().giveUpAfter(20, Duration.ofMinutes(10)),
                            this::pollMail)
                    .onDone(t ->
                            alarms.add("mail-poller is over: " + t.outcome().orElseThrow()));
            background.runForever("web", RestartPolicy.onFailure(), this::serve);
            background.every("cleanup", Duration.ofHours(1), () -> compress("old"));
            assertThat(background.awaitReady(Shutdown.WITHOUT_LIMIT)).isTrue();
            hold.awaitArrived(3);
        }
        assertThat(alarms).containsExactly("mail-poller is over: Cancelled[reason='background' closed]");
    }

    private void compress(String file) throws InterruptedException {
        assertThat(file).isEqualTo("file");
        hold.pass();
    }

    private void pollMail() throws InterruptedException {
        hold.pass();
    }

    private void serve(Supervised self) throws InterruptedException {
        self.ready();
        hold.pass();
    }

    // ---- schedule

    @Test
    void scheduledFromEightThreadsAllRunAndNoneIsLost() throws Exception {
        LongAdder ran = new LongAdder();
        List<Aside<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Aside.run(() -> {
                for (int n = 0; n < 10_000; n++) {
                    service.schedule(ran::increment);
                }
            }));
        }
        for (Aside<Void> thread : threads) {
            thread.value();
        }
        awaitIdle();
        assertThat(ran.sum()).isEqualTo(80_000);
        assertThat(service.stats().submitted()).isEqualTo(80_000);
        assertThat(service.stats().succeeded()).isEqualTo(80_000);
    }

    @Test
    void severalAtOnceAreOneTaskEachInTheirOrder() throws Exception {
        List<Long> ids = new ArrayList<>();
        service.schedule(TaskOptions.named("step"), hold::pass, hold::pass, hold::pass);
        service.tasks().forEach(task -> ids.add(task.id()));
        assertThat(ids).containsExactly(1L, 2L, 3L);
        assertThat(service.tasks().getFirst().name()).isEqualTo("shop/step#1");
        hold.open();
        awaitIdle();
        service.schedule();
        assertThat(service.stats().submitted()).isEqualTo(3);
    }

    @Test
    void aNullAmongThemIsRefusedBeforeAnyIsScheduled() {
        assertThatThrownBy(() -> service.schedule(hold::pass, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("actions must not contain null");
        assertThatThrownBy(() -> service.schedule((Action[]) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> service.schedule((TaskOptions) null, hold::pass))
                .isInstanceOf(NullPointerException.class);
        assertThat(service.stats().submitted()).isZero();
        assertThat(hold.arrived()).isZero();
    }

    @Test
    void aClosedServiceRefusesAllOfThem() {
        service.close();
        assertThatThrownBy(() -> service.schedule(hold::pass, hold::pass))
                .isInstanceOf(TaskRejectedException.class)
                .hasMessage("'shop' is closed");
        assertThatThrownBy(() -> service.runForever("poller", hold::pass)).isInstanceOf(TaskRejectedException.class);
        assertThat(service.supervised()).isEmpty();
    }

    @Test
    void aFailureIsLoggedOnceInTheMomentItHappensWithItsStack() throws Exception {
        service.schedule(TaskOptions.named("compress"), () -> {
            throw new IOException("disk full");
        });
        awaitIdle();
        LogRecord told = log.records().getFirst();
        assertThat(told.getMessage()).isEqualTo("task 'shop/compress#1' failed and nobody asked");
        assertThat(told.getThrown()).isInstanceOf(IOException.class);
        assertThat(told.getLevel()).isEqualTo(Level.SEVERE);
        ticker.advance(LONG);
        service.close();
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void aFailureThatAnOnDoneHearsOfIsNotLogged() throws Exception {
        Queue<Outcome<?>> heard = new ConcurrentLinkedQueue<>();
        service.schedule(
                TaskOptions.defaults().onDone(task -> heard.add(task.outcome().orElseThrow())), () -> {
                    throw new IOException("disk full");
                });
        awaitIdle();
        assertThat(heard).hasSize(1).allMatch(outcome -> outcome instanceof Outcome.Failure);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void aLimitQueuesBehindIt() throws Exception {
        try (TaskService narrow = TaskService.builder("narrow").limit(2).open()) {
            narrow.schedule(hold::pass, hold::pass, hold::pass, hold::pass);
            hold.awaitArrived(2);
            assertThat(narrow.stats().running()).isEqualTo(2);
            assertThat(narrow.stats().queued()).isEqualTo(2);
            hold.open();
            assertThat(narrow.awaitIdle(LONG)).isTrue();
            assertThat(hold.arrived()).isEqualTo(4);
            assertThat(hold.mostWaiting()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void badNumbersAreRefusedAtTheCall() {
        assertThatThrownBy(() -> TaskService.builder("shop").limit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'shop': limit must be at least 1: 0");
        assertThatThrownBy(() -> TaskService.open(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> service.every("cleanup", Duration.ZERO, hold::pass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be positive: PT0S");
        assertThatThrownBy(() -> service.runForever("", hold::pass)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> service.at("once", null, hold::pass)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> service.runForever("poller", (Action) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> service.runForever("poller", null, hold::pass))
                .isInstanceOf(NullPointerException.class);
        assertThat(service.stats().submitted()).isZero();
        assertThat(service.supervised()).isEmpty();
    }

    // ---- supervised

    @Test
    void whatIsSupervisedIsOneTaskWithItsNameAndIsListedUntilItHasEnded() throws Exception {
        Supervised poller = service.runForever("mail-poller", hold::pass);
        Supervised cleanup = service.every("cleanup", LONG, hold::pass);
        hold.awaitArrived(1);
        assertThat(poller.name()).isEqualTo("mail-poller");
        assertThat(poller.task().name()).isEqualTo("shop/mail-poller#1");
        assertThat(service.supervised()).containsExactly(poller, cleanup);
        assertThat(service.task(1)).containsSame(poller.task());
        assertThat(poller.cancel("enough")).isEqualTo(CancelResult.REQUESTED);
        assertThat(poller.task().join()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(service.supervised()).containsExactly(cleanup);
        assertThat(poller).hasToString("shop/mail-poller#1 ENDED, 1 runs, 0 restarts");
        assertThat(poller.nextIn()).isEmpty();
        assertThat(poller.cancel("again")).isEqualTo(CancelResult.ALREADY_ENDED);
    }

    @Test
    void whatIsCancelledInTheQueueNeverRunsAndEnds() throws Exception {
        try (TaskService narrow = TaskService.builder("narrow").limit(1).open()) {
            narrow.schedule(hold::pass);
            Queue<TaskState> ends = new ConcurrentLinkedQueue<>();
            Supervised queued = narrow.runForever("poller", hold::pass).onDone(task -> ends.add(task.state()));
            assertThat(queued.state()).isEqualTo(Supervised.State.WAITING);
            assertThat(queued.cancel("enough")).isEqualTo(CancelResult.REQUESTED);
            assertThat(queued.state()).isEqualTo(Supervised.State.ENDED);
            eventually("it is told", () -> !ends.isEmpty());
            assertThat(ends).containsExactly(TaskState.CANCELLED);
            assertThat(queued.runs()).isZero();
            eventually("it is not listed", () -> narrow.supervised().isEmpty());
        }
    }

    @Test
    void aHandleKeepsNothingOfABodyThatHasEnded() throws Exception {
        Object[] held = {new Object()};
        WeakReference<Object> body = new WeakReference<>(held[0]);
        Supervised ended = supervise(held[0]);
        held[0] = null;
        awaitIdle();
        Eventually.collected(body);
        assertThat(ended.state()).isEqualTo(Supervised.State.ENDED);
    }

    private Supervised supervise(Object held) {
        return service.runForever(
                "once", RestartPolicy.onFailure(), () -> assertThat(held).isNotNull());
    }

    // ---- readiness of the whole

    @Test
    void isReadyWhenAllAreThatRunForEver() throws Exception {
        assertThat(service.awaitReady(Duration.ZERO)).isTrue();
        CountDownLatch open = new CountDownLatch(1);
        service.runForever("one", hold::pass);
        service.every("schedule", LONG, hold::pass);
        Supervised two = service.runForever("two", RestartPolicy.always(), self -> {
            open.await();
            self.ready();
            hold.pass();
        });
        hold.awaitArrived(1);
        assertThat(service.awaitReady(Duration.ZERO)).isFalse();
        Aside<Boolean> waiter =
                Aside.call(() -> service.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        assertThat(two.isReady()).isFalse();
        open.countDown();
        assertThat(waiter.value()).isTrue();
        assertThat(two.isReady()).isTrue();
    }

    @Test
    void isNotReadyInTime() throws Exception {
        service.runForever("one", RestartPolicy.always(), self -> hold.pass());
        Aside<Boolean> waiter = Aside.call(() -> service.awaitReady(LONG));
        ticker.awaitParked(1);
        ticker.advance(LONG);
        assertThat(waiter.value()).isFalse();
    }

    @Test
    void whatHasFailedForGoodIsToldToWhoeverWaitsUntilItIsRunAgain() throws Exception {
        RestartPolicy none = RestartPolicy.onFailure().giveUpAfter(0, LONG);
        Supervised broken = service.runForever("one", none, self -> {
            throw new IOException("no port");
        });
        awaitIdle();
        assertThat(broken.lastFailure()).containsInstanceOf(IOException.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> service.awaitReady(LONG))
                    .isInstanceOf(TaskFailedException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
        service.runForever("one", none, hold::pass);
        hold.awaitArrived(1);
        assertThat(service.awaitReady(LONG)).isTrue();
    }

    @Test
    void whatHasEndedWellDoesNotKeepTheServiceFromBeingReady() throws Exception {
        service.runForever("once", RestartPolicy.onFailure(), () -> {});
        service.runForever("cancelled", hold::pass).cancel("enough");
        awaitIdle();
        assertThat(service.awaitReady(Duration.ZERO)).isTrue();
        service.runForever("never", RestartPolicy.onFailure(), self -> {});
        awaitIdle();
        assertThatThrownBy(() -> service.awaitReady(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("'shop/never#3' returned without being ready");
    }

    @Test
    void closingWakesWhoeverWaitsForItToBeReady() throws Exception {
        service.runForever("one", RestartPolicy.always(), self -> hold.pass());
        hold.awaitArrived(1);
        Aside<Boolean> waiter =
                Aside.call(() -> service.awaitReady(Shutdown.WITHOUT_LIMIT)).awaitWaiting();
        service.close();
        assertThat(waiter.thrown()).isInstanceOf(TaskCancelledException.class);
    }

    // ---- the end

    @Test
    void closingCancelsTheYoungestFirst() throws Exception {
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            int number = i;
            service.runForever("number-" + i, () -> new Told(() -> order.add(number)).waitUntilInterrupted(inside));
        }
        eventually("all wait", () -> inside.get() == 20);
        service.close();
        assertThat(order).containsExactly(19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    /** Hears of an interrupt on the thread that interrupts, in the moment it does. */
    private static final class Told extends AbstractInterruptibleChannel {
        private final Runnable interrupted;

        Told(Runnable interrupted) {
            this.interrupted = interrupted;
        }

        void waitUntilInterrupted(AtomicInteger inside) throws Exception {
            try {
                begin();
                inside.incrementAndGet();
                new CountDownLatch(1).await();
            } finally {
                end(false);
            }
        }

        @Override
        protected void implCloseChannel() {
            interrupted.run();
        }
    }

    @Test
    void closingHasOneDeadlineForAllAndReportsWhoDoesNotEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            service.runForever("stubborn", hold::passStubbornly);
        }
        service.schedule(hold::passStubbornly);
        hold.awaitArrived(6);
        long begun = ticker.nanoTime();
        Aside<CloseReport> closing =
                Aside.call(() -> service.shutdown(Shutdown.now().thenCancelFor(Duration.ofSeconds(4))));
        ticker.awaitParked(1);
        eventually("all have heard it", () -> hold.interrupts() == 6);
        ticker.advance(Duration.ofSeconds(2));
        eventually("they are asked again", () -> hold.interrupts() == 12);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofSeconds(2));
        CloseReport report = closing.value();
        assertThat(report.stragglers()).hasSize(6);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(4));
        assertThat(ticker.nanoTime() - begun).isEqualTo(Duration.ofSeconds(4).toNanos());
        hold.open();
        eventually("they have ended", () -> service.stats().running() == 0);
        assertThat(service.stats().cancelled()).isEqualTo(5);
        assertThat(service.stats().succeeded()).isEqualTo(1);
    }

    @Test
    void nothingIsRestartedOnceTheServiceIsClosing() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        service.runForever("poller", () -> {
            runs.incrementAndGet();
            hold.pass();
        });
        service.runForever("failing", () -> {
            throw new IOException("down");
        });
        hold.awaitArrived(1);
        ticker.awaitParked(1);
        CloseReport report = service.shutdown(Shutdown.now());
        assertThat(report.cancelled()).isEqualTo(2);
        ticker.advance(LONG);
        assertThat(runs).hasValue(1);
        assertThat(log.about("restarts 'failing'")).hasSize(1);
    }

    @Test
    void aBodyThatIsRefusedByItsStoppingServiceHasEndedCancelledAndIsNotRestarted() throws Exception {
        Supervised brings = service.runForever("brings", () -> {
            try {
                hold.pass();
            } catch (InterruptedException e) {
                service.schedule(() -> {});
            }
        });
        hold.awaitArrived(1);
        service.close();
        assertThat(brings.task().state()).isEqualTo(TaskState.CANCELLED);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void drainingWaitsForWhatIsScheduledAndStopsWhatRunsForEverAfterThat() throws Exception {
        Supervised poller = service.runForever("poller", hold::pass);
        hold.awaitArrived(1);
        LongAdder done = new LongAdder();
        Gate slow = new Gate();
        service.schedule(() -> {
            slow.pass();
            done.increment();
        });
        slow.awaitArrived(1);
        Aside<CloseReport> closing = Aside.call(() -> service.shutdown(Shutdown.drainFor(LONG)));
        ticker.awaitParked(1);
        slow.open();
        eventually("it is done", () -> done.sum() == 1);
        assertThat(poller.state()).isEqualTo(Supervised.State.READY);
        ticker.advance(LONG);
        assertThat(closing.value().drained()).isEqualTo(1);
        assertThat(closing.value().cancelled()).isEqualTo(1);
    }

    @Test
    void itsNameIsFreeOnceItIsClosed() {
        try (TaskService second = TaskService.open("shop")) {
            assertThat(second.name()).isEqualTo("shop~2");
        }
        service.close();
        service.close();
        try (TaskService third = TaskService.open("shop")) {
            assertThat(third.name()).isEqualTo("shop");
        }
    }

    @Test
    void mayNotBeClosedFromInside() throws Exception {
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        service.schedule(() -> {
            try {
                service.close();
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        });
        awaitIdle();
        assertThat(thrown).singleElement().asString().contains("'shop' would wait for itself: close was called by");
    }

    @Test
    void tellsOfItselfInALine() {
        assertThat(service).hasToString("TaskService 'shop' OPEN: 0 run, 0 queued, 0 ended");
    }
}
