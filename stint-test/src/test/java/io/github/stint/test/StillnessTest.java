package io.github.stint.test;

import static io.github.stint.test.Stillness.AT_A_MONITOR_NANOS;
import static io.github.stint.test.Stillness.DELAYS;
import static io.github.stint.test.Stillness.LOOKS;
import static io.github.stint.test.Stillness.MOST_NANOS;
import static io.github.stint.test.Stillness.PAUSE_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StillnessTest {

    private static final long LATE = 4_000_000L;

    private final Stillness stillness = new Stillness();
    private long now = Long.MAX_VALUE - PAUSE_NANOS; // the clock may overflow meanwhile

    private int looksUntilCertain(boolean monitor, long gap) {
        int looks = 0;
        while (!stillness.isCertain()) {
            stillness.seen(monitor, now);
            now += gap;
            looks++;
        }
        return looks;
    }

    @Test
    void whoeverLooksInTimeBelievesTheThirdLook() {
        assertThat(looksUntilCertain(false, PAUSE_NANOS)).isEqualTo(LOOKS);
    }

    @Test
    void whoeverLooksLateBelievesItLater() {
        int looks = looksUntilCertain(false, PAUSE_NANOS + LATE);
        assertThat((looks - 1) * (PAUSE_NANOS + LATE)).isGreaterThanOrEqualTo(DELAYS * LATE);
        assertThat((looks - 2) * (PAUSE_NANOS + LATE)).isLessThan(DELAYS * LATE);
    }

    @Test
    void oneVeryLateLookDoesNotMakeItLastForEver() {
        stillness.seen(false, now);
        now += 1_000 * MOST_NANOS;
        assertThat(looksUntilCertain(false, PAUSE_NANOS)).isEqualTo(LOOKS - 1);
    }

    @Test
    void whoeverStandsBeforeAMonitorMayHaveBeenLetIn() {
        stillness.seen(true, now);
        now += PAUSE_NANOS;
        int more = looksUntilCertain(false, PAUSE_NANOS);
        assertThat(more * PAUSE_NANOS).isEqualTo(AT_A_MONITOR_NANOS);
    }

    @Test
    void whatRanMeanwhileBeginsItAnew() {
        stillness.seen(true, now);
        stillness.seen(false, now + LATE);
        stillness.broken();
        assertThat(looksUntilCertain(false, PAUSE_NANOS)).isEqualTo(LOOKS);
    }
}
