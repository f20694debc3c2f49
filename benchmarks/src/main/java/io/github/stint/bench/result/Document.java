package io.github.stint.bench.result;

import io.github.stint.bench.suite.Heat;
import io.github.stint.bench.suite.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The document about the benchmarks. What stands in it between two marks of a suite is replaced by what was measured of the suite; the
 * rest is for people to write, and begins as the text that is kept beside this class.
 */
public final class Document {

    private static final String FILE = "benchmarks.md";

    private final Path folder;

    /** The document in that folder, and its plots beside it. */
    public Document(Path folder) {
        this.folder = folder;
    }

    /** Puts in what was measured of the suite; if nothing was, leaves what is there. */
    public void write(Suite suite, Results results, Circumstances circumstances) throws IOException {
        List<Heat> heats = results.heats(suite.name());
        if (heats.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append(suite.about()).append("\n\n");
        String goals = Tables.goals(
                results,
                Goals.ALL.stream()
                        .filter(it -> it.heat().startsWith(suite.name() + "/"))
                        .toList());
        if (!goals.isEmpty()) {
            text.append(goals).append('\n');
        }
        for (Heat heat : heats) {
            if (suite.name().equals("growth")) {
                Growth growth = new Growth(results, heat);
                String drawing = "growth-" + heat.name() + ".svg";
                Files.writeString(folder.resolve(drawing), growth.svg());
                text.append("![ns a task, by ")
                        .append(heat.name())
                        .append("](")
                        .append(drawing)
                        .append(")\n\n");
                text.append(growth.table()).append('\n');
            } else {
                text.append(Tables.heat(results, heat)).append('\n');
            }
        }
        text.append(circumstances.inWords()).append('\n');
        replace(suite.name(), text.toString());
    }

    private void replace(String suite, String text) throws IOException {
        Path file = folder.resolve(FILE);
        String before = Files.exists(file) ? Files.readString(file) : skeleton();
        String begin = "<!-- bench " + suite + ": begin -->";
        String end = "<!-- bench " + suite + ": end -->";
        int from = before.indexOf(begin);
        int to = before.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(file + " has no place for the suite: no '" + begin + "'");
        }
        Files.writeString(
                file, before.substring(0, from + begin.length()) + "\n\n" + text + "\n" + before.substring(to));
    }

    private static String skeleton() throws IOException {
        try (InputStream text = Objects.requireNonNull(Document.class.getResourceAsStream(FILE), FILE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
