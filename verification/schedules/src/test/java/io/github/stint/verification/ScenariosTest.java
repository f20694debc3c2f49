package io.github.stint.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.verification.schedules.Exploration;
import io.github.stint.verification.schedules.Explorer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each scenario over the real classes under as many schedules as the build asks for. */
class ScenariosTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void holdsUnderEverySchedule(Scenarios.Named scenario) {
        Settings settings = Settings.ofTheBuild();
        Explorer explorer = new Explorer(scenario.method());
        if (settings.seed().isPresent()) {
            System.out.println(explorer.replayed(settings.seed().getAsLong()));
            return;
        }
        Exploration explored = explorer.explore(settings.base(), settings.seeds());
        Proof.add(scenario.property(), explored);
        assertThat(explored.failures()).as(explored.described()).isZero();
    }

    static Stream<Scenarios.Named> scenarios() {
        return Scenarios.in("scenarios").filter(Settings.ofTheBuild()::runs);
    }
}
