package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

    private final Rate rate = new Rate();
    private double now;
    private double ended;

    @Test
    void nothingIsKnownBeforeTheFirstHasEnded() {
        pass(100, 0);

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void aSteadyPaceIsThePace() {
        pass(60, 5);

        assertThat(rate.perSecond()).isCloseTo(5, within(0.1));
    }

    @Test
    void aNewPaceIsTakenOnWithinAMinute() {
        pass(300, 10);
        pass(60, 2);

        assertThat(rate.perSecond()).isBetween(2.0, 3.5);
    }

    @Test
    void aPauseOfAMomentChangesLittle() {
        pass(300, 10);
        pass(2, 0);

        assertThat(rate.perSecond()).isBetween(9.0, 10.0);
    }

    @Test
    void jobsThatTakeLongAreNotTakenForAStandstill() {
        pass(3_600, 1.0 / 60);
        pass(50, 0);

        assertThat(rate.perSecond() * 60).isBetween(0.9, 1.1);
    }

    /** Looks at it five times a second, as a display does. */
    private void pass(double seconds, double perSecond) {
        for (int i = 0; i < seconds * 5; i++) {
            now += 0.2;
            ended += perSecond / 5;
            rate.seen((long) (ended + 1e-6), now);
        }
    }
}
