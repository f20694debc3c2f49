package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which pieces, in which order and with which tags outputs are shown. */
class RunOutputsTest {

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void marksAreThere() {
        marks = new Marks(folder);
    }

    // --- by line

    @Test
    void aLineIsShownWhileItsCommandRuns() throws Exception {
        marks.gate("gate");
        try (StintProcess stint = start("--line-buffer --shell", "echo first {}; read go < gate; echo last {}", "a")) {
            assertThat(stint.readLine()).isEqualTo("first a");

            marks.release("gate");

            assertThat(stint.end().lines()).containsExactly("last a");
        }
    }

    @Test
    void aLineThatComesInPiecesIsNotTornByAnother() throws Exception {
        marks.gate("gate-1");
        marks.gate("gate-2");
        String line = "[ {} = 2 ] && read go < gate-2; printf 'begun by {} '; echo $$ > begun-{};"
                + " [ {} = 1 ] && read go < gate-1; echo 'ended by {}'";
        try (StintProcess stint = start("-j2 --line-buffer --shell", line, "1", "2")) {
            marks.await("begun-1");
            marks.release("gate-2");
            assertThat(stint.readLine()).isEqualTo("begun by 2 ended by 2");

            marks.release("gate-1");

            assertThat(stint.end().lines()).containsExactly("begun by 1 ended by 1");
        }
    }

    @Test
    void theLastLineIsEndedIfItsCommandDidNot() throws Exception {
        assertThat(run("-j1 --line-buffer", "printf", "%s", ":::", "a", "b", "").out())
                .isEqualTo("a\nb\n");
    }

    @Test
    void bothOutputsComeByLine() throws Exception {
        marks.gate("gate");
        try (StintProcess stint = start("--line-buffer --shell", "echo out; echo err >&2; read go < gate", "a")) {
            assertThat(stint.readLine()).isEqualTo("out");
            assertThat(stint.awaitErr("err")).isEqualTo("err");

            marks.release("gate");

            assertThat(stint.end().err()).isEqualTo("err");
        }
    }

    @Test
    void aLineIsWholeHoweverLongItIs() throws Exception {
        StintProcess.Ended ended =
                run("-j2 --line-buffer --shell", "head -c 3000000 /dev/zero | tr '\\0' {}; echo", ":::", "a", "b");

        assertThat(ended.lines()).containsExactlyInAnyOrder("a".repeat(3_000_000), "b".repeat(3_000_000));
    }

    @Test
    void linesInOrderAreThoseOfTheFirstCommandAsTheyComeAndThenOfTheNext() throws Exception {
        marks.gate("gate-1");
        marks.gate("gate-2");
        String line = "echo first {}; printf 'second '; echo $$ > begun-{}; read go < gate-{}; echo {}";
        try (StintProcess stint = start("-j2 -k --line-buffer --shell", line, "1", "2")) {
            marks.await("begun-2");
            assertThat(stint.readLine()).isEqualTo("first 1");

            marks.release("gate-1");
            assertThat(stint.readLine()).isEqualTo("second 1");
            assertThat(stint.readLine()).isEqualTo("first 2");

            marks.release("gate-2");
            assertThat(stint.end().out()).isEqualTo("second 2\n");
        }
    }

    // --- as it comes

    @Test
    void inOrderTheCommandWhoseTurnItIsIsShownAsItComes() throws Exception {
        marks.gate("gate-1");
        marks.gate("gate-2");
        String line = "echo out {}; echo err {} >&2; echo $$ > begun-{}; read go < gate-{}; printf {}";
        try (StintProcess stint = start("-j2 -k --shell", line, "1", "2")) {
            assertThat(stint.readLine()).isEqualTo("out 1");
            marks.await("begun-2");

            marks.release("gate-1");
            assertThat(stint.readLine()).isEqualTo("1out 2");
            assertThat(stint.awaitErr("err")).isEqualTo("err 1");

            marks.release("gate-2");
            StintProcess.Ended ended = stint.end();
            assertThat(ended.out()).isEqualTo("2");
            assertThat(ended.err()).isEqualTo("err 1\nerr 2");
        }
    }

    @Test
    void theOnlyOneAtATimeIsShownAsItComes() throws Exception {
        marks.gate("gate-1");
        try (StintProcess stint = start("-j1 --shell", "echo first {}; read go < gate-{}", "1")) {
            assertThat(stint.readLine()).isEqualTo("first 1");

            marks.release("gate-1");

            assertThat(stint.end().status()).isZero();
        }
    }

    @Test
    void ungroupedTheCommandsWriteToStandardOutputThemselves() throws Exception {
        Path out = folder.resolve("the output");
        ProcessBuilder builder =
                new ProcessBuilder(StintProcess.command("run", "-u", "readlink", ":::", "/proc/self/fd/1"));
        builder.redirectOutput(out.toFile());

        StintProcess.Ended ended = StintProcess.run(new byte[0], builder);

        assertThat(ended.status()).isZero();
        assertThat(out).hasContent(out.toString());
    }

    @Test
    void ungroupedStandardInputIsEmptyToo() throws Exception {
        assertThat(StintProcess.runWithInput("a\nb\n", "run", "-u", "-j1", "--shell", "echo {}; cat")
                        .lines())
                .containsExactly("a", "b");
    }

    // --- byte for byte

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -k", "-j1", "-j2 --line-buffer", "-j2 -k --line-buffer", "-j2 -u"})
    void everyByteArrivesAsItWas(String options) throws Exception {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        bytes[bytes.length - 1] = '\n';
        Path file = Files.write(folder.resolve("bytes"), bytes);
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command(options, "cat", ":::", file.toString(), file.toString()));
        builder.redirectOutput(out.toFile());
        if (options.endsWith("-u") || options.equals("-j2 --line-buffer")) {
            builder.command().removeLast(); // two would be mixed
        }

        assertThat(StintProcess.run(new byte[0], builder).status()).isZero();

        byte[] shown = Files.readAllBytes(out);
        assertThat(shown.length % bytes.length).isZero();
        for (int from = 0; from < shown.length; from += bytes.length) {
            assertThat(Arrays.equals(shown, from, from + bytes.length, bytes, 0, bytes.length))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -k", "-j2 --line-buffer", "-j2 -k --line-buffer", "-j2 --tag", "-j2 -k --tag"})
    void memoryDoesNotGrowWithWhatIsWritten(String options) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                command(options + " --shell", "head -c 100000000 /dev/zero | tr '\\0' {}", ":::", "x", "y"));
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xmx20m");
        builder.redirectOutput(folder.resolve("out").toFile());

        StintProcess.Ended ended = StintProcess.run(new byte[0], builder);

        assertThat(ended.status()).isZero();
        assertThat(Files.size(folder.resolve("out"))).isBetween(200_000_000L, 200_000_006L);
    }

    // --- tags

    @Test
    void aTagStandsBeforeEachLineOfBothOutputs() throws Exception {
        StintProcess.Ended ended =
                run("-k --tag --shell", "echo; echo {2}; echo err >&2", ":::", "a", "b c", ":::", "d");

        assertThat(ended.out()).isEqualTo("a d\t\na d\td\nb c d\t\nb c d\td\n");
        assertThat(ended.err()).isEqualTo("a d\terr\nb c d\terr");
    }

    @Test
    void aTagMayHavePlaces() throws Exception {
        assertThat(run("-k --tagstring <{#}:{1/.}>", "echo", ":::", "a/b.c", "d")
                        .out())
                .isEqualTo("<1:b>\ta/b.c\n<2:d>\td\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j1 --tag", "-j2 -k --tag", "-j1 --line-buffer --tag"})
    void behindATagTheLastLineIsEnded(String options) throws Exception {
        assertThat(run(options, "printf", "%s\\n%s", "x", ":::", "a", "b").out())
                .isEqualTo("a\tx\na\ta\nb\tx\nb\tb\n");
    }

    @Test
    void aTagIsPutOnceBeforeALineThatComesInPieces() throws Exception {
        marks.gate("gate");
        try (StintProcess stint =
                start("-k --tag --shell", "printf 'half '; echo $$ > begun; read go < gate; echo whole {}", "a")) {
            marks.await("begun");
            marks.release("gate");

            assertThat(stint.end().out()).isEqualTo("a\thalf whole a\n");
        }
    }

    // --- an output that cannot be kept

    @Test
    void aTemporaryFolderThatIsFullIsToldOnceAndEndsWhatRuns() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        try (SmallDisk _ = SmallDisk.mount(small)) {
            String line =
                    "echo $$ > started-{}; [ {} = 1 ] || exec sleep 1000; read go < gate; head -c 3000000 /dev/zero";
            marks.gate("gate");
            ProcessBuilder builder = new ProcessBuilder(command("-j2 --shell", line, ":::", "1", "2"));
            builder.environment().put("TMPDIR", small.toString());
            try (StintProcess stint = StintProcess.start(builder.directory(folder.toFile()))) {
                long waiting = marks.await("started-2");
                marks.release("gate");

                assertThat(stint.end())
                        .isEqualTo(new StintProcess.Ended(
                                3,
                                "",
                                "stint: cannot keep outputs in " + small
                                        + ": No space left on device; what ran was ended"));
                assertThat(Marks.runs(waiting)).isFalse();
            }
        }
    }

    @Test
    void aTemporaryFolderThatIsMissingIsTold() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command("-j2 --shell", "head -c 300000 /dev/zero", ":::", "1"));
        builder.environment().put("TMPDIR", folder + "/no such");

        assertThat(StintProcess.run(new byte[0], builder))
                .isEqualTo(new StintProcess.Ended(
                        3,
                        "",
                        "stint: cannot keep outputs in '" + folder + "/no such': no such folder; what ran was ended"));
    }

    // --- an output that cannot be written

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -k", "-j2 --line-buffer", "-j2 --tag"})
    void aFullDiskIsToldOnceAndEndsWhatRuns(String options) throws Exception {
        String line = "echo $$ > started-{}; [ {} = 1 ] || exec sleep 1000; read go < gate; echo {}";
        marks.gate("gate");
        ProcessBuilder builder = new ProcessBuilder(command(options + " --shell", line, ":::", "1", "2"));
        builder.directory(folder.toFile()).redirectOutput(Path.of("/dev/full").toFile());
        try (StintProcess stint = StintProcess.start(builder)) {
            long waiting = marks.await("started-2");
            marks.release("gate");

            StintProcess.Ended ended = stint.end();

            assertThat(ended.err()).isEqualTo("stint: cannot write standard output: No space left on device");
            assertThat(ended.status()).isEqualTo(3);
            assertThat(Marks.runs(waiting)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j2", "-j2 -k", "-j2 --line-buffer", "-j2 --tag", "-j2 -u"})
    void aClosedOutputEndsWhatRunsQuietly(String options) throws Exception {
        String line = "echo $$ > started-{}; [ {} = 1 ] || exec sleep 1000; echo 1; read go < gate; echo 1";
        marks.gate("gate");
        try (StintProcess stint = start(options + " --shell", line, "1", "2")) {
            long waiting = marks.await("started-2");
            if (options.equals("-j2") || options.endsWith("--tag")) {
                stint.closeOutput();
            } else {
                assertThat(stint.readLineAndCloseOutput()).isEqualTo("1");
            }
            marks.release("gate");

            assertThat(stint.end()).isEqualTo(new StintProcess.Ended(141, "", ""));
            assertThat(Marks.runs(waiting)).isFalse();
        }
    }

    private StintProcess start(String options, String line, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(line, ":::"));
        words.addAll(List.of(arguments));
        return StintProcess.start(
                new ProcessBuilder(command(options, words.toArray(String[]::new))).directory(folder.toFile()));
    }

    private static StintProcess.Ended run(String options, String... words) throws Exception {
        return StintProcess.run(new byte[0], new ProcessBuilder(command(options, words)));
    }

    private static List<String> command(String options, String... words) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options.split(" ")));
        arguments.addAll(List.of(words));
        return StintProcess.command(arguments.toArray(String[]::new));
    }
}
