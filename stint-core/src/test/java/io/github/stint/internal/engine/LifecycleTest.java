package io.github.stint.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.CancelReason;
import io.github.stint.CancelReason.Source;
import io.github.stint.CloseReport;
import io.github.stint.OwnerState;
import io.github.stint.TaskRejectedException.Why;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final CancelReason WHY = new CancelReason(CancelReason.Source.REQUEST, "enough", null, null);

    private final Lifecycle lifecycle = new Lifecycle();
    private final CloseReport report = new CloseReport("test", Duration.ZERO, 0, 0, 0, List.of(), null);

    @Test
    void anOpenOneRefusesNobody() {
        assertState(OwnerState.OPEN, null, null);
    }

    @Test
    void aLockedOneRefusesWhoComesFromOutsideUntilItIsUnlocked() {
        lifecycle.lock();
        assertState(OwnerState.LOCKED, Why.LOCKED, null);
        lifecycle.lock();
        lifecycle.unlock();
        assertState(OwnerState.OPEN, null, null);
        lifecycle.unlock();
        assertState(OwnerState.OPEN, null, null);
    }

    @Test
    void aClosingOneStillTakesWhatItsOwnTasksBring() {
        assertThat(lifecycle.beginClosing()).isTrue();
        assertState(OwnerState.CLOSING, Why.CLOSED, null);
    }

    @Test
    void aLockedOneCanBeClosedAndIsNotUnlockedAgain() {
        lifecycle.lock();
        assertThat(lifecycle.beginClosing()).isTrue();
        lifecycle.unlock();
        lifecycle.lock();
        assertState(OwnerState.CLOSING, Why.CLOSED, null);
    }

    @Test
    void aStoppingOneRefusesEverybody() {
        assertThat(lifecycle.stop(WHY)).isTrue();
        assertThat(lifecycle.stop(WHY)).isFalse();
        lifecycle.unlock();
        assertState(OwnerState.STOPPING, Why.CLOSED, Why.CLOSED);
    }

    @Test
    void aStoppedOneDoesNotGoBackWhenItIsClosed() {
        lifecycle.stop(WHY);
        assertThat(lifecycle.beginClosing()).isTrue();
        assertState(OwnerState.STOPPING, Why.CLOSED, Why.CLOSED);
    }

    @Test
    void oneClosesIt() {
        assertThat(lifecycle.beginClosing()).isTrue();
        assertThat(lifecycle.beginClosing()).isFalse();
        lifecycle.close(report);
        assertThat(lifecycle.beginClosing()).isFalse();
        assertThat(lifecycle.stop(WHY)).isFalse();
        assertState(OwnerState.CLOSED, Why.CLOSED, Why.CLOSED);
        assertThat(lifecycle.report()).isSameAs(report);
    }

    @Test
    void aClosingThatIsGivenUpCanBeClaimedAgainAndAcceptsNothing() {
        assertThat(lifecycle.beginClosing()).isTrue();
        lifecycle.giveUpClosing();
        assertState(OwnerState.CLOSING, Why.CLOSED, null);
        assertThat(lifecycle.beginClosing()).isTrue();
        assertThat(lifecycle.beginClosing()).isFalse();
    }

    @Test
    void whoWaitsForTheEndIsToldOnce() {
        Signal one = new Signal();
        Signal other = new Signal();
        lifecycle.whenClosed(one);
        lifecycle.whenClosed(other);
        lifecycle.forget(one);
        assertThat(lifecycle.report()).isNull();
        assertThat(lifecycle.close(report)).containsExactly(other);
        lifecycle.forget(other);
    }

    @Test
    void whatIsToBeDoneAtTheEndIsTakenOnceAndNotLeftWithAClosedOne() {
        Runnable action = () -> {};
        assertThat(lifecycle.whenClosed(action)).isTrue();
        lifecycle.close(report);
        assertThat(lifecycle.whenClosed(action)).isFalse();
        assertThat(lifecycle.takeAfterwards()).containsExactly(action);
        assertThat(lifecycle.takeAfterwards()).isEmpty();
    }

    @Test
    void theFirstReasonToStopStands() {
        CancelReason first = new CancelReason(Source.REQUEST, "first", null, null);
        assertThat(lifecycle.stopReason()).isNull();
        lifecycle.stoppedAtWork(first);
        lifecycle.stoppedAtWork(new CancelReason(Source.REQUEST, "second", null, null));
        assertThat(lifecycle.stopReason()).isSameAs(first);
    }

    private void assertState(OwnerState state, Why outside, Why inside) {
        assertThat(lifecycle.state()).isEqualTo(state);
        assertThat(lifecycle.refuses(false)).isEqualTo(outside);
        assertThat(lifecycle.refuses(true)).isEqualTo(inside);
    }
}
