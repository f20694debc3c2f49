package io.github.stint.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.verification.schedules.Exploration;
import io.github.stint.verification.schedules.Explorer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the scheduler finds what it is there to find: each broken toy fails, and its mended twin does not. */
class CanariesTest {

    private static final long ENOUGH_SEEDS = 20_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("canaries")
    void isFoundIfBrokenAndPassesIfMended(Scenarios.Named canary) {
        Explorer explorer = new Explorer(canary.method());
        long base = Settings.ofTheBuild().base();
        if (canary.method().getName().endsWith("Broken")) {
            Exploration found = explorer.find(base, ENOUGH_SEEDS);
            Proof.add(canary.property() + ": found", found.runs(), 1 - found.failures());
            assertThat(found.failures()).as("'%s' was not found", canary).isOne();
            assertThat(found.described()).as("its schedule").contains("stops at", "the same in 10 of 10 runs more");
        } else {
            Exploration passed = explorer.explore(base, Settings.ofTheBuild().seeds());
            assertThat(passed.failures()).as(passed.described()).isZero();
        }
    }

    static Stream<Scenarios.Named> canaries() {
        return Scenarios.in("canaries");
    }
}
