package io.github.stint.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final int FULL = Spin.looks(80);

    private final Patience patience = new Patience();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void itStopsToLookWhenItIsSo() {
        assertThat(patience.lookFor(() -> looks.incrementAndGet() == Math.min(3, FULL)))
                .isTrue();
        assertThat(looks).hasValue(Math.min(3, FULL));
    }

    @Test
    void whereLookingIsInVainItLooksLessAndLessAndThenNotAtAll() {
        assertThat(looksInVain()).isEqualTo(FULL);
        assertThat(looksInVain()).isEqualTo(FULL / 2);
        assertThat(looksInVain()).isEqualTo(FULL / 4);
        lookInVain(10);
        assertThat(looksInVain()).isZero();
    }

    @Test
    void oneInThirtyTwoLooksTheFullTimeAllTheSame() {
        lookInVain(10);
        int full = 0;
        for (int wait = 0; wait < 320; wait++) {
            int looked = looksInVain();
            full += looked == FULL ? 1 : 0;
        }
        assertThat(full).isBetween(7, 10);
    }

    @Test
    void whereItWasNotInVainTheNextOneLooksTheFullTime() {
        lookInVain(10);
        while (!patience.lookFor(() -> true)) {
            looks.incrementAndGet();
        }
        assertThat(looks.get()).isLessThanOrEqualTo(32);
        assertThat(looksInVain()).isEqualTo(FULL);
    }

    @Test
    void whomOnlyASoonFindPaysLooksForLessAfterALateOne() {
        Assumptions.assumeTrue(FULL > 1, "one processor");
        assertThat(patience.lookFor(() -> looks.incrementAndGet() == 9, 8)).isTrue();
        assertThat(looksInVain()).isEqualTo(FULL);
        lookInVain(1);
        looks.set(0);
        assertThat(patience.lookFor(() -> looks.incrementAndGet() == 10, 8)).isTrue();
        assertThat(looksInVain()).isEqualTo(FULL / 8);
    }

    private void lookInVain(int times) {
        for (int i = 0; i < times; i++) {
            looksInVain();
        }
    }

    private int looksInVain() {
        looks.set(0);
        assertThat(patience.lookFor(() -> {
                    looks.incrementAndGet();
                    return false;
                }))
                .isFalse();
        int looked = looks.get();
        looks.set(0);
        return looked;
    }
}
