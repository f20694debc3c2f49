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
 * {@code docs}, of any module. It is called {@code Class#name}. A name that is opened again goes on where it stopped. Of a
 * string that is a text block only the text is shown: that is how a document tells what one sees.
 */
final class Snippets {

    private static final String BEGIN = "// shown: ";
    private static final String END = "// end";
    private static final String QUOTES = "\"\"\"";

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
                        .addAll(shown(className + "#" + open, marked));
                open = null;
            } else if (open != null) {
                marked.add(line);
            }
        }
        refuse(open != null, className, "'" + open + "' is not ended");
    }

    private static List<String> shown(String name, List<String> marked) {
        boolean isText = !marked.isEmpty() && marked.getFirst().endsWith("= " + QUOTES);
        List<String> shown = isText ? marked.subList(1, marked.size() - 1) : marked;
        String text = String.join("\n", shown);
        refuse(isText && text.contains("\\"), name, "a text with an escape would be shown as it is not");
        return text.stripIndent().lines().toList();
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
