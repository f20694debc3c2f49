package io.github.stint.internal.supervise;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.Outcome;
import io.github.stint.Supervised.State;
import io.github.stint.internal.time.Deadline;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Aside;
import io.github.stint.testing.LogCapture;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where something supervised stands, who hears of it, and who waits. */
class StandingTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final SupervisionListener listener = new SupervisionListener() {
        @Override
        public void changed(State from, State to) {
            told.add(from + "-" + to);
        }

        @Override
        public void restarting(Outcome<Void> last, Duration pause) {
            told.add("restarting in " + pause);
        }
    };
    private final Standing standing = new Standing("poller", ticker, listener, false);

    @Test
    void everyChangeIsToldInOrder() {
        standing.to(State.RUNNING);
        standing.ready();
        standing.to(State.BACKING_OFF);
        standing.restarting(new Outcome.Failure<>(new IllegalStateException()), Duration.ofSeconds(1));
        standing.to(State.RUNNING);
        standing.to(State.ENDED);
        standing.tell();
        assertThat(told)
                .containsExactly(
                        "WAITING-RUNNING",
                        "RUNNING-READY",
                        "READY-BACKING_OFF",
                        "restarting in PT1S",
                        "BACKING_OFF-RUNNING",
                        "RUNNING-ENDED");
    }

    @Test
    void whoIsToldOnOneThreadKeepsTheOrderOfTheOther() throws Exception {
        try (Gate hold = new Gate()) {
            Standing slow = new Standing(
                    "poller",
                    ticker,
                    new SupervisionListener() {
                        @Override
                        public void changed(State from, State to) {
                            if (to == State.READY) {
                                hold.passStubbornly();
                            }
                            told.add(from + "-" + to);
                        }
                    },
                    false);
            slow.to(State.RUNNING);
            slow.tell();
            Aside<Void> ready = Aside.run(() -> {
                slow.ready();
                slow.tell();
            });
            hold.awaitArrived(1);
            slow.to(State.BACKING_OFF);
            slow.tell();
            assertThat(told).containsExactly("WAITING-RUNNING");
            hold.open();
            ready.value();
            assertThat(told).containsExactly("WAITING-RUNNING", "RUNNING-READY", "READY-BACKING_OFF");
        }
    }

    @Test
    void aListenerThatThrowsIsLoggedAndHearsTheNextChange() {
        Standing hostile = new Standing(
                "poller",
                ticker,
                new SupervisionListener() {
                    @Override
                    public void changed(State from, State to) {
                        told.add(from + "-" + to);
                        throw new AssertionError("hostile");
                    }
                },
                false);
        try (LogCapture log = LogCapture.of("io.github.stint.TaskService")) {
            hostile.to(State.RUNNING);
            hostile.tell();
            hostile.to(State.ENDED);
            hostile.tell();
            assertThat(log.about("a listener of 'poller' threw")).hasSize(2);
        }
        assertThat(told).containsExactly("WAITING-RUNNING", "RUNNING-ENDED");
    }

    @Test
    void aListenerMayChangeTheStateItIsToldOf() {
        Standing[] itself = new Standing[1];
        itself[0] = new Standing(
                "poller",
                ticker,
                new SupervisionListener() {
                    @Override
                    public void changed(State from, State to) {
                        told.add(from + "-" + to);
                        if (to == State.RUNNING) {
                            itself[0].ready();
                            itself[0].tell();
                        }
                    }
                },
                false);
        itself[0].to(State.RUNNING);
        itself[0].tell();
        assertThat(told).containsExactly("WAITING-RUNNING", "RUNNING-READY");
    }

    @Test
    void theEndIsLeftNoMore() {
        standing.to(State.ENDED);
        standing.to(State.RUNNING);
        assertThat(standing.state()).isEqualTo(State.ENDED);
        assertThatThrownBy(standing::ready).hasMessage("'poller' cannot become ready: it has ended");
    }

    @Test
    void readyIsOnlyWhatRunsAndIsNotReady() {
        assertThatThrownBy(standing::ready).hasMessage("'poller' cannot become ready: it does not run, it is WAITING");
        standing.to(State.RUNNING);
        standing.ready();
        assertThatThrownBy(standing::ready).hasMessage("'poller' cannot become ready: it is ready already");
        standing.to(State.BACKING_OFF);
        assertThatThrownBy(standing::ready)
                .hasMessage("'poller' cannot become ready: it does not run, it is BACKING_OFF");
        assertThat(standing.isReady()).isFalse();
    }

    @Test
    void whoWaitsHearsOfAReadinessThatIsOverAgain() throws Exception {
        standing.to(State.RUNNING);
        Aside<Boolean> waiter =
                Aside.call(() -> standing.awaitReady(Deadline.NEVER)).awaitWaiting();
        standing.ready();
        standing.to(State.BACKING_OFF);
        assertThat(waiter.value()).isTrue();
    }

    @Test
    void whoWaitsNoLongerIsForgotten() throws Exception {
        Aside<Boolean> timed = Aside.call(() -> standing.awaitReady(ticker.nanoTime() + 10));
        ticker.awaitParked(1);
        ticker.advance(Duration.ofNanos(10));
        assertThat(timed.value()).isFalse();
        Aside<Boolean> interrupted =
                Aside.call(() -> standing.awaitReady(Deadline.NEVER)).awaitWaiting();
        assertThat(interrupted.interrupt().thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatTwoThreadsTellIsToldOnceAndEndsWhereItStands() {
        Race.run(20_000, () -> {
            List<State> seen = new CopyOnWriteArrayList<>();
            Standing raced = new Standing(
                    "poller",
                    ticker,
                    new SupervisionListener() {
                        @Override
                        public void changed(State from, State to) {
                            seen.add(to);
                        }
                    },
                    false);
            raced.to(State.RUNNING);
            return Heat.of(
                    () -> {
                        try {
                            raced.ready();
                        } catch (IllegalStateException e) {
                            return; // the other one was first
                        }
                        raced.tell();
                    },
                    () -> {
                        raced.to(State.BACKING_OFF);
                        raced.tell();
                    },
                    () -> {
                        eventually("all is told", () -> seen.size() >= 2);
                        assertThat(seen)
                                .isIn(
                                        List.of(State.RUNNING, State.BACKING_OFF),
                                        List.of(State.RUNNING, State.READY, State.BACKING_OFF));
                        assertThat(raced.isReady()).isFalse();
                    });
        });
    }
}
