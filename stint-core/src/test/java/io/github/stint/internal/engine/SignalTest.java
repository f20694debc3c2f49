package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.internal.time.Deadline;
import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SignalTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicReference<Signal> made = new AtomicReference<>();
    private final AtomicReference<Object> ended = new AtomicReference<>();

    @Test
    void firedBeforeTheWaitItDoesNotWait() throws Exception {
        Signal signal = new Signal();
        assertThat(signal.hasFired()).isFalse();
        signal.fire();
        signal.fire();
        assertThat(signal.hasFired()).isTrue();
        assertThat(signal.await(ticker, Deadline.NEVER)).isTrue();
        assertThat(signal.awaitUninterruptibly(ticker, ticker.nanoTime())).isTrue();
    }

    @Test
    void aBriefWaitEndsByItselfOrWhenItIsFiredOrTheThreadIsInterrupted() throws Exception {
        Signal signal = new Signal();
        assertThat(signal.awaitBriefly(1_000)).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> signal.awaitBriefly(Long.MAX_VALUE)).isInstanceOf(InterruptedException.class);
        signal.fire();
        assertThat(signal.awaitBriefly(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void firingEndsTheWait() {
        Thread waiter = waiter(Deadline.NEVER, true);
        made.get().fire();
        Eventually.ends(waiter);
        assertThat(ended.get()).isEqualTo(true);
    }

    @Test
    void anUnparkOfSomebodyElseDoesNotEndTheWait() {
        Thread waiter = waiter(Deadline.NEVER, true);
        for (int i = 0; i < 100; i++) {
            LockSupport.unpark(waiter);
            Eventually.waits(waiter);
        }
        assertThat(ended.get()).isNull();
        made.get().fire();
        Eventually.ends(waiter);
    }

    @Test
    void theDeadlineEndsTheWait() {
        Thread waiter = waiter(ticker.nanoTime() + 1_000, true);
        ticker.advance(Duration.ofNanos(999));
        Eventually.waits(waiter);
        assertThat(ended.get()).isNull();
        ticker.advance(Duration.ofNanos(1));
        Eventually.ends(waiter);
        assertThat(ended.get()).isEqualTo(false);
    }

    @Test
    void aDeadlineThatHasPassedDoesNotWait() throws Exception {
        assertThat(new Signal().await(ticker, ticker.nanoTime())).isFalse();
        assertThat(new Signal().awaitUninterruptibly(ticker, ticker.nanoTime() - 1))
                .isFalse();
    }

    @Test
    void anInterruptEndsTheWaitAndIsTakenFromTheFlag() {
        Thread waiter = waiter(Deadline.NEVER, true);
        waiter.interrupt();
        Eventually.ends(waiter);
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void interruptedBeforeTheWaitItThrows() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Signal().await(ticker, Deadline.NEVER)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatHasHappenedWinsOverAnInterruptWhichStaysInTheFlag() throws Exception {
        Signal signal = new Signal();
        signal.fire();
        Thread.currentThread().interrupt();
        assertThat(signal.await(ticker, Deadline.NEVER)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anUninterruptibleWaitGoesOnAndKeepsTheFlag() {
        Thread waiter = waiter(Deadline.NEVER, false);
        waiter.interrupt();
        Eventually.waits(waiter);
        assertThat(ended.get()).isNull();
        made.get().fire();
        Eventually.ends(waiter);
        assertThat(ended.get()).isEqualTo("interrupted true");
    }

    @Test
    void anUninterruptibleWaitKeepsTheFlagAtItsDeadlineToo() {
        Thread waiter = waiter(ticker.nanoTime() + 1, false);
        waiter.interrupt();
        ticker.advance(Duration.ofNanos(1));
        Eventually.ends(waiter);
        assertThat(ended.get()).isEqualTo("interrupted false");
    }

    @Test
    void firedAtWhateverMomentItEndsTheWait() {
        Race.run(20_000, () -> {
            AtomicReference<Signal> shared = new AtomicReference<>();
            boolean[] fired = {false};
            return Heat.of(
                    () -> {
                        Signal signal = new Signal();
                        shared.set(signal);
                        fired[0] = signal.awaitUninterruptibly(ticker, Deadline.NEVER);
                    },
                    () -> {
                        while (shared.get() == null) {
                            Thread.onSpinWait();
                        }
                        shared.get().fire();
                    },
                    () -> assertThat(fired[0]).isTrue());
        });
    }

    private Thread waiter(long deadline, boolean interruptibly) {
        Thread thread = Thread.ofVirtual().start(() -> {
            Signal signal = new Signal();
            made.set(signal);
            try {
                if (interruptibly) {
                    ended.set(signal.await(ticker, deadline));
                } else {
                    boolean fired = signal.awaitUninterruptibly(ticker, deadline);
                    ended.set((Thread.interrupted() ? "interrupted " : "") + fired);
                }
            } catch (InterruptedException e) {
                ended.set(Thread.currentThread().isInterrupted() ? "flag still set" : e);
            }
        });
        Eventually.eventually("it is made", () -> made.get() != null);
        Eventually.waits(thread);
        return thread;
    }
}
