package io.github.stint.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final int FULL = Spin.looks(80);

    private final Patience patience = new Patience();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void itLooksTheFullTimeAtFirst() {
        assertThat(looksInVain()).isEqualTo(FULL);
        assertThat(looksInVain()).isEqualTo(FULL);
    }

    @Test
    void itStopsToLookWhenItIsSo() {
        assertThat(patience.lookFor(() -> looks.incrementAndGet() == Math.min(3, FULL)))
                .isTrue();
        assertThat(looks).hasValue(Math.min(3, FULL));
    }

    @Test
    void afterLongWaitsItLooksLessAndLessAndThenNotAtAll() {
        patience.parked(1_000_000);
        assertThat(looksInVain()).isEqualTo(FULL / 2);
        patience.parked(1_000_000);
        assertThat(looksInVain()).isEqualTo(FULL / 4);
        for (int i = 0; i < 10; i++) {
            patience.parked(1_000_000);
        }
        assertThat(looksInVain()).isZero();
    }

    @Test
    void afterOneShortWaitItLooksTheFullTimeAgain() {
        for (int i = 0; i < 10; i++) {
            patience.parked(1_000_000);
        }
        patience.parked(1_000);
        assertThat(looksInVain()).isEqualTo(FULL);
    }

    private int looksInVain() {
        looks.set(0);
        assertThat(patience.lookFor(() -> {
                    looks.incrementAndGet();
                    return false;
                }))
                .isFalse();
        return looks.get();
    }
}
