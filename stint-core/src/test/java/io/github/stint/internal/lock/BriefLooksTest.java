package io.github.stint.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BriefLooksTest {

    private static final int FIRST = 24;
    private static final int MOST = 64;
    private static final int FOUR_FOR_FIRST = 4; // four results in 24 looks are six looks each

    private final BriefLooks brief = new BriefLooks();
    private final AtomicInteger looks = new AtomicInteger();

    @BeforeEach
    void wantTwoProcessors() {
        Assumptions.assumeTrue(Spin.looks(2) == 2, "one processor");
    }

    @Test
    void itStopsToLookWhenItIsSo() {
        assertThat(brief.lookFor(() -> looks.incrementAndGet() == 3)).isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test
    void whereResultsComeFastItLooksLongerAndNoLongerThanTheMost() {
        assertThat(looksAndFinds(FOUR_FOR_FIRST)).isEqualTo(FIRST);
        assertThat(looksAndFinds(8)).isEqualTo(2 * FIRST);
        assertThat(looksAndFinds(11)).isEqualTo(MOST);
        assertThat(looksAndFinds(11)).isEqualTo(MOST);
    }

    @Test
    void whereTheyDoNotItDoesNotLookAgain() {
        assertThat(looksAndFinds(FOUR_FOR_FIRST - 1)).isEqualTo(FIRST);
        assertThat(looksAndFinds(0)).isZero();
    }

    @Test
    void whereTheyCeaseToComeFastItLooksAQuarterAsLongAndThenNotAtAll() {
        looksAndFinds(4);
        looksAndFinds(8);
        assertThat(looksAndFinds(10)).isEqualTo(MOST);
        assertThat(looksAndFinds(1)).isEqualTo(MOST / 4);
        assertThat(looksAndFinds(0)).isZero();
    }

    @Test
    void oneInThirtyTwoTriesAndIfThatPaysTheNextLooksTwiceAsLong() {
        looksAndFinds(0);
        for (int other = 1; other < 32; other++) {
            assertThat(looksAndFinds(0)).as("try %d", other).isZero();
        }
        assertThat(looksAndFinds(0)).isEqualTo(FIRST);
        for (int other = 1; other < 32; other++) {
            assertThat(looksAndFinds(9)).as("nobody has looked").isZero();
        }
        assertThat(looksAndFinds(FOUR_FOR_FIRST)).isEqualTo(FIRST);
        assertThat(looksAndFinds(0)).isEqualTo(FIRST);
    }

    @Test
    void whatIsThereAtOnceHasPaid() {
        looksAndFinds(4);
        assertThat(brief.lookFor(() -> true)).isTrue();
        brief.found(1);
        assertThat(looksAndFinds(0)).isEqualTo(MOST);
    }

    /** How often it looked for what does not become so, after which so many were there. */
    private int looksAndFinds(int results) {
        looks.set(0);
        boolean hasLooked = brief.lookFor(() -> {
            looks.incrementAndGet();
            return false;
        });
        assertThat(hasLooked).isEqualTo(looks.get() > 0);
        if (hasLooked) {
            brief.found(results);
        }
        return looks.get();
    }
}
