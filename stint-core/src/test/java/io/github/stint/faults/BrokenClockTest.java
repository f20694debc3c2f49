package io.github.stint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Outcome.Failure;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.OtherThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clocks that jump, run backwards, or fail, under owners that use them. */
@Timeout(30)
class BrokenClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Shutdown QUICK =
            Shutdown.drainFor(Duration.ofMillis(20)).thenCancelFor(Duration.ofMillis(20));

    /** The machine's clock, some time away from it; waits look at it every millisecond. */
    private static final class Shifted implements Ticker {
        private final AtomicLong shift = new AtomicLong();

        @Override
        public long nanoTime() {
            return System.nanoTime() + shift.get();
        }

        @Override
        public void parkUntil(Object blocker, long deadline) {
            LockSupport.parkNanos(blocker, Math.min(1_000_000L, deadline - nanoTime()));
        }
    }

    private final Shifted clock = new Shifted();

    @Test
    void aJumpForwardTakesTheLimitsInBetweenWithItAndNoOther() throws Exception {
        try (TaskPool pool = TaskPool.builder("jumping")
                .size(20)
                .ticker(clock)
                .onClose(Shutdown.now())
                .open()) {
            List<Task<Object>> shorter = new ArrayList<>();
            List<Task<Object>> longer = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(10);
            Callable<Object> body = () -> {
                begun.countDown();
                return Bodies.blocked().call();
            };
            for (int i = 0; i < 5; i++) {
                shorter.add(pool.submit(TaskOptions.defaults().timeout(HOUR.dividedBy(2)), body));
                longer.add(pool.submit(TaskOptions.defaults().timeout(HOUR.multipliedBy(2)), body));
            }
            begun.await(); // their limits count from there
            clock.shift.addAndGet(HOUR.toNanos());
            for (Task<Object> task : shorter) {
                assertThat(task.join())
                        .isInstanceOfSatisfying(
                                Failure.class,
                                failure -> assertThat(failure.error()).isInstanceOf(TimeoutException.class));
            }
            assertThat(longer).noneMatch(Task::isDone);
            assertThat(pool.stats().failed()).isEqualTo(5);
        }
    }

    @Test
    void anHourBackEndsNoLimitAndDelaysNone() throws Exception {
        try (TaskPool pool = TaskPool.builder("set back").size(2).ticker(clock).open()) {
            Task<Object> limited = pool.submit(TaskOptions.defaults().timeout(Duration.ofMillis(50)), Bodies.blocked());
            clock.shift.addAndGet(-HOUR.toNanos());
            Task<String> done = pool.submit(TaskOptions.defaults().timeout(HOUR), () -> "done");
            assertThat(done.await()).isEqualTo("done");
            assertThat(done.info().ranFor()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(limited.join()).isInstanceOf(Failure.class);
        }
    }

    @Test
    void closingHoldsItsDeadlineThoughTheClockWasSetBackMeanwhile() throws Exception {
        try (Gate hold = new Gate()) {
            TaskPool pool = TaskPool.builder("set back")
                    .size(2)
                    .ticker(clock)
                    .onClose(QUICK)
                    .open();
            Task<Void> deaf = pool.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<String> closer = OtherThread.run(() -> {
                pool.close();
                return "closed";
            });
            clock.shift.addAndGet(-HOUR.toNanos());
            assertThat(closer.value()).isEqualTo("closed");
            hold.open();
            deaf.join();
        }
    }

    @Test
    void aScheduleRunsOnceForAnHourThatPassedAtOnceAndARestartIsOneRestart() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        VirtualTicker ticker = new VirtualTicker();
        try (TaskService service = TaskService.builder("jumping").ticker(ticker).open()) {
            Supervised every = service.every("every", Duration.ofSeconds(1), ticks::incrementAndGet);
            Supervised loop = service.runForever(
                    "loop",
                    RestartPolicy.always()
                            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(1))
                            .jitter(0),
                    runs::incrementAndGet);
            Eventually.eventually("both wait", () -> waits(every) && waits(loop) && runs.get() == 1);
            ticker.awaitParked(2);
            ticker.advance(HOUR.plusMillis(500)); // between two ticks
            Eventually.eventually("both have run", () -> ticks.get() == 1 && runs.get() == 2);
            ticker.awaitParked(2);
            assertThat(ticks.get()).as("runs of the schedule").isEqualTo(1);
            assertThat(runs.get()).as("runs of the loop").isEqualTo(2);
        }
    }

    private static boolean waits(Supervised it) {
        return it.nextIn().isPresent();
    }

    @Test
    void whatAClockThrowsIsLoggedOnceAndItsOwnerGoesOn() throws Exception {
        IllegalStateException error = new IllegalStateException("no time");
        Ticker failing = new Ticker() {
            private final AtomicInteger asked = new AtomicInteger();

            @Override
            public long nanoTime() {
                if (asked.incrementAndGet() > 1) {
                    throw error;
                }
                return 5;
            }

            @Override
            public void parkUntil(Object blocker, long deadline) {
                throw error;
            }
        };
        try (LogCapture log = LogCapture.of("io.github.stint.Ticker")) {
            try (TaskPool pool = TaskPool.builder("timeless")
                    .size(2)
                    .ticker(failing)
                    .onClose(QUICK)
                    .open()) {
                Task<Object> limited =
                        pool.submit(TaskOptions.defaults().timeout(Duration.ofMillis(20)), Bodies.blocked());
                assertThat(limited.join()).isInstanceOf(Failure.class);
                assertThat(pool.submit(() -> "on").await()).isEqualTo("on");
            }
            Eventually.eventually("it is in the log", () -> !log.records().isEmpty());
            assertThat(log.records()).hasSize(1);
            assertThat(log.records().getFirst().getThrown()).isSameAs(error);
        }
    }

    @Test
    void anOwnerIsClosedOnTheClockOfWhoClosesItWithHimself() throws Exception {
        try (Gate hold = new Gate()) {
            TaskManager manager = TaskManager.builder("head").onClose(QUICK).open();
            TaskPool standing = manager.adopt(TaskPool.builder("standing")
                    .size(1)
                    .ticker(new VirtualTicker())
                    .open());
            Task<Void> deaf = standing.submit(hold::passStubbornly);
            hold.awaitArrived(1);
            OtherThread<Integer> closer =
                    OtherThread.run(() -> manager.shutdown(QUICK).stragglers().size());
            assertThat(closer.value()).isEqualTo(1);
            hold.open();
            deaf.join();
        }
    }

    @Test
    void aClosedOwnerLeavesNoTimerThoughItsClockStandsStill() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        try (LogCapture log = LogCapture.of("io.github.stint.TaskPool")) {
            try (TaskPool pool = TaskPool.builder("still")
                    .size(2)
                    .ticker(ticker)
                    .onClose(Shutdown.whenDone())
                    .open()) {
                Task<Object> stopped = pool.submit(Bodies.blocked());
                stopped.cancel("not needed");
                stopped.join();
                Task<Object> failed = pool.submit(Bodies.throwing(new IllegalStateException("as told")));
                Eventually.eventually("it has failed", failed::isDone);
            }
            Eventually.eventually("nobody waits for the clock", () -> ticker.parked() == 0);
            assertThat(log.about("failed and nobody asked")).hasSize(1);
        }
    }
}
