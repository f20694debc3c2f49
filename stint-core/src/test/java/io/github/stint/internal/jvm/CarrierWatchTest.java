package io.github.stint.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CarrierWatchTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final CarrierWatch watch = watch(looks::incrementAndGet);

    private CarrierWatch watch(Runnable look) {
        return new CarrierWatch(ticker, look, thread -> {
            started.add(thread);
            thread.start();
        });
    }

    private void awaitLooks(int count) {
        Eventually.eventually("looked " + count + " times", () -> looks.get() == count);
        ticker.awaitParked(1);
    }

    @Test
    void thereIsADaemonPlatformThreadFromTheFirstAcquireToTheLastRelease() {
        assertThat(started).isEmpty();
        watch.acquire();
        watch.acquire();
        assertThat(started).hasSize(1);
        Thread thread = started.getFirst();
        assertThat(thread.getName()).isEqualTo("stint-carrier-watch");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.getContextClassLoader()).isNull();
        watch.release();
        awaitLooks(1);
        assertThat(thread.isAlive()).isTrue();
        watch.release();
        Eventually.ends(thread);
        watch.acquire();
        assertThat(started).hasSize(2);
        watch.release();
        Eventually.ends(started.getLast());
    }

    @Test
    void itLooksEverySecondAndOnceForASecondThatTookLonger() {
        watch.acquire();
        awaitLooks(1);
        ticker.advance(Duration.ofMillis(999));
        ticker.awaitParked(1);
        assertThat(looks).hasValue(1);
        ticker.advance(Duration.ofMillis(1));
        awaitLooks(2);
        ticker.advance(Duration.ofMinutes(10));
        awaitLooks(3);
        ticker.advance(Duration.ofSeconds(1));
        awaitLooks(4);
        watch.release();
        Eventually.ends(started.getFirst());
        assertThat(looks).hasValue(4);
    }

    @Test
    void releasingWhatNobodyAcquiredIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(watch::release)
                .withMessage("the carrier watch was released more often than acquired");
        watch.acquire();
        assertThat(started).hasSize(1);
        watch.release();
        assertThatIllegalStateException().isThrownBy(watch::release);
        Eventually.ends(started.getFirst());
    }

    /** The window: the last release wakes the thread, and somebody acquires before it has ended. */
    @Test
    void whoAcquiresWhileTheLastOneReleasesIsWatched() {
        watch.acquire();
        Race.run(
                3_000,
                () -> Race.Heat.of(watch::release, watch::acquire, () -> {
                    started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
                    Eventually.eventually("one thread rests", () -> ticker.parked() == 1);
                }));
        watch.release();
        Eventually.eventually("none is left", () -> started.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void aThreadThatCannotBeStartedIsToldAndNothingFails() {
        CarrierWatch poor = new CarrierWatch(ticker, looks::incrementAndGet, thread -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        try (LogCapture log = LogCapture.of("io.github.stint.CarrierWatch")) {
            poor.acquire();
            poor.acquire();
            poor.release();
            poor.release();
            assertThat(log.about("thread 'stint-carrier-watch' could not be started"))
                    .hasSize(1);
        }
    }

    @Test
    void aLookThatFailsIsToldOnceAndTheNextIsTaken() {
        CarrierWatch broken = watch(() -> {
            looks.incrementAndGet();
            throw new IllegalStateException("broken");
        });
        try (LogCapture log = LogCapture.of("io.github.stint.CarrierWatch")) {
            broken.acquire();
            awaitLooks(1);
            ticker.advance(Duration.ofSeconds(1));
            awaitLooks(2);
            assertThat(log.about("the carrier watch could not look")).hasSize(1);
        }
        broken.release();
        Eventually.ends(started.getFirst());
    }

    @Test
    void aStrangersInterruptDoesNotMakeItLookSooner() {
        watch.acquire();
        awaitLooks(1);
        Thread thread = started.getFirst();
        thread.interrupt();
        Eventually.eventually("it took the interrupt", () -> !thread.isInterrupted());
        ticker.awaitParked(1);
        assertThat(looks).hasValue(1);
        watch.release();
        Eventually.ends(thread);
    }
}
