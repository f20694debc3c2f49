package io.github.stint.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Java that documents may show: what stands between {@code // shown: name} and {@code // end} in a test of a package
 * {@code docs}, of any module. It is called {@code Class#name}. A name that is opened again goes on where it stopped.
 */
final class Snippets {

    private static final String BEGIN = "// shown: ";
    private static final String END = "// end";

    private final Map<String, List<String>> all = new LinkedHashMap<>();

    /** The snippets of all modules below that folder. Only tests are looked at: what is built may vanish meanwhile. */
    static Snippets below(Path root) throws IOException {
        Snippets snippets = new Snippets();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path tests : modules.map(it -> it.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                snippets.readBelow(tests);
            }
        }
        return snippets;
    }

    private void readBelow(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(Snippets::mayHaveSome).sorted().toList()) {
                read(file.getFileName().toString().replace(".java", ""), Files.readAllLines(file));
            }
        }
    }

    private static boolean mayHaveSome(Path file) {
        return file.getParent().endsWith("docs") && file.toString().endsWith("Test.java");
    }

    /** Reads a test. */
    void read(String className, List<String> lines) {
        String open = null;
        List<String> marked = new ArrayList<>();
        for (String line : lines) {
            String stripped = line.strip();
            if (stripped.startsWith(BEGIN)) {
                refuse(open != null, className, "'" + open + "' is not ended where another begins");
                open = stripped.substring(BEGIN.length());
                marked = new ArrayList<>();
            } else if (stripped.equals(END)) {
                refuse(open == null, className, "'" + END + "' without a beginning");
                all.computeIfAbsent(className + "#" + open, name -> new ArrayList<>())
                        .addAll(String.join("\n", marked).stripIndent().lines().toList());
                open = null;
            } else if (open != null) {
                marked.add(line);
            }
        }
        refuse(open != null, className, "'" + open + "' is not ended");
    }

    private static void refuse(boolean wrong, String className, String what) {
        if (wrong) {
            throw new IllegalStateException(className + ": " + what);
        }
    }

    /** Their names. */
    Set<String> names() {
        return all.keySet();
    }

    /** The lines of one, without the indentation they have in common. */
    List<String> lines(String name) {
        return Objects.requireNonNull(all.get(name), () -> "there is no snippet '" + name + "'");
    }
}
