package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.stint.cli.RunGuide.Example;
import io.github.stint.cli.RunGuide.Row;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The guide of {@code stint run} shows what happens, and its table is complete and names tests that exist. */
class RunGuideTest {

    private static final int FEWEST_OPTIONS_OF_PARALLEL = 40;

    @TempDir
    private Path folder;

    private final RunGuide guide;

    RunGuideTest() throws Exception {
        guide = RunGuide.read();
    }

    @TestFactory
    Stream<DynamicTest> anExampleShowsWhatOneSees() {
        return guide.examples().stream()
                .filter(example -> example.recipe().isEmpty())
                .map(example -> dynamicTest("line " + example.line(), () -> {
                    String commands = String.join("\n", example.commands());
                    assumeTrue(!commands.contains("| jq ") || TypedLines.has("jq"));
                    TypedLines typed = new TypedLines(Files.createTempDirectory(folder, "example"));
                    StintProcess.Ended ended = typed.run("exec 2>&1\n" + commands);
                    assertThat(ended.out()).as(commands).matches(pattern(example.seen()));
                }));
    }

    /** Three dots stand for what differs each time. */
    private static Pattern pattern(List<String> seen) {
        return Pattern.compile(seen.stream()
                .map(line -> Arrays.stream(line.split("\\.\\.\\.", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+")))
                .map(line -> line + "\n")
                .collect(Collectors.joining()));
    }

    @Test
    void anExampleSaysWhatOneSeesUnlessItIsForATaskThatHasATest() {
        assertThat(guide.examples()).isNotEmpty();
        for (Example example : guide.examples()) {
            if (example.recipe().isEmpty()) {
                assertThat(example.seen()).as("below line %d", example.line()).isNotEmpty();
            } else {
                assertThat(isTest("RunRecipesTest#" + example.recipe()))
                        .as("a test for %s", example.recipe())
                        .isTrue();
            }
        }
    }

    @Test
    void everyRowNamesATestThatExists() {
        assertThat(guide.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.tests()).isNotEmpty();
            assertThat(row.tests()).allMatch(RunGuideTest::isTest);
        });
    }

    @Test
    void theTableIsAboutOptionsOfParallel() throws Exception {
        Set<String> theirs = theirs();
        assertThat(theirs).hasSizeGreaterThanOrEqualTo(FEWEST_OPTIONS_OF_PARALLEL);
        assumeTrue(TypedLines.has("man"));
        StintProcess.Ended manual =
                StintProcess.run(new byte[0], new ProcessBuilder("sh", "-c", "MANWIDTH=1000 man parallel | col -bx"));
        assumeTrue(manual.status() == 0 && manual.out().contains("GNU parallel"));
        Set<String> known = manual.out()
                .lines()
                .filter(line -> line.matches(" {7}-.*"))
                .map(line -> line.strip().split("[ \\[=<]", 2)[0])
                .collect(Collectors.toSet());
        assertThat(theirs).allSatisfy(option -> assertThat(known).contains(option));
    }

    @Test
    void whatTheTableSaysToUseIsAnOptionHere() {
        for (Row row : guide.rows()) {
            if (!row.isMissingHere()) {
                assertThat(ours()).as("line %d", row.line()).containsAll(RunGuide.options(row.ours()));
            }
        }
    }

    @Test
    void whatTheTableSaysIsMissingIsNoOptionHere() {
        for (Row row : guide.rows()) {
            if (row.isMissingHere()) {
                assertThat(ours()).as("line %d", row.line()).doesNotContainAnyElementsOf(row.theirs());
            }
        }
    }

    @Test
    void everyOptionIsInTheGuide() {
        assertThat(RunOptions.spec().options())
                .allSatisfy(option -> assertThat(guide.options()).containsAnyOf(option.names()));
    }

    private Set<String> theirs() {
        return guide.rows().stream()
                .flatMap(row -> row.theirs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ours() {
        return RunOptions.spec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
    }

    /** Whether there is a test of that class and method. */
    private static boolean isTest(String name) {
        String[] parts = name.split("#", 2);
        try {
            return Arrays.stream(Class.forName(RunGuideTest.class.getPackageName() + "." + parts[0])
                            .getDeclaredMethods())
                    .filter(method -> method.getName().equals(parts[1]))
                    .anyMatch(RunGuideTest::isTest);
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }
}
