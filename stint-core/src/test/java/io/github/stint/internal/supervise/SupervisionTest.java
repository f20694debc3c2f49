package io.github.stint.internal.supervise;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Action;
import io.github.stint.CancelReason;
import io.github.stint.Outcome;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.Supervised.State;
import io.github.stint.Task;
import io.github.stint.internal.engine.Cancellation;
import io.github.stint.internal.engine.Engine;
import io.github.stint.internal.engine.EngineOptions;
import io.github.stint.internal.engine.FailurePolicy;
import io.github.stint.test.Gate;
import io.github.stint.test.VirtualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the listener of something supervised is told, over its whole life. */
class SupervisionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RestartPolicy EXACT =
            RestartPolicy.always().backoff(SECOND, SECOND).jitter(0);
    private static final CancelReason ENOUGH = Cancellation.requested("enough");

    private final VirtualTicker ticker = new VirtualTicker();
    private final Engine engine =
            new Engine(EngineOptions.queueing("TaskService", "shop", 1, FailurePolicy.TELL_AT_ONCE, ticker), null);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final SupervisionListener listener = new SupervisionListener() {
        @Override
        public void changed(State from, State to) {
            told.add(to + " by " + Task.current().map(Task::name).orElse("nobody"));
            throw new IllegalStateException("hostile");
        }

        @Override
        public void restarting(Outcome<Void> last, Duration pause) {
            told.add("restarting in " + pause + " after " + last);
            throw new AssertionError("hostile");
        }
    };

    private Supervision start(Course course, Action body) {
        Supervision made = new Supervision(engine, "poller", course, body, listener);
        engine.start(made.cell());
        return made;
    }

    private void close() throws InterruptedException {
        engine.ending().shutdown(Shutdown.now());
    }

    @Test
    void everyChangeAndRestartIsToldAndAListenerThatThrowsChangesNothing() throws Exception {
        Supervision it = start(Course.restarting(EXACT, true, () -> 0), () -> {
            throw new IOException("down");
        });
        for (int i = 1; i < 3; i++) {
            int restarts = i;
            eventually("it backs off", () -> it.restarts() == restarts && it.state() == State.BACKING_OFF);
            ticker.awaitParked(1);
            ticker.advance(SECOND);
        }
        eventually("it backs off", () -> it.restarts() == 3 && it.state() == State.BACKING_OFF);
        it.cell().cancel(ENOUGH);
        close();
        String restarting = "restarting in PT1S after Failure[error=java.io.IOException: down]";
        assertThat(told)
                .containsExactly(
                        "READY by shop/poller#1",
                        "BACKING_OFF by shop/poller#1",
                        restarting,
                        "READY by shop/poller#1",
                        "BACKING_OFF by shop/poller#1",
                        restarting,
                        "READY by shop/poller#1",
                        "BACKING_OFF by shop/poller#1",
                        restarting,
                        "ENDED by nobody");
    }

    @Test
    void aScheduleChangesBetweenWaitingAndRunning() throws Exception {
        Supervision it = start(Course.every(SECOND, ticker.nanoTime()), () -> {});
        for (int i = 0; i < 2; i++) {
            int runs = i;
            eventually(
                    "it waits",
                    () -> it.runs() == runs
                            && it.state() == State.WAITING
                            && it.nextIn().isPresent());
            ticker.awaitParked(1);
            ticker.advance(SECOND);
        }
        eventually("it has run twice", () -> it.runs() == 2 && it.state() == State.WAITING);
        close();
        assertThat(told.stream().map(line -> line.replaceAll(" by .*", "")))
                .containsExactly("RUNNING", "WAITING", "RUNNING", "WAITING", "ENDED");
    }

    @Test
    void whatNeverBeganHasEndedTooAndIsToldOnce() throws Exception {
        try (Gate hold = new Gate()) {
            Supervision first = start(Course.restarting(EXACT, true, () -> 0), hold::pass);
            hold.awaitArrived(1);
            told.clear();
            Supervision queued = start(Course.restarting(EXACT, true, () -> 0), hold::pass);
            queued.cell().cancel(ENOUGH);
            assertThat(queued.state()).isEqualTo(State.ENDED);
            eventually("it is told", () -> !told.isEmpty());
            assertThat(told).containsExactly("ENDED by nobody");
            assertThat(first.state()).isEqualTo(State.READY);
            assertThat(queued.inState()).isZero();
        }
        close();
    }
}
