package io.github.stint.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.protocol.Models.Mistake;
import io.github.stint.protocol.Tlc.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocols hold in every state that they can reach, and the same with a mistake do not. With {@code -Dbounds=large}
 * the models are larger.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class ProtocolTest {

    private static final boolean LARGE = "large".equals(System.getProperty("bounds"));
    private static final Path PROOF = Path.of("target", "proof.tsv");

    /** The rows of the table: what was looked at, and how often that failed. */
    private static final ConcurrentMap<String, Row> ROWS = new ConcurrentSkipListMap<>();

    static List<Model> sound() {
        return Models.sound(LARGE);
    }

    static List<Mistake> mistakes() {
        return Models.mistakes();
    }

    @ParameterizedTest
    @MethodSource
    void sound(Model model) throws Exception {
        Verdict verdict = Tlc.check(model, !LARGE);
        for (String property : model.checked()) {
            boolean failed = !verdict.complete()
                    && (verdict.violated().isEmpty()
                            || verdict.violated().equals("liveness")
                            || verdict.violated().equals(property));
            count(told(model.spec(), property), verdict.states(), failed);
        }
        assertThat(verdict.complete()).as("%s: %s", model, verdict.output()).isTrue();
        assertThat(verdict.states()).as("states of %s", model).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFound(Mistake mistake) throws Exception {
        Verdict verdict = Tlc.check(mistake.model(), true);
        boolean isLive = mistake.model().properties().contains(mistake.property());
        boolean found = verdict.states() > 1
                && (verdict.violated().equals(mistake.property())
                        || (isLive && verdict.violated().equals("liveness")));
        String row = told(mistake.model().spec(), mistake.property()) + "; racy, '"
                + mistake.model().name() + "': must fail";
        count(row, verdict.states(), !found);
        assertThat(found).as("%s: %s", mistake, verdict.output()).isTrue();
    }

    @Test
    void everyPropertyThatHasWordsIsChecked() {
        for (var spec : Models.WORDS.entrySet()) {
            assertThat(sound().stream()
                            .filter(it -> it.spec().equals(spec.getKey()))
                            .flatMap(it -> it.checked().stream()))
                    .containsAll(spec.getValue().keySet());
        }
    }

    private static String told(String spec, String property) {
        String words = Models.WORDS.get(spec).get(property);
        assertThat(words).as("words for %s of %s", property, spec).isNotNull();
        return spec.toLowerCase(Locale.ROOT) + ": " + words;
    }

    private static void count(String row, long states, boolean failed) {
        Row ignored = ROWS.merge(row, new Row(states, failed ? 1 : 0), Row::plus);
    }

    /** How many states were looked at, and how many models failed. */
    private record Row(long states, int failures) {

        Row plus(Row more) {
            return new Row(states + more.states, failures + more.failures);
        }
    }

    @AfterAll
    static void writeTheTable() throws IOException {
        Files.write(
                PROOF,
                ROWS.entrySet().stream()
                        .map(it -> it.getKey() + "\tTLC\t" + it.getValue().states() + "\t"
                                + it.getValue().failures())
                        .toList());
    }
}
