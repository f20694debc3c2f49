package io.github.stint.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.bench.Suites;
import io.github.stint.bench.suite.Contender;
import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import io.github.stint.bench.work.Size;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

    private static final Circumstances CIRCUMSTANCES =
            new Circumstances(2, Duration.ofMinutes(3), new Transfers(List.of(33.0, 31.0, 205.0), 1, 4));

    @TempDir
    private Path folder;

    @Test
    void onlyWhatWasMeasuredIsReplaced() throws Exception {
        Document document = new Document(folder);
        write(document, measured("map"));
        String first = read();
        assertThat(first).contains("TaskPool-forEach", "Measured once, by hand, with Python 3.11");

        Files.writeString(folder.resolve("benchmarks.md"), first.replace("## group", "## group, by hand"));
        write(document, measured("group"));

        assertThat(read()).contains("## group, by hand", "TaskPool-forEach", "Tasks.gather");
    }

    @Test
    void writingTheSameAgainChangesNothing() throws Exception {
        Document document = new Document(folder);
        write(document, measured("group"));
        String first = read();

        write(document, measured("group"));

        assertThat(read()).isEqualTo(first);
    }

    @Test
    void itSaysHowNearTheProcessorsWere() throws Exception {
        write(new Document(folder), measured("group"));

        assertThat(read())
                .contains("What one processor wrote took 33 ns to the other (31 to 205 in 3 turns)."
                        + " Turns measured while it took much longer than at best: 1; measured again for that: 4.");
    }

    @Test
    void growthIsDrawn() throws Exception {
        write(new Document(folder), measured("growth"));

        assertThat(read()).contains("![ns a task, by limit](growth-limit.svg)");
        for (String name : List.of("tasks", "limit", "groups")) {
            byte[] svg = Files.readAllBytes(folder.resolve("growth-" + name + ".svg"));
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg))
                            .getElementsByTagName("polyline")
                            .getLength())
                    .isPositive();
        }
    }

    @Test
    void goalsAreJudged() {
        Results results = new Results();
        for (Heat heat : Suites.heats(Size.TINY)) {
            results.add(
                    heat, heat.contenders().stream().map(it -> sample(it, 1)).toList());
        }

        // all cost the same, so the goals that allow that are met
        assertThat(Tables.goals(results, Goals.ALL))
                .contains("| group/no-op/virtual                     | TaskGroup.run         | StructuredTaskScope")
                .containsPattern("StructuredTaskScope .* 1\\.00 \\| 1\\.00–1\\.00 \\| 1\\.00–1\\.00 \\| ≤ 1\\.00 \\| ✓")
                .containsPattern("Jox-par .* ≤ 0\\.65 \\| ✗")
                .contains(" met, ");
    }

    private static Results measured(String suite) {
        Results results = new Results();
        for (Heat heat : Suites.heats(Size.TINY)) {
            if (heat.suite().equals(suite)) {
                results.add(
                        heat,
                        heat.contenders().stream()
                                .map(it -> sample(it, it.name().length()))
                                .toList());
            }
        }
        return results;
    }

    private static Sample sample(Contender contender, double value) {
        return new Sample(contender, new double[] {value, value}, new double[] {value});
    }

    private static void write(Document document, Results results) throws IOException {
        for (Suite suite : Suites.ALL) {
            document.write(suite, results, CIRCUMSTANCES);
        }
    }

    private String read() throws IOException {
        return Files.readString(folder.resolve("benchmarks.md"), StandardCharsets.UTF_8);
    }
}
