package io.github.stint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples do what their README shows. With {@code -Ddocs.update=true} it is rewritten instead of compared. */
class ExamplesTest {

    private static final Path README = Path.of("README.md");
    private static final Path SOURCES = Path.of("src/main/java/io/github/stint/examples");
    private static final String SECTION = "## ";
    private static final String BEGIN = "```text";
    private static final String END = "```";

    @Test
    void eachPrintsWhatTheReadmeShows() throws Exception {
        Map<String, List<String>> printed = new LinkedHashMap<>();
        for (String name : shown().keySet()) {
            printed.put(name, printedBy(name));
        }
        if (Boolean.getBoolean("docs.update")) {
            Files.write(README, with(printed));
        }
        assertThat(shown()).isEqualTo(printed);
    }

    @Test
    void eachHasASectionAndARow() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(SOURCES)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Main.java"))
                    .map(file -> file.substring(0, file.length() - "Main.java".length()))
                    .toList();
        }
        assertThat(shown().keySet()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(names));
        String readme = Files.readString(README);
        assertThat(names)
                .allMatch(name -> readme.contains("| [" + name + "](#" + name.toLowerCase(Locale.ROOT) + ") |"));
    }

    private static List<String> printedBy(String name) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Class.forName("io.github.stint.examples." + name + "Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What the README shows of each. */
    private static Map<String, List<String>> shown() throws IOException {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        List<String> block = null;
        String name = "";
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith(SECTION)) {
                name = line.substring(SECTION.length());
            } else if (line.equals(BEGIN)) {
                block = new ArrayList<>();
                shown.put(name, block);
            } else if (line.equals(END)) {
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return shown;
    }

    private static List<String> with(Map<String, List<String>> printed) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        String name = "";
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith(SECTION)) {
                name = line.substring(SECTION.length());
            }
            if (line.equals(END)) {
                inside = false;
            }
            if (!inside) {
                lines.add(line);
            }
            if (line.equals(BEGIN)) {
                inside = true;
                lines.addAll(printed.get(name));
            }
        }
        return lines;
    }
}
