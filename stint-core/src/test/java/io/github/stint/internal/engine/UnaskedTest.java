package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskOptions;
import io.github.stint.internal.time.Deadline;
import io.github.stint.test.VirtualTicker;
import io.github.stint.testing.Bodies;
import io.github.stint.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of failures nobody has asked about; what an owner makes of it is in {@code TaskPoolUnaskedTest}. */
class UnaskedTest {

    private static final Duration NANO = Duration.ofNanos(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final Engine engine =
            new Engine(EngineOptions.queueing("Test", "failing", 1, FailurePolicy.READ, ticker), null);
    private final Unasked unasked = new Unasked();

    /** A task that has failed now. */
    private TaskCell<Void> failed() throws InterruptedException {
        TaskCell<Void> cell =
                new TaskCell<>(engine, TaskOptions.defaults(), Bodies.throwing(new RuntimeException("bad")));
        engine.start(cell);
        assertThat(engine.ending().awaitIdle(Deadline.NEVER)).isTrue();
        return cell;
    }

    private long inASecond() {
        return ticker.nanoTime() + Unasked.GRACE_NANOS;
    }

    @Test
    void theTimerIsDueASecondAfterTheOldestAndIsArmedOnce() throws Exception {
        assertThat(unasked.timerDue()).isEqualTo(Deadline.NEVER);
        long due = inASecond();
        unasked.add(failed());
        ticker.advance(NANO);
        unasked.add(failed());

        assertThat(unasked.timerDue()).isEqualTo(due);
        assertThat(unasked.timerDue()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void onceItHasGoneOffItIsArmedForThoseThatAreLeft() throws Exception {
        TaskCell<?> first = failed();
        unasked.add(first);
        unasked.timerDue();
        ticker.advance(NANO);
        long due = inASecond();
        TaskCell<?> second = failed();
        unasked.add(second);

        assertThat(unasked.takeDue(due - 1)).containsExactly(first);
        assertThat(unasked.timerDue()).isEqualTo(due);
        assertThat(unasked.takeDue(due)).containsExactly(second);
        assertThat(unasked.timerDue()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void whatHasNotHadItsSecondIsNotTaken() throws Exception {
        long due = inASecond();
        unasked.add(failed());
        assertThat(unasked.takeDue(due - 1)).isEmpty();
        assertThat(unasked.takeDue(due)).hasSize(1);
    }

    @Test
    void takingAllLeavesNothingAndNoTimer() throws Exception {
        TaskCell<?> first = failed();
        unasked.add(first);
        unasked.timerDue();
        assertThat(unasked.takeAll()).containsExactly(first);
        assertThat(unasked.takeAll()).isEmpty();

        long due = inASecond();
        unasked.add(failed());
        assertThat(unasked.timerDue()).isEqualTo(due);
    }

    @Test
    void ofMoreThanAThousandTheOldestIsGivenBack() throws Exception {
        TaskCell<?> oldest = failed();
        TaskCell<?> other = failed();
        assertThat(unasked.add(oldest)).isEmpty();
        for (int i = 1; i < 1_000; i++) {
            assertThat(unasked.add(other)).isEmpty();
        }
        assertThat(unasked.add(other)).containsExactly(oldest);
        assertThat(unasked.takeAll()).hasSize(1_000);
    }

    @Test
    void nobodyIsWaitedForWhileNobodyTells() {
        assertThat(unasked.whenTold(new Signal())).isFalse();
        unasked.takeDue(0);
        assertThat(unasked.toldDue()).isEmpty();
        assertThat(unasked.whenTold(new Signal())).isFalse();
    }

    @Test
    void theLastWhoTellsGivesBackOnceWhoWaits() {
        Signal signal = new Signal();
        unasked.takeDue(0);
        assertThat(unasked.whenTold(signal)).isTrue();
        unasked.takeDue(0);

        assertThat(unasked.toldDue()).isEmpty();
        assertThat(unasked.whenTold(new Signal())).as("one still tells").isTrue();
        assertThat(unasked.toldDue()).hasSize(2).contains(signal);
        unasked.takeDue(0);
        assertThat(unasked.toldDue()).isEmpty();
    }

    @Test
    void ofThoseThatWereTakenOnlyFailuresThatNobodyAskedAboutAreLogged() throws Exception {
        TaskCell<String> succeeded = new TaskCell<>(engine, TaskOptions.defaults(), () -> "fine");
        engine.start(succeeded);
        assertThat(engine.ending().awaitIdle(Deadline.NEVER)).isTrue();
        TaskCell<?> asked = failed();
        asked.willBeAsked();
        TaskCell<?> unknown = failed();
        try (LogCapture log = LogCapture.of("io.github.stint.Test")) {
            Unasked.tell(engine.core(), List.of(succeeded, asked, unknown));
            assertThat(log.records()).hasSize(1);
            assertThat(log.about("task '" + unknown.name() + "' failed and nobody asked"))
                    .hasSize(1);
            assertThat(log.records().getFirst().getThrown()).hasMessage("bad");
        }
    }
}
