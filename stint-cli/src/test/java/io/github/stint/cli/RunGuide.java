package io.github.stint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide of {@code stint run}, {@code docs/run.md}: its lines of shell, and the rows of its table about GNU parallel. */
final class RunGuide {

    /**
     * Lines of shell.
     *
     * @param line the number of the first in the document, from 1
     * @param recipe the task they are for, as the comment above them names it; empty if there is none
     * @param commands what is typed
     * @param seen what one sees then, if the block below says so; empty if it does not
     */
    record Example(int line, String recipe, List<String> commands, List<String> seen) {}

    /**
     * A row of the table.
     *
     * @param line its number in the document, from 1
     * @param theirs options of GNU parallel
     * @param ours what it is here
     * @param tests which tests show it, each {@code Class#method}
     */
    record Row(int line, List<String> theirs, String ours, List<String> tests) {

        boolean isMissingHere() {
            return ours.startsWith("none");
        }
    }

    private static final Pattern RECIPE = Pattern.compile("<!-- recipe (\\w+) -->");
    private static final Pattern TEST = Pattern.compile("<!-- (\\w+#\\w+) -->");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])-(?:-[a-z][a-z-]*|[A-Za-z0-9](?![a-z]))");
    private static final String FENCE = "```";

    private final List<String> lines;
    private final List<Example> examples = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    RunGuide(List<String> lines) {
        this.lines = lines;
        String recipe = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher named = RECIPE.matcher(line);
            if (line.startsWith(FENCE)) {
                int begin = i + 1;
                i = end(begin);
                if (line.equals(FENCE + "sh")) {
                    boolean isSeen = i + 1 < lines.size() && lines.get(i + 1).equals(FENCE + "text");
                    List<String> seen = isSeen ? lines.subList(i + 2, end(i + 2)) : List.of();
                    examples.add(new Example(begin + 1, recipe, lines.subList(begin, i), seen));
                }
                recipe = "";
            } else if (named.matches()) {
                recipe = named.group(1);
            } else if (line.startsWith("| ") && !line.startsWith("| GNU parallel |")) {
                rows.add(row(i + 1, line));
            }
        }
    }

    private int end(int begin) {
        int end = begin;
        while (!lines.get(end).equals(FENCE)) {
            end++;
        }
        return end;
    }

    private static Row row(int number, String line) {
        String[] cells = line.split(" \\| ", -1);
        List<String> tests = TEST.matcher(line).results().map(it -> it.group(1)).toList();
        return new Row(number, options(cells[0]), cells[1].strip(), tests);
    }

    /** Reads it, wherever the tests are run from. */
    static RunGuide read() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("CONTRIBUTING.md"))) {
            root = root.getParent();
        }
        return new RunGuide(Files.readAllLines(root.resolve("docs/run.md")));
    }

    List<Example> examples() {
        return examples;
    }

    List<Row> rows() {
        return rows;
    }

    /** What the guide tells to type for a task. */
    String recipe(String name) {
        return examples.stream()
                .filter(example -> example.recipe().equals(name))
                .map(example -> String.join("\n", example.commands()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("docs/run.md has no recipe '" + name + "'"));
    }

    /** The options in the code of a text. */
    static List<String> options(String text) {
        return CODE.matcher(text)
                .results()
                .flatMap(code -> OPTION.matcher(code.group(1)).results())
                .map(MatchResult::group)
                .toList();
    }

    /** The options in its examples, and in what else of it is code. */
    Set<String> options() {
        Set<String> all = new TreeSet<>();
        for (String line : lines) {
            all.addAll(options(line.startsWith("| ") ? line.substring(line.indexOf(" | ")) : line));
        }
        for (Example example : examples) {
            example.commands().forEach(line -> all.addAll(options("`" + line + "`")));
        }
        return all;
    }
}
