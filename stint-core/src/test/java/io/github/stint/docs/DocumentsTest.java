package io.github.stint.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.docs.Document.Block;
import io.github.stint.docs.Document.Heading;
import io.github.stint.docs.Document.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The Java of the documents is compiled and run: a block below {@code <!-- snippet Class#name -->} is what stands between
 * {@code // shown: name} and {@code // end} in that test. With {@code -Ddocs.update=true} the documents are rewritten
 * instead of compared.
 */
class DocumentsTest {

    /** Documents that show no Java but that of tests. */
    private static final Set<String> OF_TESTS_ONLY = Set.of(
            "README.md",
            "docs/from-asyncio.md",
            "docs/guide.md",
            "docs/cancellation.md",
            "docs/from-executors.md",
            "docs/cookbook.md");

    /** The document in which every row has a section. */
    private static final String ROWS = "docs/from-asyncio.md";

    private final Path root = root();
    private final Snippets snippets;
    private final Map<String, Document> documents = new TreeMap<>();

    DocumentsTest() throws IOException {
        snippets = Snippets.below(root);
        for (Document document : Document.below(root)) {
            documents.put(document.name(), document);
        }
    }

    /** The folder of the whole project, wherever the tests are run from. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("CONTRIBUTING.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    // ---- the documents

    @Test
    void everyBlockThatNamesASnippetShowsIt() throws IOException {
        for (Document document : documents.values()) {
            assertThat(document.misplaced()).isEmpty();
            if (Boolean.getBoolean("docs.update")) {
                Files.write(root.resolve(document.name()), document.linesWith(snippets));
                continue;
            }
            for (Block block : document.outdated(snippets)) {
                assertThat(block.lines())
                        .as(
                                "%s, line %d, against %s; with -Ddocs.update=true it is rewritten",
                                document.name(), block.line() + 1, block.snippet())
                        .isEqualTo(snippets.lines(block.snippet()));
            }
        }
    }

    @Test
    void everySnippetIsShown() {
        Set<String> unused = new TreeSet<>(snippets.names());
        documents.values().forEach(it -> it.blocks().forEach(block -> unused.remove(String.valueOf(block.snippet()))));
        assertThat(unused).as("snippets that no document shows").isEmpty();
    }

    @Test
    void theJavaOfSomeDocumentsIsThatOfTestsOnly() {
        for (String name : OF_TESTS_ONLY) {
            List<Block> blocks = documents.get(name).blocks();
            assertThat(blocks).isNotEmpty();
            assertThat(blocks.stream().filter(block -> block.snippet() == null))
                    .as("blocks of %s that name no snippet", name)
                    .isEmpty();
        }
    }

    @Test
    void everyRowOfTheTranslationShowsWhatRunsAndIsInTheTableAtItsTop() {
        Document document = documents.get(ROWS);
        Set<String> rows = new TreeSet<>();
        document.headings().stream().filter(it -> it.level() == 3).forEach(it -> rows.add(it.anchor()));
        assertThat(rows).hasSizeGreaterThan(50);
        Set<String> withoutJava = new TreeSet<>(rows);
        document.blocks().forEach(block -> withoutJava.remove(block.section()));
        assertThat(withoutJava).as("rows without Java").isEmpty();
        Set<String> withoutLink = new TreeSet<>(rows);
        document.links().forEach(link -> withoutLink.remove(link.target().substring(1)));
        assertThat(withoutLink).as("rows that the table does not name").isEmpty();
    }

    @Test
    void noLinkBetweenDocumentsIsDead() {
        List<String> dead = new ArrayList<>();
        for (Document document : documents.values()) {
            for (Link link : document.links()) {
                if (isDead(document, link.target())) {
                    dead.add(document.name() + ":" + (link.line() + 1) + ": " + link.target());
                }
            }
        }
        assertThat(dead).as("links that lead nowhere").isEmpty();
    }

    private boolean isDead(Document from, String target) {
        if (target.matches("[a-z]+:.*")) {
            return false;
        }
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty()
                ? root.resolve(from.name())
                : root.resolve(from.name()).resolveSibling(path).normalize();
        if (!Files.exists(file)) {
            return true;
        }
        Document other = documents.get(root.relativize(file).toString().replace('\\', '/'));
        return hash >= 0 && (other == null || !anchors(other).contains(target.substring(hash + 1)));
    }

    private static Set<String> anchors(Document document) {
        return document.headings().stream().map(Heading::anchor).collect(Collectors.toSet());
    }

    // ---- the means

    private static final List<String> TEST =
            """
            class PoolTest {
                @Test
                void one() {
                    //> one
                    pool.lock();
                    if (pool.isLocked()) {
                        pool.unlock(); // again
                    }
                    //.
                    assertThat(pool.isLocked()).isFalse();
                    //> one
                    pool.close();
                    //.
                }
            }
            """.replace("//>", "// shown:").replace("//.", "// end").lines().toList();

    private static final String GOOD = """
        # A pool

        <!-- snippet PoolTest#one -->
        ```java
        pool.lock();
        if (pool.isLocked()) {
            pool.unlock();  // again
        }
        pool.close();
        ```
        See [above](#a-pool), [`code`](x.md), and `[not](this)`.
        """;

    private static Document document(String text) {
        return new Document("a.md", text.lines().toList());
    }

    private static Snippets snippetsOfTest() {
        Snippets snippets = new Snippets();
        snippets.read("PoolTest", TEST);
        return snippets;
    }

    @Test
    void theMarkedLinesAreComparedWithoutIndentationAndWhateverTheAlignmentOfComments() {
        assertThat(document(GOOD).outdated(snippetsOfTest())).isEmpty();
    }

    @Test
    void aBlockThatDiffersIsFoundAndRewritten() {
        for (String bad : List.of(
                GOOD.replace("pool.lock();", "pool.lock(1);"),
                GOOD.replace("pool.close();\n", ""),
                GOOD.replace("pool.close();\n", "pool.close();\n\n"),
                GOOD.replace("    pool.unlock", "  pool.unlock"))) {
            Document document = document(bad);
            assertThat(document.outdated(snippetsOfTest())).hasSize(1);
            assertThat(document.linesWith(snippetsOfTest()))
                    .isEqualTo(GOOD.replace("  // again", " // again").lines().toList());
        }
    }

    @Test
    void whatOneSeesIsTheTextOfATextBlock() {
        List<String> test = List.of(
                "//: seen", "    String seen = \"\"\"", "        a pool", "          b", "        \"\"\";", "//.");
        Snippets snippets = new Snippets();
        snippets.read("PoolTest", marked(test));
        Document document = document("<!-- snippet PoolTest#seen -->\n```text\na pool\n```\n```text\nb\n```\n");
        assertThat(document.outdated(snippets)).hasSize(1);
        assertThat(document.linesWith(snippets)).contains("a pool", "  b").endsWith("```text", "b", "```");
        List<String> escaped =
                test.stream().map(line -> line.replace("a pool", "a\\tpool")).toList();
        assertThatThrownBy(() -> new Snippets().read("PoolTest", marked(escaped)))
                .hasMessageContaining("escape");
    }

    private static List<String> marked(List<String> test) {
        return test.stream()
                .map(line -> line.replace("//:", "// shown:").replace("//.", "// end"))
                .toList();
    }

    @Test
    void aSnippetThatDoesNotExistIsTold() {
        assertThatThrownBy(() -> document(GOOD.replace("#one", "#two")).outdated(snippetsOfTest()))
                .hasMessage("there is no snippet 'PoolTest#two'");
    }

    @Test
    void aSnippetThatIsNotEndedIsTold() {
        for (int line : List.of(8, 12)) {
            List<String> lines = new ArrayList<>(TEST);
            assertThat(lines.remove(line).strip()).isEqualTo("// end");
            assertThatThrownBy(() -> new Snippets().read("PoolTest", lines))
                    .hasMessageStartingWith("PoolTest: 'one' is not ended");
        }
    }

    @Test
    void aCommentWithoutJavaBelowItIsTold() {
        assertThat(document(GOOD).misplaced()).isEmpty();
        assertThat(document(GOOD.replace("```java", "```python")).misplaced()).hasSize(1);
        assertThat(document(GOOD.replace("```java", "Text.\n```java")).misplaced())
                .hasSize(1);
    }

    @Test
    void linksAreFoundOutsideOfCodeAndHeadingsAreTheirTargets() {
        assertThat(document(GOOD).links().stream().map(Link::target)).containsExactly("#a-pool", "x.md");
        Document headings = document("# A `pool`, closed\n## x_y\n## x_y\n```\n# no\n```\n");
        assertThat(headings.headings())
                .containsExactly(new Heading(1, "a-pool-closed"), new Heading(2, "x_y"), new Heading(2, "x_y-1"));
    }
}
