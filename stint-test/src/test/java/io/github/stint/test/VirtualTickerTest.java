package io.github.stint.test;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome.Failure;
import io.github.stint.RestartPolicy;
import io.github.stint.Supervised;
import io.github.stint.Task;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class VirtualTickerTest {

    private final VirtualTicker byHand = new VirtualTicker();
    private final VirtualTicker jumping = VirtualTicker.autojump();

    @Test
    void aLimitOfAnHourIsOverWhenTheClockIsMoved() throws Exception {
        try (TaskPool pool = TaskPool.builder("crawler").size(1).ticker(byHand).open();
                Gate gate = new Gate()) {
            Task<Void> slow = pool.submit(TaskOptions.named("slow").timeout(ofHours(1)), gate::pass);
            gate.awaitArrived(1);
            byHand.awaitParked(1);
            byHand.advance(ofHours(1).minusNanos(1));
            Standstill.await(pool);
            assertThat(slow.isDone()).isFalse();
            byHand.advance(ofNanos(1));
            assertThat(slow.join()).isInstanceOf(Failure.class);
        }
    }

    @Test
    void itStandsStillByItself() {
        long before = byHand.nanoTime();
        assertThat(byHand.nanoTime()).isEqualTo(before).isNegative();
        byHand.advance(ofMillis(3));
        assertThat(byHand.nanoTime() - before).isEqualTo(3_000_000);
        assertThat(byHand.elapsed()).isEqualTo(ofMillis(3));
    }

    @Test
    void itRefusesToRunBackwards() {
        assertThatThrownBy(() -> byHand.advance(ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time is PT-0.001S, and no clock runs backwards");
        assertThat(byHand.elapsed()).isZero();
    }

    @Test
    void momentsAreComparedByDifferenceAsTheClockMayRunOver() {
        VirtualTicker atTheEnd = new VirtualTicker(Long.MAX_VALUE - 5);
        atTheEnd.advance(ofNanos(10));
        atTheEnd.parkUntil(this, Long.MAX_VALUE);
        assertThat(atTheEnd.elapsed()).isEqualTo(ofNanos(10));
    }

    @Test
    void itJumpsToTheNextMomentWhenEverythingIsBlocked() throws Exception {
        try (TaskPool pool = TaskPool.builder("crawler").size(1).ticker(jumping).open()) {
            pool.submit(() -> Tasks.sleep(ofHours(1))).await();
            assertThat(jumping.elapsed()).isEqualTo(ofHours(1));
        }
    }

    @Test
    void sleepersWakeInTheOrderOfTheirMoments() throws Exception {
        List<Duration> woken = new CopyOnWriteArrayList<>();
        try (TaskPool pool = TaskPool.builder("crawler").size(5).ticker(jumping).open()) {
            for (int minutes : new int[] {3, 1, 5, 2, 4}) {
                pool.submit(() -> {
                    Tasks.sleep(ofMinutes(minutes));
                    woken.add(jumping.elapsed());
                });
            }
            assertThat(pool.awaitIdle(ofHours(1))).isTrue();
        }
        assertThat(woken).containsExactly(ofMinutes(1), ofMinutes(2), ofMinutes(3), ofMinutes(4), ofMinutes(5));
    }

    @Test
    void itDoesNotJumpWhileSomethingRuns() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (TaskPool pool = TaskPool.builder("crawler").size(2).ticker(jumping).open()) {
            Task<Void> sleeper = pool.submit(() -> Tasks.sleep(ofSeconds(1)));
            jumping.awaitParked(1);
            long until = System.nanoTime() + 60_000_000;
            while (System.nanoTime() - until < 0) {
                if (jumping.elapsed().isZero()) {
                    seen.incrementAndGet();
                }
            }
            assertThat(jumping.elapsed()).isZero();
            assertThat(seen.get()).isPositive();
            sleeper.await();
        }
    }

    @Test
    void restartsOfADayPassInAMoment() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (TaskService service =
                TaskService.builder("background").ticker(jumping).open()) {
            Supervised poller = service.runForever(
                    "poller", RestartPolicy.always().backoff(ofHours(1), ofHours(1)), runs::incrementAndGet);
            Eventually.eventually("it ran five times", () -> runs.get() >= 5);
            assertThat(jumping.elapsed()).isGreaterThanOrEqualTo(ofHours(3));
            poller.cancel("enough");
        }
    }

    /** A lock that has to be waited for takes the wake-up for itself: whoever is woken just then must not park after it. */
    @Test
    void noWakeUpIsLostThoughOthersUseTheClockAtTheSameTime() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        Thread waiter = Thread.currentThread();
        AtomicInteger round = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(Thread.ofPlatform().daemon().start(() -> {
                while (!over.get()) {
                    int ignored = ticker.parked();
                }
            }));
        }
        Thread waker = Thread.ofPlatform().daemon().start(() -> {
            while (!over.get()) {
                int now = round.get();
                if (woken.get() != now) {
                    woken.set(now);
                    LockSupport.unpark(waiter);
                }
            }
        });
        long begun = System.nanoTime();
        int rounds = 0;
        while (rounds < 50_000 && System.nanoTime() - begun < ofSeconds(3).toNanos()) {
            rounds++;
            round.set(rounds);
            long later = ticker.nanoTime() + ofHours(1).toNanos();
            while (woken.get() != rounds) {
                ticker.parkUntil(this, later);
            }
        }
        over.set(true);
        for (Thread user : users) {
            user.join();
        }
        waker.join();
        assertThat(woken).hasValue(rounds).hasPositiveValue();
    }
}
