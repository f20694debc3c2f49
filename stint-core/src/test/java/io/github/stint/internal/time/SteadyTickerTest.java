package io.github.stint.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.spi.Ticker;
import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a clock of users tells that is not right, and what becomes of that. */
class SteadyTickerTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final List<Throwable> logged = new ArrayList<>();

    /** Tells what it is set to, or throws. */
    private static final class Broken implements Ticker {
        private volatile long now = -5;
        private volatile Throwable error;
        private final AtomicInteger parks = new AtomicInteger();

        @Override
        public long nanoTime() {
            throwIfBroken();
            return now;
        }

        @Override
        public void parkUntil(Object blocker, long deadline) {
            parks.incrementAndGet();
            throwIfBroken();
        }

        private void throwIfBroken() {
            Throwable now = error;
            if (now != null) {
                SteadyTickerTest.<RuntimeException>raise(now);
            }
        }
    }

    @SuppressWarnings("unchecked") // the cast is not checked, on purpose
    private static <X extends Throwable> void raise(Throwable error) throws X {
        throw (X) error;
    }

    private final Broken broken = new Broken();
    private final Ticker steady = SteadyTicker.of(broken, logged::add);

    @Test
    void theMachinesClockIsSteady() {
        assertThat(SteadyTicker.of(Ticker.system(), logged::add)).isSameAs(Ticker.system());
        assertThat(SteadyTicker.of(steady, logged::add)).isSameAs(steady);
    }

    @Test
    void aClockThatIsRightIsToldAsItIs() {
        VirtualTicker ticker = new VirtualTicker();
        Ticker told = SteadyTicker.of(ticker, logged::add);
        assertThat(told.nanoTime()).isEqualTo(ticker.nanoTime());
        ticker.advance(Duration.ofNanos(3));
        assertThat(told.nanoTime()).isEqualTo(ticker.nanoTime());
    }

    @Test
    void aJumpForwardIsTimeThatHasPassed() {
        long before = steady.nanoTime();
        broken.now = before + HOUR;
        assertThat(steady.nanoTime() - before).isEqualTo(HOUR);
    }

    @Test
    void aMomentInThePastIsNotHeardOf() {
        long before = steady.nanoTime();
        broken.now = before - HOUR;
        assertThat(steady.nanoTime() - before).isBetween(0L, HOUR / 60);
        broken.now = before + HOUR;
        assertThat(steady.nanoTime()).isEqualTo(before + HOUR);
    }

    @Test
    void timeGoesOnThoughItWasSetBackForGood() {
        long before = steady.nanoTime();
        broken.now = before - HOUR;
        Eventually.eventually("a millisecond passes", () -> steady.nanoTime() - before > 1_000_000L);
        broken.now = before + HOUR;
        assertThat(steady.nanoTime()).isEqualTo(before + HOUR);
    }

    @Test
    void timeGoesOnThoughItThrowsAndTheFirstIsLogged() {
        long before = steady.nanoTime();
        broken.error = new IllegalStateException("no time");
        Eventually.eventually("a millisecond passes", () -> steady.nanoTime() - before > 1_000_000L);
        assertThat(logged).as("not where a lock may be held").isEmpty();
        steady.parkUntil(this, steady.nanoTime() + 1);
        steady.parkUntil(this, steady.nanoTime() + 1);
        assertThat(logged).containsExactly(broken.error);
        broken.error = null;
        broken.now = before + HOUR;
        assertThat(steady.nanoTime()).isEqualTo(before + HOUR);
    }

    @Test
    void whoWaitsForAClockThatThrowsNeitherSpinsNorSleepsThroughItsRecovery() {
        broken.error = new IllegalStateException("no time");
        long deadline = steady.nanoTime() + HOUR;
        long begun = System.nanoTime();
        steady.parkUntil(this, deadline);
        assertThat(System.nanoTime() - begun).isBetween(9_000_000L, 10_000_000_000L);
        assertThat(broken.parks.get()).as("times it was asked to wait").isZero();
    }

    @Test
    void aWaitThatThrowsIsOverSoonAndTimeIsItsOwn() {
        Ticker halfBroken = SteadyTicker.of(
                new Ticker() {
                    @Override
                    public long nanoTime() {
                        return broken.now;
                    }

                    @Override
                    public void parkUntil(Object blocker, long deadline) {
                        throw new StackOverflowError("as told");
                    }
                },
                logged::add);
        long before = halfBroken.nanoTime();
        long begun = System.nanoTime();
        halfBroken.parkUntil(this, before + HOUR);
        assertThat(System.nanoTime() - begun).isGreaterThan(9_000_000L);
        assertThat(halfBroken.nanoTime()).isEqualTo(before);
        assertThat(logged).hasOnlyElementsOfType(StackOverflowError.class).hasSize(1);
    }

    @Test
    void whatThrowsAtOnceIsRefused() {
        broken.error = new IllegalStateException("no time");
        assertThatThrownBy(() -> SteadyTicker.of(broken, logged::add)).isSameAs(broken.error);
    }
}
