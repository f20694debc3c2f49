package io.github.stint.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown document: its Java and what one sees of it, its sections and its links. */
final class Document {

    /**
     * A block of Java, or of text that names a snippet.
     *
     * @param line the number of its first line in the document, from 0
     * @param section the anchor of the heading it stands below
     * @param snippet the snippet named above it, or null if there is none
     * @param lines what it shows
     */
    record Block(int line, String section, String snippet, List<String> lines) {}

    /**
     * A heading.
     *
     * @param level how many signs are before it
     * @param anchor what a link names to lead to it
     */
    record Heading(int level, String anchor) {}

    /**
     * A link.
     *
     * @param line the number of its line, from 0
     * @param target where it leads
     */
    record Link(int line, String target) {}

    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet (\\S+) -->");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final String FENCE = "```";

    private final String name;
    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<String> misplaced = new ArrayList<>();

    Document(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
        read();
    }

    /** The documents of the project: those in its root, and those in docs. */
    static List<Document> below(Path root) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            for (Path file : Stream.concat(top, docs)
                    .filter(it -> it.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                documents.add(
                        new Document(root.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file)));
            }
        }
        return documents;
    }

    private void read() {
        String snippet = null;
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher comment = SNIPPET.matcher(line);
            if (line.startsWith(FENCE)) {
                int begin = i + 1;
                for (i = begin; i < lines.size() && !lines.get(i).strip().equals(FENCE); i++) {
                    // to the end of the block
                }
                if (line.equals(FENCE + "java") || (line.equals(FENCE + "text") && snippet != null)) {
                    blocks.add(new Block(begin, section, snippet, lines.subList(begin, i)));
                    snippet = null;
                }
            } else if (comment.matches()) {
                snippet = comment.group(1);
                continue;
            } else {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    section = anchor(heading.group(2));
                    headings.add(new Heading(heading.group(1).length(), section));
                }
                addLinks(i, line);
            }
            if (snippet != null && !line.isEmpty()) {
                misplaced.add(name + ": no block of Java or text follows the comment of " + snippet);
                snippet = null;
            }
        }
    }

    /** The n-th heading of a text has its number behind it. */
    private String anchor(String heading) {
        String plain = heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        int before = seen.merge(plain, 1, Integer::sum) - 1;
        return before == 0 ? plain : plain + "-" + before;
    }

    private void addLinks(int number, String line) {
        Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", ""));
        while (link.find()) {
            links.add(new Link(number, link.group(1)));
        }
    }

    /** Its path from the root of the project. */
    String name() {
        return name;
    }

    /** Its lines. */
    List<String> lines() {
        return lines;
    }

    /** Its Java, and the text that names a snippet, from top to bottom. */
    List<Block> blocks() {
        return blocks;
    }

    /** Its links, from top to bottom; those inside code are none. */
    List<Link> links() {
        return links;
    }

    /** Its headings, from top to bottom. */
    List<Heading> headings() {
        return headings;
    }

    /** What is said of comments that name a snippet and stand before something else. */
    List<String> misplaced() {
        return misplaced;
    }

    /** Its lines, with the snippets in the blocks that name them. */
    List<String> linesWith(Snippets snippets) {
        List<String> all = new ArrayList<>();
        int copied = 0;
        for (Block block : outdated(snippets)) {
            all.addAll(lines.subList(copied, block.line()));
            all.addAll(snippets.lines(block.snippet()));
            copied = block.line() + block.lines().size();
        }
        all.addAll(lines.subList(copied, lines.size()));
        return all;
    }

    /** The blocks that show something else than the snippets they name. How trailing comments are aligned does not matter. */
    List<Block> outdated(Snippets snippets) {
        return blocks.stream()
                .filter(block -> block.snippet() != null)
                .filter(block -> !comparable(block.lines()).equals(comparable(snippets.lines(block.snippet()))))
                .toList();
    }

    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("(?<=\\S) +// ", " // "))
                .toList();
    }
}
