package io.github.stint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.bench.result.Goal;
import io.github.stint.bench.result.Goals;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Round;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Size;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContendersTest {

    /** One run each at a tiny size: what keeps benchmarks from rotting while nobody runs them. */
    @TestFactory
    Stream<DynamicTest> everyContenderDoesItsWorkAndGivesTheRightAnswer() {
        return Suites.heats(Size.TINY).stream()
                .map(heat -> DynamicTest.dynamicTest(heat.id(), () -> everyContenderAnswers(heat)));
    }

    private static void everyContenderAnswers(Heat heat) throws Exception {
        for (Contender contender : heat.contenders()) {
            try (Round round = contender.opening().open()) {
                assertThat(round.run()).as(contender.name()).isEqualTo(contender.answer());
                assertThat(round.figure())
                        .as(contender.name())
                        .satisfies(it -> assertThat(Double.isInfinite(it)).isFalse());
            }
        }
    }

    @Test
    void everyGoalIsAboutContendersThatThereAre() {
        Map<String, Heat> heats =
                Suites.heats(Size.QUICK).stream().collect(Collectors.toMap(Heat::id, Function.identity()));

        for (Goal goal : Goals.ALL) {
            assertThat(heats).containsKey(goal.heat());
            List<String> names = heats.get(goal.heat()).contenders().stream()
                    .map(Contender::name)
                    .toList();
            assertThat(names).contains(goal.ours());
            if (goal.number() == null) {
                assertThat(names).contains(goal.rival());
            }
        }
    }

    @Test
    void sizesDifferInTheWorkAndNotInTheContenders() {
        assertThat(ids(Size.TINY.name())).isEqualTo(ids(Size.QUICK.name()));
    }

    /** Growth has more points the larger it is. */
    private static List<String> ids(String size) {
        return Suites.heats(Size.valueOf(size)).stream()
                .filter(it -> !it.suite().equals("growth"))
                .flatMap(heat -> heat.contenders().stream().map(heat::id))
                .toList();
    }

    @Test
    void noTwoContendersHaveOneId() {
        List<String> ids = Suites.heats(Size.FULL).stream()
                .flatMap(heat -> heat.contenders().stream().map(heat::id))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().noneMatch(it -> it.contains(",") || it.contains(" "));
    }

    @Test
    void theDocumentHasAPlaceForEverySuite() throws Exception {
        String document;
        try (var text = Goals.class.getResourceAsStream("benchmarks.md")) {
            document = new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }

        for (Suite suite : Suites.ALL) {
            assertThat(document)
                    .containsOnlyOnce(
                            "<!-- bench " + suite.name() + ": begin -->\n<!-- bench " + suite.name() + ": end -->");
        }
    }
}
