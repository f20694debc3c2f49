package io.github.stint.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalmTest {

    private long now;

    /** It moves until then. */
    private long movesUntil;

    private final Calm calm = new Calm(() -> now >= movesUntil, () -> now, nanos -> now += nanos);

    @Test
    void whatDoesNotMoveIsNotWaitedFor() {
        assertThat(calm.await()).isTrue();
        assertThat(now).isZero();
    }

    @Test
    void whatStopsInTimeIsWaitedFor() {
        movesUntil = Calm.PATIENCE_NANOS - 1;
        assertThat(calm.await()).isTrue();
        assertThat(now).isGreaterThanOrEqualTo(movesUntil);
    }

    @Test
    void whatMovesOnIsGivenUpInTheEnd() {
        movesUntil = Long.MAX_VALUE;
        assertThat(calm.await()).isFalse();
        assertThat(now).isBetween(Calm.PATIENCE_NANOS, Calm.PATIENCE_NANOS + Calm.GLANCE_NANOS);
    }

    @Test
    void whatWasGivenUpIsOnlyGlancedAtUntilItIsCalm() {
        movesUntil = Long.MAX_VALUE;
        assertThat(calm.await()).isFalse();
        now = 0;
        assertThat(calm.await()).isFalse();
        assertThat(now).isBetween(Calm.GLANCE_NANOS, 2 * Calm.GLANCE_NANOS);

        movesUntil = 0;
        assertThat(calm.await()).isTrue();
        now = 0;
        movesUntil = Calm.PATIENCE_NANOS - 1;
        assertThat(calm.await()).isTrue();
    }
}
