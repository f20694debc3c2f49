package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --results}: a folder for each job, with what it wrote and how it went. */
class RunResultsTest {

    @TempDir
    private Path folder;

    private Path results;
    private Marks marks;

    @BeforeEach
    void pathsAreThere() {
        results = folder.resolve("out/results");
        marks = new Marks(folder);
    }

    @Test
    void eachJobHasAFolderAndIsShownToo() throws Exception {
        StintProcess.Ended ended =
                run("-k --shell", "echo out {}; echo err {1} >&2; exit {2}", ":::", "a b", ":::", "0", "3");

        assertThat(ended.lines()).containsExactly("out a b 0", "out a b 3");
        assertThat(ended.err()).startsWith("err a b\nerr a b\n");
        assertThat(names()).containsExactly("a b,0", "a b,3");
        Path failed = results.resolve("a b,3");
        assertThat(failed.resolve("stdout")).hasContent("out a b 3\n");
        assertThat(failed.resolve("stderr")).hasContent("err a b\n");
        assertThat(failed.resolve("status")).hasContent("3\n");
        assertThat(failed.resolve("seq")).hasContent("2\n");
        assertThat(failed.resolve("command")).hasContent("echo out 'a b' 3; echo err 'a b' >&2; exit 3\n");
        assertThat(results.resolve("a b,0/status")).hasContent("0\n");
    }

    @Test
    void everyArgumentHasASafeNameOfItsOwn() throws Exception {
        String longOne = "l".repeat(300);

        run("-k", "printf", "%s", ":::", "a/b", "../x", ".", "..", "", "a\nb", "ä", longOne, longOne + "2");

        assertThat(names()).hasSize(9).contains("a%2Fb", "%2E.%2Fx", "%2E", "%2E.", "%empty", "a%0Ab", "ä");
        assertThat(results.resolve("%2E.%2Fx/stdout")).hasContent("../x");
        assertThat(results.resolve("%empty/stdout")).isEmptyFile();
        assertThat(entries(results.getParent())).containsExactly(results);
    }

    @Test
    void bytesThatAreNoTextHaveANameInEveryLocale() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(StintProcess.command("run", "--results", results.toString(), "echo"));
        builder.environment().put("LC_ALL", "C");

        StintProcess.run(new byte[] {(byte) 0xff, '\n', (byte) 0xc3, (byte) 0xa4, '\n'}, builder);

        assertThat(names()).containsExactlyInAnyOrder("%FF", "ä");
    }

    @Test
    void theSameArgumentAgainHasAFolderOfItsOwn() throws Exception {
        run("-j4 --shell", "echo {} {#}", ":::", "a", "a", "a");

        assertThat(names()).containsExactly("a", "a%+2", "a%+3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -k", "-j1", "-j2 --line-buffer", "-j2 -k --line-buffer", "-j2 --tag"})
    void outputsAreStoredAsTheyWereHoweverTheyAreShown(String options) throws Exception {
        String line = "head -c 300000 /dev/zero | tr '\\0' {}; echo err {} >&2; printf {}";

        StintProcess.Ended ended = run(options + " --shell", line, ":::", "a", "b");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).hasSizeBetween(600_002, 600_010);
        for (String name : List.of("a", "b")) {
            assertThat(results.resolve(name + "/stdout")).hasContent(name.repeat(300_001));
            assertThat(results.resolve(name + "/stderr")).hasContent("err " + name + "\n");
        }
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void aJobThatRunsHasNoFolderYet() throws Exception {
        marks.gate("gate");
        String line = "head -c 300000 /dev/zero; echo $$ > begun; read go < gate";
        try (StintProcess stint = StintProcess.start(builder("-j2 --shell", line, ":::", "a"))) {
            marks.await("begun");
            assertThat(names()).isEmpty();

            marks.release("gate");
            assertThat(stint.end().status()).isZero();

            assertThat(names()).containsExactly("a");
            assertThat(entries(results)).hasSize(1);
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws Exception {
        run("-j1", "echo", ":::", "a");

        assertThat(run("-j1", "echo", ":::", "b"))
                .isEqualTo(new StintProcess.Ended(
                        2,
                        "",
                        "stint: --results: " + results
                                + " is not empty; go on with --resume what was begun there, or name another folder"));
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Files.writeString(results.getParent(), "a file");

        StintProcess.Ended ended = run("-j1", "echo", ":::", "b");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("stint: cannot write results in " + results + ": ")
                .hasLineCount(1);
    }

    @Test
    void resumeRunsWhatHasNoResult() throws Exception {
        run("-j1 --shell", "echo first {}; exit {}", ":::", "0", "1", "0");

        StintProcess.Ended ended =
                run("-k --resume --shell", "echo second {}; exit {}", ":::", "5", "0", "1", "0", "0");

        assertThat(ended.lines()).containsExactly("second 5", "second 0");
        assertThat(names()).containsExactly("0", "0%+2", "0%+3", "1", "5");
        assertThat(results.resolve("1/stdout")).hasContent("first 1\n");
    }

    @Test
    void resumeFailedReplacesWhatHasFailed() throws Exception {
        run("-j1 --shell", "echo first {}; exit {}", ":::", "0", "1", "1");

        StintProcess.Ended ended = run("-k --resume-failed --shell", "echo second {}; exit 0", ":::", "0", "1", "1");

        assertThat(ended.lines()).containsExactly("second 1", "second 1");
        assertThat(names()).containsExactly("0", "1", "1%+2");
        assertThat(results.resolve("1/stdout")).hasContent("second 1\n");
        assertThat(results.resolve("1%+2/status")).hasContent("0\n");
    }

    @Test
    void whatWasHalfWrittenWhenAllWasKilledIsRunAgainAndRemoved() throws Exception {
        marks.gate("gate");
        String line = "head -c 300000 /dev/zero; echo $$ > begun; read go < gate";
        try (StintProcess stint = StintProcess.start(builder("-j2 --shell", line, ":::", "a"))) {
            long job = marks.await("begun");
            stint.signal("KILL");
            assertThat(stint.end().status()).isEqualTo(137);
            ProcessHandle.of(job).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertThat(names()).isEmpty();
        assertThat(entries(results)).isNotEmpty();

        assertThat(run("--resume -j1", "echo", "again", ":::", "a").lines()).containsExactly("again a");

        assertThat(entries(results)).containsExactly(results.resolve("a"));
    }

    @Test
    void aFullDiskIsToldOnceEndsWhatRunsAndLeavesNothingHalfWritten() throws Exception {
        Path small = Files.createDirectories(results);
        try (SmallDisk _ = SmallDisk.mount(small)) {
            marks.gate("gate");
            String line =
                    "echo $$ > started-{}; [ {} = 1 ] || exec sleep 1000; read go < gate; head -c 3000000 /dev/zero";
            try (StintProcess stint = StintProcess.start(builder("-j2 --shell", line, ":::", "1", "2"))) {
                long waiting = marks.await("started-2");
                marks.release("gate");

                assertThat(stint.end())
                        .isEqualTo(new StintProcess.Ended(
                                3,
                                "",
                                "stint: cannot write results in " + small
                                        + ": No space left on device; what ran was ended"));
                assertThat(Marks.runs(waiting)).isFalse();
                assertThat(names()).isSubsetOf("2"); // it was ended, and that may have found room
                assertThat(entries(small))
                        .noneMatch(left -> left.getFileName().toString().startsWith("."));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(results)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private StintProcess.Ended run(String options, String... words) throws Exception {
        return StintProcess.run(new byte[0], builder(options, words));
    }

    private ProcessBuilder builder(String options, String... words) {
        List<String> arguments = new ArrayList<>(List.of("run", "--results", results.toString()));
        arguments.addAll(List.of(options.split(" ")));
        arguments.addAll(List.of(words));
        return new ProcessBuilder(StintProcess.command(arguments.toArray(String[]::new))).directory(folder.toFile());
    }
}
