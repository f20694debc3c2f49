package io.github.stint.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How many restarts there are within a window. */
class RestartBudgetTest {

    @Test
    void allowsSoManyAndNotOneMore() {
        RestartBudget budget = new RestartBudget(3, 100);
        assertThat(budget.take(-5)).isTrue();
        assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(50)).isTrue();
        assertThat(budget.take(94)).isFalse();
    }

    @Test
    void aRestartThatIsAsOldAsTheWindowCountsNoMore() {
        RestartBudget budget = new RestartBudget(1, 100);
        assertThat(budget.take(-5)).isTrue();
        assertThat(budget.take(94)).isFalse();
        assertThat(budget.take(95)).isTrue();
    }

    @Test
    void noneMayBeAllowedAndWithoutLimitAllAre() {
        assertThat(new RestartBudget(0, 100).take(0)).isFalse();
        RestartBudget without = new RestartBudget(Integer.MAX_VALUE, 100);
        for (int i = 0; i < 1_000; i++) {
            assertThat(without.take(0)).isTrue();
        }
    }

    @Test
    void noWindowEverHasMoreThanAllowedAndNoneIsRefusedThatIsAllowed() {
        Random random = new Random(25);
        for (int round = 0; round < 500; round++) {
            int allowed = random.nextInt(6);
            int window = 1 + random.nextInt(50);
            RestartBudget budget = new RestartBudget(allowed, window);
            List<Long> taken = new ArrayList<>();
            long now = -100;
            for (int i = 0; i < 100; i++) {
                now += random.nextInt(20);
                long from = now - window;
                boolean isAllowed = taken.stream().filter(at -> at > from).count() < allowed;
                assertThat(budget.take(now)).isEqualTo(isAllowed);
                if (isAllowed) {
                    taken.add(now);
                }
            }
        }
    }
}
