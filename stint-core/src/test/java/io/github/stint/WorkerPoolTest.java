package io.github.stint;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Cancelled;
import io.github.stint.Outcome.Failure;
import io.github.stint.Outcome.Success;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.InterruptOrder;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Workers of one kind: how many there are, who is stopped, and what becomes of those that end by themselves. */
class WorkerPoolTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static void assertIdle(WorkerPool pool) throws InterruptedException {
        assertThat(pool.awaitIdle(LONG)).isTrue();
    }

    // ---- start

    @Test
    void startRunsSoManyOfTheSameBodyInOrderOfTheirIds() throws Exception {
        LinkedBlockingQueue<String> mail = new LinkedBlockingQueue<>();
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool = WorkerPool.open("mailers", () -> {
            while (true) {
                sent.add(mail.take());
            }
        })) {
            assertThat(pool.size()).isZero();
            List<Task<Void>> workers = pool.start(3);
            assertThat(workers).extracting(Task::id).containsExactly(1L, 2L, 3L);
            assertThat(pool.start(2)).extracting(Task::name).containsExactly("mailers#4", "mailers#5");
            assertThat(pool.size()).isEqualTo(5);
            for (int i = 0; i < 100; i++) {
                mail.add("letter " + i);
            }
            eventually("all is sent", () -> sent.size() == 100);
            assertThat(pool.stats().running()).isEqualTo(5);
        }
    }

    @Test
    void ofNoneNoneIsStartedAndOfLessNothingIsDone() {
        try (WorkerPool pool = WorkerPool.open("mailers", () -> {})) {
            assertThat(pool.start(0)).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.start(-1))
                    .withMessage("'mailers': workers must be at least 0: -1");
            assertThat(pool.stats().submitted()).isZero();
        }
    }

    @Test
    void everyWorkerHasTheGivenOptions() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        TaskOptions each = TaskOptions.named("mailer")
                .group("mail")
                .onCancelled(task -> told.add("cancelled " + task.name()))
                .onDone(task -> told.add("done " + task.name()));
        try (Gate hold = new Gate();
                WorkerPool pool =
                        WorkerPool.builder("shop", hold::pass).options(each).open()) {
            pool.start(2);
            hold.awaitArrived(2);
            assertThat(pool.stop(1)).containsExactly(2);
            eventually("it is told", () -> told.size() == 2);
            hold.open();
            assertIdle(pool);
        }
        assertThat(told)
                .containsExactly("cancelled shop/mail/mailer#2", "done shop/mail/mailer#2", "done shop/mail/mailer#1");
    }

    @Test
    void aWorkerOverItsTimeLimitIsNoneAnyMoreAndFails() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.builder("brief", hold::pass)
                        .options(TaskOptions.defaults().timeout(Duration.ofSeconds(1)))
                        .ticker(ticker)
                        .open()) {
            Task<Void> worker = pool.start(1).getFirst();
            hold.awaitArrived(1);
            ticker.awaitParked(1);
            ticker.advance(Duration.ofSeconds(1));
            assertThat(worker.join())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class));
            assertThat(pool.size()).isZero();
            assertThat(pool.stopAll()).isEmpty();
        }
    }

    @Test
    void aWorkerHasTheLoaderOfWhoeverStartedIt() throws Exception {
        Queue<ClassLoader> seen = new ConcurrentLinkedQueue<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        try (WorkerPool pool =
                WorkerPool.open("loaders", () -> seen.add(Thread.currentThread().getContextClassLoader()))) {
            Thread.currentThread().setContextClassLoader(own);
            try {
                pool.start(1);
                pool.scaleTo(2);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
            assertIdle(pool);
        }
        assertThat(seen).isNotEmpty().allMatch(loader -> loader == own);
    }

    // ---- stop

    @Test
    void stopAsksTheYoungestFirstAndNamesThemInThatOrder() throws Exception {
        InterruptOrder interrupts = new InterruptOrder();
        AtomicInteger number = new AtomicInteger();
        try (WorkerPool pool = WorkerPool.open("mailers", () -> interrupts.await(number.incrementAndGet()))) {
            for (int i = 1; i <= 5; i++) {
                pool.start(1);
                interrupts.awaitArrived(i);
            }
            assertThat(pool.stop(2)).containsExactly(5, 4);
            assertThat(interrupts.order()).containsExactly(5L, 4L);
            assertThat(pool.size()).isEqualTo(3);
            assertThat(pool.stop(7)).as("all there are").containsExactly(3, 2, 1);
            assertThat(interrupts.order()).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(pool.stop(1)).isEmpty();
            assertIdle(pool);
            assertThat(pool.stats().cancelled()).isEqualTo(5);
        }
    }

    @Test
    void stopOfNoneStopsNoneAndOfLessNothingIsDone() {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::pass)) {
            pool.start(1);
            assertThat(pool.stop(0)).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.stop(-3))
                    .withMessage("'mailers': workers must be at least 0: -3");
            assertThat(pool.size()).isOne();
        }
    }

    @Test
    void stopAllStopsAllAndLeavesThePoolOpen() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::pass)) {
            pool.start(3);
            assertThat(pool.stopAll()).containsExactly(3, 2, 1);
            assertIdle(pool);
            assertThat(pool.start(1).getFirst().id()).isEqualTo(4);
        }
    }

    @Test
    void whoIsStoppedKnowsWhy() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::pass)) {
            List<Task<Void>> workers = pool.start(3);
            pool.stop(1);
            pool.scaleTo(1);
            pool.stopAll();
            for (int i = 0; i < 3; i++) {
                String why = List.of("stopAll()", "scaleTo(1)", "stop(1)").get(i);
                assertThat(workers.get(i).join())
                        .isInstanceOfSatisfying(
                                Cancelled.class,
                                cancelled ->
                                        assertThat(cancelled.reason().why()).isEqualTo(why));
            }
        }
    }

    @Test
    void aWorkerThatDoesNotHeedIsStoppedOnceAndOthersTakeItsPlace() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("deaf", hold::passStubbornly)) {
            Task<Void> deaf = pool.start(1).getFirst();
            hold.awaitArrived(1);
            assertThat(pool.stop(1)).containsExactly(1);
            assertThat(pool.stop(1)).isEmpty();
            assertThat(pool.size()).isZero();
            assertThat(deaf.state()).isEqualTo(TaskState.CANCELLING);
            pool.scaleTo(1);
            hold.awaitArrived(2);
            assertThat(pool.size()).isOne();
            assertThat(pool.tasks()).extracting(TaskInfo::id).containsExactly(1L, 2L);
            assertThat(pool.stats().stopping()).isOne();
            eventually("it has felt the interrupt", () -> hold.interrupts() > 0);
            hold.open();
            assertThat(deaf.join()).as("it did what it was to do").isInstanceOf(Success.class);
            assertThat(hold.interrupts()).isOne();
        }
    }

    @Test
    void whoWasCancelledByItsIdWasAskedToStop() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::passStubbornly)) {
            List<Task<Void>> workers = pool.start(4);
            hold.awaitArrived(4);
            assertThat(pool.cancel(4, "that one")).isEqualTo(CancelResult.REQUESTED);
            workers.get(1).cancel();
            assertThat(pool.size()).isEqualTo(2);
            assertThat(pool.stop(1)).containsExactly(3);
            assertThat(pool.cancel(3, "again")).isEqualTo(CancelResult.ALREADY_CANCELLING);
            assertThat(pool.stopAll()).containsExactly(1);
            hold.open();
        }
    }

    @Test
    void aWorkerMayStopTheYoungestAndBeIt() throws Exception {
        Queue<long[]> stopped = new ConcurrentLinkedQueue<>();
        WorkerPool[] own = new WorkerPool[1];
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", () -> {
                    hold.pass();
                    stopped.add(own[0].stop(1));
                    Task.checkCancelled();
                })) {
            own[0] = pool;
            Task<Void> worker = pool.start(1).getFirst();
            hold.open();
            assertThat(worker.join()).isInstanceOf(Cancelled.class);
            assertThat(stopped.remove()).containsExactly(1);
        }
    }

    // ---- scaleTo

    @Test
    void scaleToStartsWhatIsMissingAndStopsTheYoungestThatAreTooMany() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::pass)) {
            pool.scaleTo(3);
            hold.awaitArrived(3);
            pool.scaleTo(3);
            assertThat(pool.stats().submitted()).isEqualTo(3);
            pool.scaleTo(1);
            eventually("two have left", () -> pool.tasks().size() == 1);
            assertThat(pool.tasks()).extracting(TaskInfo::id).containsExactly(1L);
            pool.scaleTo(4);
            assertThat(pool.size()).isEqualTo(4);
            assertThat(pool.stats().submitted()).isEqualTo(6);
            pool.scaleTo(0);
            assertIdle(pool);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.scaleTo(-1))
                    .withMessage("'mailers': workers must be at least 0: -1");
        }
    }

    @Test
    void scaleToCountsNeitherWhoHasEndedNorWhoIsStopping() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", () -> {
                    if (begun.incrementAndGet() > 1) {
                        hold.passStubbornly();
                    }
                })) {
            pool.start(1).getFirst().await();
            pool.start(2);
            hold.awaitArrived(2);
            pool.stop(1);
            pool.scaleTo(3);
            hold.awaitArrived(4);
            assertThat(pool.size()).isEqualTo(3);
            assertThat(pool.stats().submitted()).isEqualTo(5);
            hold.open();
        }
    }

    // ---- who ends by itself

    @Test
    void whoReturnsOrFailsIsCountedAndToldAndNotReplaced() throws Exception {
        Queue<String> ends = new ConcurrentLinkedQueue<>();
        AtomicInteger begun = new AtomicInteger();
        TaskOptions told = TaskOptions.defaults().onDone(task -> ends.add(task.id() + " " + task.state()));
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.builder("mailers", () -> {
                            switch (begun.incrementAndGet()) {
                                case 1 -> {}
                                case 2 -> throw new IllegalStateException("no stamps");
                                default -> hold.pass();
                            }
                        })
                        .options(told)
                        .open()) {
            for (int i = 1; i <= 2; i++) {
                pool.start(1);
                int ended = i;
                eventually("it has ended", () -> ends.size() == ended);
            }
            pool.start(1);
            hold.awaitArrived(1);
            assertThat(ends).containsExactly("1 SUCCEEDED", "2 FAILED");
            assertThat(pool.size()).isOne();
            Stats stats = pool.stats();
            assertThat(stats.succeeded()).isOne();
            assertThat(stats.failed()).isOne();
            assertThat(stats.submitted()).isEqualTo(3);
            assertThat(pool.shutdown(Shutdown.now()).firstFailure()).hasRootCauseMessage("no stamps");
        }
    }

    @Test
    void aFailureNobodyAsksAboutIsLogged() throws Exception {
        try (LogCapture log = LogCapture.of("io.github.stint.WorkerPool")) {
            WorkerPool pool = WorkerPool.builder("mailers", () -> {
                        throw new IllegalStateException("no stamps");
                    })
                    .ticker(new VirtualTicker())
                    .open();
            pool.scaleTo(1);
            assertIdle(pool);
            pool.close();
            assertThat(log.about("task 'mailers#1' failed and nobody asked")).hasSize(1);
            assertThat(log.records()).hasSize(1);
        }
    }

    // ---- limit

    @Test
    void moreThanTheLimitWaitAndCountAndTheYoungestOfThemIsStoppedUnbegun() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.builder("mailers", () -> {
                            begun.incrementAndGet();
                            hold.pass();
                        })
                        .limit(2)
                        .open()) {
            List<Task<Void>> workers = pool.start(4);
            hold.awaitArrived(2);
            assertThat(pool.size()).isEqualTo(4);
            assertThat(pool.stats().queued()).isEqualTo(2);
            assertThat(pool.stop(1)).containsExactly(4);
            assertThat(workers.get(3).state()).isEqualTo(TaskState.CANCELLED);
            assertThat(pool.stop(2)).containsExactly(3, 2);
            assertThat(workers.get(2).isDone()).isTrue();
            assertThat(workers.get(1).join()).isInstanceOf(Cancelled.class);
            hold.open();
            assertIdle(pool);
        }
        assertThat(begun).hasValue(2);
    }

    @Test
    void whoWaitsForTheLimitBeginsWhenAnotherHasEnded() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool =
                        WorkerPool.builder("mailers", hold::pass).limit(1).open()) {
            pool.start(2);
            hold.awaitArrived(1);
            pool.cancel(1, "the other one's turn");
            hold.awaitArrived(2);
            eventually("the first has left", () -> pool.tasks().size() == 1);
            assertThat(pool.tasks()).extracting(TaskInfo::id).containsExactly(2L);
            assertThat(hold.mostWaiting()).isOne();
        }
    }

    // ---- lock and close

    @Test
    void aLockedPoolStartsNoneButStops() throws Exception {
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", hold::pass)) {
            pool.start(3);
            pool.lock();
            assertThat(pool.isLocked()).isTrue();
            assertRefused(() -> pool.start(2), TaskRejectedException.Why.LOCKED, "'mailers' is locked");
            assertRefused(() -> pool.scaleTo(4), TaskRejectedException.Why.LOCKED, "'mailers' is locked");
            assertThat(pool.size()).isEqualTo(3);
            assertThat(pool.stats().submitted()).isEqualTo(3);
            assertThat(pool.stats().rejected()).isEqualTo(2);
            pool.scaleTo(3);
            pool.scaleTo(2);
            assertThat(pool.stop(1)).containsExactly(2);
            pool.unlock();
            assertThat(pool.isLocked()).isFalse();
            pool.scaleTo(2);
            assertThat(pool.size()).isEqualTo(2);
        }
    }

    @Test
    void aWorkerMayStartOthersWhileThePoolIsLocked() throws Exception {
        WorkerPool[] own = new WorkerPool[1];
        AtomicInteger begun = new AtomicInteger();
        try (Gate hold = new Gate();
                WorkerPool pool = WorkerPool.open("mailers", () -> {
                    hold.pass();
                    if (begun.incrementAndGet() == 1) {
                        own[0].start(1);
                    }
                })) {
            own[0] = pool;
            pool.start(1);
            pool.lock();
            hold.open();
            assertIdle(pool);
            assertThat(pool.stats().succeeded()).isEqualTo(2);
        }
    }

    @Test
    void aClosedPoolStartsNoneAndHasNone() throws Exception {
        WorkerPool pool = WorkerPool.open("mailers", () -> new Gate().pass());
        pool.start(2);
        pool.close();
        assertRefused(() -> pool.start(1), TaskRejectedException.Why.CLOSED, "'mailers' is closed");
        assertRefused(() -> pool.scaleTo(1), TaskRejectedException.Why.CLOSED, "'mailers' is closed");
        assertThat(pool.stop(1)).isEmpty();
        assertThat(pool.stopAll()).isEmpty();
        pool.scaleTo(0);
        assertThat(pool.size()).isZero();
        assertThat(pool.stats().cancelled()).isEqualTo(2);
        pool.awaitClosed();
    }

    @Test
    void closingAsksTheYoungestFirstAndLogsNothing() throws Exception {
        InterruptOrder interrupts = new InterruptOrder();
        AtomicInteger number = new AtomicInteger();
        try (LogCapture log = LogCapture.of("io.github.stint.WorkerPool")) {
            WorkerPool pool = WorkerPool.open("mailers", () -> interrupts.await(number.incrementAndGet()));
            for (int i = 1; i <= 3; i++) {
                pool.start(1);
                interrupts.awaitArrived(i);
            }
            pool.close();
            assertThat(interrupts.order()).containsExactly(3L, 2L, 1L);
            assertThat(pool.tasks()).isEmpty();
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void closingAsToldLetsTheWorkersEnd() throws Exception {
        try (Gate hold = new Gate()) {
            WorkerPool pool = WorkerPool.builder("mailers", hold::pass)
                    .onClose(Shutdown.whenDone())
                    .open();
            List<Task<Void>> workers = pool.start(2);
            hold.awaitArrived(2);
            Thread closer = Thread.ofVirtual().start(pool::close);
            eventually("it is closing", () -> pool.stats().state() == OwnerState.CLOSING);
            hold.open();
            assertThat(closer.join(LONG)).isTrue();
            assertThat(workers).allMatch(worker -> worker.state() == TaskState.SUCCEEDED);
        }
    }

    @Test
    void whoDoesNotEndInTimeIsInTheReportAndOnTheBooks() throws Exception {
        try (Gate hold = new Gate();
                LogCapture log = LogCapture.of("io.github.stint.WorkerPool")) {
            WorkerPool pool = WorkerPool.open("deaf", hold::passStubbornly);
            pool.start(1);
            hold.awaitArrived(1);
            CloseReport report = pool.shutdown(Shutdown.now().thenCancelFor(Duration.ofMillis(1)));
            assertThat(report.stragglers()).hasSize(1);
            assertThat(pool.tasks()).hasSize(1);
            assertThat(pool.size()).isZero();
            assertThat(log.about("'deaf' was closed")).hasSize(1);
            hold.open();
            assertIdle(pool);
        }
    }

    @Test
    void aNameIsUsedByOneOpenPoolAndFreeWhenItIsClosed() {
        try (WorkerPool first = WorkerPool.open("namesakes", () -> {})) {
            try (WorkerPool second = WorkerPool.open("namesakes", () -> {})) {
                assertThat(first.name()).isEqualTo("namesakes");
                assertThat(second.name()).isEqualTo("namesakes~2");
            }
        }
        try (WorkerPool third = WorkerPool.open("namesakes", () -> {})) {
            assertThat(third.name()).isEqualTo("namesakes");
            assertThat(third).hasToString("WorkerPool 'namesakes' OPEN: 0 run, 0 queued, 0 ended");
        }
    }

    @Test
    void whatIsOpenedWithNonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerPool.open(" ", () -> {}));
        assertThatThrownBy(() -> WorkerPool.open("mailers", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("body");
        WorkerPool.Builder builder = WorkerPool.builder("mailers", () -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.limit(0))
                .withMessage("'mailers': limit must be at least 1: 0");
        List<Runnable> nulls =
                List.of(() -> builder.options(null), () -> builder.onClose(null), () -> builder.ticker(null));
        assertThat(nulls).allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class));
    }

    private static void assertRefused(Runnable call, TaskRejectedException.Why why, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        TaskRejectedException.class, e -> assertThat(e.why()).isEqualTo(why))
                .hasMessage(message);
    }
}
