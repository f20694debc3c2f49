package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.internal.time.Deadline;
import io.github.stint.test.Eventually;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();
    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger through = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    @Test
    void itLetsEverybodyThroughWhoWaitsAndWhoComesLater() throws Exception {
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiters.add(waiter(Deadline.NEVER));
        }
        waiters.forEach(Eventually::waits);
        assertThat(through).hasValue(0);
        assertThat(gate.isOpen()).isFalse();

        gate.open();
        gate.open();
        waiters.forEach(Eventually::ends);
        assertThat(through).hasValue(20);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.await(ticker, ticker.nanoTime())).isTrue();
    }

    @Test
    void whoseDeadlineComesGoesAwayAndTheOthersWaitOn() {
        Thread impatient = waiter(ticker.nanoTime() + 5);
        Thread patient = waiter(Deadline.NEVER);
        ticker.awaitParked(1);
        ticker.advance(Duration.ofNanos(5));
        Eventually.ends(impatient);
        assertThat(late).hasValue(1);
        Eventually.waits(patient);

        gate.open();
        Eventually.ends(patient);
        assertThat(through).hasValue(1);
    }

    @Test
    void whoIsInterruptedGoesAway() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gate.await(ticker, Deadline.NEVER)).isInstanceOf(InterruptedException.class);
        gate.open();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void openedAtWhateverMomentNobodyIsLeftWaiting() {
        Race.run(20_000, () -> {
            Gate fresh = new Gate();
            boolean[] passed = {false};
            return Heat.of(
                    fresh::open,
                    () -> passed[0] = await(fresh, Deadline.NEVER),
                    () -> assertThat(passed[0]).isTrue());
        });
    }

    @Test
    void openedWhileSomebodyGivesUpNothingIsBroken() {
        Race.run(5_000, () -> {
            Gate fresh = new Gate();
            VirtualTicker clock = new VirtualTicker();
            boolean[] ended = {false};
            return new Heat(
                    List.of(fresh::open, () -> clock.advance(Duration.ofNanos(1)), () -> {
                        await(fresh, clock.nanoTime() + 1);
                        ended[0] = true;
                        clock.advance(Duration.ofNanos(1));
                    }),
                    () -> assertThat(ended[0]).isTrue());
        });
    }

    private Thread waiter(long deadline) {
        return Thread.ofVirtual().start(() -> (await(gate, deadline) ? through : late).incrementAndGet());
    }

    private boolean await(Gate which, long deadline) {
        try {
            return which.await(ticker, deadline);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
