package io.github.stint.internal.engine;

import static io.github.stint.internal.engine.StateWord.CANCELLED;
import static io.github.stint.internal.engine.StateWord.CANCELLING;
import static io.github.stint.internal.engine.StateWord.ENDING;
import static io.github.stint.internal.engine.StateWord.FAILED;
import static io.github.stint.internal.engine.StateWord.QUEUED;
import static io.github.stint.internal.engine.StateWord.RUNNING;
import static io.github.stint.internal.engine.StateWord.STARTING;
import static io.github.stint.internal.engine.StateWord.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.TaskState;
import io.github.stint.test.Eventually;
import io.github.stint.testing.Race;
import io.github.stint.testing.Race.Heat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateWordTest {

    private static final int ROUNDS = 20_000;

    // ---- every arrow

    @Test
    void aNewTaskIsQueued() {
        Word word = new Word();
        assertThat(word.phase()).isEqualTo(QUEUED);
        assertThat(word.shown()).isEqualTo(TaskState.QUEUED);
        assertThat(word.hasEnded()).isFalse();
        assertThat(word.isShielded()).isFalse();
    }

    @Test
    void anAdmittedTaskStillShowsAsQueued() {
        Word word = Phase.STARTING.word();
        assertThat(word.phase()).isEqualTo(STARTING);
        assertThat(word.shown()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aTaskThatBeganShowsAsRunningUntilItsEndIsPublished() {
        Word word = Phase.RUNNING.word();
        assertThat(word.shown()).isEqualTo(TaskState.RUNNING);
        assertThat(word.endBody()).isFalse();
        assertThat(word.phase()).isEqualTo(ENDING);
        assertThat(word.shown()).isEqualTo(TaskState.RUNNING);
        assertThat(word.hasEnded()).isFalse();
        word.publish(SUCCEEDED);
        assertThat(word.shown()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(word.hasEnded()).isTrue();
    }

    @Test
    void aTaskThatWasAskedToStopShowsAsCancellingUntilItsEndIsPublished() {
        Word word = Phase.CANCELLING.word();
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLING);
        assertThat(word.endBody()).isTrue();
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLING);
        word.publish(FAILED);
        assertThat(word.shown()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void aTaskDroppedFromTheQueueShowsAsQueuedUntilItsEndIsPublished() {
        Word word = new Word();
        assertThat(word.drop(QUEUED)).isTrue();
        assertThat(word.phase()).isEqualTo(ENDING);
        assertThat(word.shown()).isEqualTo(TaskState.QUEUED);
        word.publish(CANCELLED);
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLED);
        assertThat(word.hasEnded()).isTrue();
    }

    @Test
    void aTaskDroppedOnItsWayNeverBegins() {
        Word word = Phase.STARTING.word();
        assertThat(word.drop(STARTING)).isTrue();
        assertThat(word.begin()).isFalse();
        assertThat(word.shown()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void anUnsettledEndCanBeSeenAndBeSettledAfterItsRelease() {
        Word word = Phase.STARTING.word();
        assertThat(word.drop(STARTING)).isTrue();
        assertThat(word.isSettleable()).isFalse();
        word.publishUnsettled(CANCELLED);
        assertThat(word.hasEnded()).isTrue();
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLED);
        assertThat(word.isSettleable()).isFalse();

        word.release();
        assertThat(word.isSettleable()).isTrue();
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLED);
    }

    // ---- every forbidden arrow

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "QUEUED")
    void onlyAQueuedTaskIsAdmitted(Phase phase) {
        Word word = phase.word();
        assertThat(word.admit()).isFalse();
        assertThat(word.phase()).isEqualTo(phase.number);
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "STARTING")
    void onlyAnAdmittedTaskBegins(Phase phase) {
        Word word = phase.word();
        assertThat(word.begin()).isFalse();
        assertThat(word.phase()).isEqualTo(phase.number);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aTaskIsDroppedOnlyFromWhereItIsAndOnlyBeforeItBegan(Phase phase) {
        for (int from : new int[] {QUEUED, STARTING}) {
            Word word = phase.word();
            assertThat(word.drop(from)).isEqualTo(from == phase.number);
            assertThat(word.phase()).isEqualTo(from == phase.number ? ENDING : phase.number);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING")
    void onlyARunningTaskIsAskedToStop(Phase phase) {
        Word word = phase.word();
        assertThat(word.claimCancel()).isFalse();
        assertThat(word.phase()).isEqualTo(phase.number);
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "CANCELLING")
    void onlyATaskThatWasAskedToStopIsNudged(Phase phase) {
        Word word = phase.word();
        assertThat(word.claimNudge()).isFalse();
        assertThat(word.phase()).isEqualTo(phase.number);
    }

    @Test
    void aTaskThatWasAskedToStopIsNudgedAsOftenAsOneLikes() {
        Word word = Phase.CANCELLING.word();
        for (int i = 0; i < 3; i++) {
            assertThat(word.claimNudge()).isTrue();
            word.release();
        }
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLING);
    }

    @Test
    void aTaskIsAskedToStopOnce() {
        Word word = Phase.RUNNING.word();
        assertThat(word.claimCancel()).isTrue();
        word.toCancelling();
        word.release();
        assertThat(word.claimCancel()).isFalse();
    }

    // ---- the marks

    @Test
    void aShieldedTaskIsAskedToStopButNotNudged() {
        Word word = Phase.RUNNING.word();
        word.shield();
        assertThat(word.isShielded()).isTrue();
        assertThat(word.shown()).isEqualTo(TaskState.RUNNING);
        cancel(word);
        assertThat(word.isShielded()).isTrue();
        assertThat(word.shown()).isEqualTo(TaskState.CANCELLING);
        assertThat(word.claimNudge()).isFalse();

        assertThat(word.unshield()).as("was asked meanwhile").isTrue();
        assertThat(word.isShielded()).isFalse();
        assertThat(word.claimNudge()).isTrue();
        word.release();
    }

    @Test
    void aShieldThatNobodyMetTellsSo() {
        Word word = Phase.RUNNING.word();
        word.shield();
        assertThat(word.unshield()).isFalse();
        assertThat(word.shown()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void theEndOfAShieldedBodyTakesTheShieldAway() {
        Word word = Phase.RUNNING.word();
        word.shield();
        cancel(word);
        assertThat(word.endBody()).isTrue();
        assertThat(word.isShielded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whileSomebodyInterruptsTheBodyDoesNotEndAndTheMarksDoNotChange(int what) throws Exception {
        Word word = Phase.RUNNING.word();
        assertThat(word.claimCancel()).isTrue();
        Runnable[] changes = {word::endBody, word::shield, word::unshield};
        Thread other = Thread.ofPlatform().daemon().start(changes[what]);
        assertThat(other.join(java.time.Duration.ofMillis(20))).isFalse();
        word.toCancelling();
        assertThat(other.join(java.time.Duration.ofMillis(20))).isFalse();
        assertThat(word.phase()).isEqualTo(CANCELLING);

        word.release();
        Eventually.ends(other);
        assertThat(word.phase()).isEqualTo(what == 0 ? ENDING : CANCELLING);
    }

    // ---- races

    @Test
    void ofAdmitAndDropExactlyOneWins() {
        Race.run(ROUNDS, () -> {
            Word word = new Word();
            AtomicInteger won = new AtomicInteger();
            return Heat.of(
                    () -> count(won, word.admit()),
                    () -> count(won, word.drop(QUEUED)),
                    () -> assertThat(won).hasValue(1));
        });
    }

    @Test
    void ofBeginAndDropExactlyOneWins() {
        Race.run(ROUNDS, () -> {
            Word word = Phase.STARTING.word();
            AtomicInteger won = new AtomicInteger();
            return Heat.of(
                    () -> count(won, word.begin()),
                    () -> count(won, word.drop(STARTING)),
                    () -> assertThat(won).hasValue(1));
        });
    }

    @Test
    void ofTwoThatAskToStopExactlyOneWins() {
        Race.run(ROUNDS, () -> {
            Word word = Phase.RUNNING.word();
            AtomicInteger won = new AtomicInteger();
            Runnable cancel = () -> count(won, cancel(word));
            return Heat.of(cancel, cancel, () -> {
                assertThat(won).hasValue(1);
                assertThat(word.phase()).isEqualTo(CANCELLING);
            });
        });
    }

    @Test
    void whoAsksToStopWinsExactlyIfTheBodyHearsOfItAtItsEnd() {
        Race.run(ROUNDS, () -> {
            Word word = Phase.RUNNING.word();
            AtomicBoolean asked = new AtomicBoolean();
            AtomicBoolean heard = new AtomicBoolean();
            return Heat.of(
                    () -> asked.set(cancel(word)),
                    () -> heard.set(word.endBody()),
                    () -> assertThat(heard.get()).isEqualTo(asked.get()));
        });
    }

    @Test
    void nobodyInterruptsAfterTheEndOfTheBody() {
        AtomicReference<Thread> body = new AtomicReference<>();
        AtomicInteger late = new AtomicInteger();
        Race.run(ROUNDS, () -> {
            Word word = Phase.RUNNING.word();
            Runnable canceller = () -> {
                if (word.claimCancel()) {
                    word.toCancelling();
                    body.get().interrupt();
                    word.release();
                }
                if (word.claimNudge()) {
                    body.get().interrupt();
                    word.release();
                }
            };
            Runnable bodyEnds = () -> {
                body.set(Thread.currentThread());
                word.endBody();
                boolean ignored = Thread.interrupted();
                for (int i = 0; i < 20; i++) {
                    Thread.onSpinWait();
                    if (Thread.interrupted()) {
                        late.incrementAndGet();
                    }
                }
            };
            body.set(Thread.currentThread());
            return new Heat(
                    List.of(bodyEnds, canceller, canceller),
                    () -> assertThat(late).hasValue(0));
        });
    }

    @Test
    void whatTheCancellerWroteIsSeenByWhoSeesThatItWasAsked() {
        Race.run(ROUNDS, () -> {
            Word word = Phase.RUNNING.word();
            int[] seen = {-1};
            return Heat.of(
                    () -> {
                        if (word.claimCancel()) {
                            word.reason = 42;
                            word.toCancelling();
                            word.release();
                        }
                    },
                    () -> seen[0] = word.endBody() ? word.reason : 42,
                    () -> assertThat(seen[0]).isEqualTo(42));
        });
    }

    @Test
    void aShieldPutUpWhileSomebodyAsksIsNeitherLostNorInTheWay() {
        Race.run(ROUNDS, () -> {
            Word word = Phase.RUNNING.word();
            return Heat.of(word::shield, () -> cancel(word), () -> {
                assertThat(word.isShielded()).isTrue();
                assertThat(word.phase()).isEqualTo(CANCELLING);
                assertThat(word.unshield()).isTrue();
            });
        });
    }

    private static void count(AtomicInteger counter, boolean yes) {
        if (yes) {
            counter.incrementAndGet();
        }
    }

    private static boolean cancel(Word word) {
        if (!word.claimCancel()) {
            return false;
        }
        word.toCancelling();
        word.release();
        return true;
    }

    @Test
    void whoWaitsForTheBusySleepsThoughItIsInterruptedAndKeepsThat() throws Exception {
        Word word = Phase.RUNNING.word();
        assertThat(word.claimCancel()).isTrue();
        AtomicBoolean kept = new AtomicBoolean();
        Thread body = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            word.endBody();
            kept.set(Thread.currentThread().isInterrupted());
        });
        Eventually.waits(body);
        word.toCancelling();
        word.release();
        body.join();
        assertThat(kept).isTrue();
        assertThat(word.phase()).isEqualTo(ENDING);
    }

    static final class Word extends StateWord {
        int reason;
    }

    enum Phase {
        QUEUED(StateWord.QUEUED),
        STARTING(StateWord.STARTING),
        RUNNING(StateWord.RUNNING),
        CANCELLING(StateWord.CANCELLING),
        ENDING(StateWord.ENDING),
        SUCCEEDED(StateWord.SUCCEEDED),
        FAILED(StateWord.FAILED),
        CANCELLED(StateWord.CANCELLED);

        final int number;

        Phase(int number) {
            this.number = number;
        }

        /** A word that came to this phase by its arrows. */
        Word word() {
            Word word = new Word();
            boolean ok = this == QUEUED || word.admit();
            if (number >= RUNNING.number) {
                ok &= word.begin();
            }
            if (this == CANCELLING || this == CANCELLED) {
                ok &= cancel(word);
            }
            if (number >= ENDING.number) {
                boolean asked = word.endBody();
                ok &= asked == (this == CANCELLED);
            }
            if (number > ENDING.number) {
                word.publish(number);
            }
            assertThat(ok).isTrue();
            assertThat(word.phase()).isEqualTo(number);
            return word;
        }
    }
}
