package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --pipe}: each job reads a block of standard input. */
class RunPipeTest {

    private static final String LINES =
            IntStream.rangeClosed(1, 20_000).mapToObj(String::valueOf).collect(Collectors.joining("\n", "", "\n"));

    @TempDir
    private Path folder;

    @Test
    void eachJobReadsABlockOfWholeLines() throws Exception {
        StintProcess.Ended ended = run(LINES, "-j4 -k --block 10000 --shell", "tee {#} | wc -c");

        List<Integer> lengths = ended.lines().stream().map(Integer::valueOf).toList();
        assertThat(lengths).hasSizeGreaterThan(10).allMatch(length -> length <= 10_000);
        StringBuilder read = new StringBuilder();
        for (int job = 1; job <= lengths.size(); job++) {
            String block = Files.readString(folder.resolve(Integer.toString(job)));
            assertThat(block).endsWith("\n").hasSize(lengths.get(job - 1));
            read.append(block);
        }
        assertThat(read).hasToString(LINES);
        assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(length -> length > 9_990);
    }

    @Test
    void theUsualBlockIsAMebibyte() throws Exception {
        assertThat(run("0123456789abcde\n".repeat(200_000), "-k", "wc", "-c").lines())
                .containsExactly("1048576", "1048576", "1048576", "54272");
    }

    @Test
    void anEmptyInputRunsNothing() throws Exception {
        assertThat(run("", "-k", "echo", "ran")).isEqualTo(new StintProcess.Ended(0, "", ""));
    }

    @Test
    void theLastLineNeedNoEnd() throws Exception {
        assertThat(run("a\nb", "-k -N1", "cat").out()).isEqualTo("a\nb");
    }

    @Test
    void aLineThatIsLongerThanABlockIsABlock() throws Exception {
        String line = "x".repeat(300_000);

        assertThat(run("a\n" + line + "\nb\nc\n", "-k --block 4", "wc", "-c").lines())
                .containsExactly("2", "300001", "4");
    }

    @Test
    void soManyRecordsAJob() throws Exception {
        assertThat(run("1\n2\n3\n4\n5\n", "-k -N2 --shell", "tr '\\n' ,; echo").lines())
                .containsExactly("1,2,", "3,4,", "5,");
    }

    @Test
    void recordsBeginAndEndWhereTheyAreSaidTo() throws Exception {
        assertThat(run(">a\n1\n>b\n2\n3\n>c\n", "-k -N1 --recstart > --shell", "tr '\\n' ,; echo")
                        .lines())
                .containsExactly(">a,1,", ">b,2,3,", ">c,");
        assertThat(run("a.;b;c.;d.;", "-k -N1 --recend .; --shell", "cat; echo").lines())
                .containsExactly("a.;", "b;c.;", "d.;");
        assertThat(run("a;\n>b;c\n>d;\n>e", "-k -N1 --recend ;\\n --recstart > --shell", "tr '\\n' ,; echo")
                        .lines())
                .containsExactly("a;,", ">b;c,>d;,", ">e");
        assertThat(run("a\0b c\0", "-k -N1 --recend \\0 --shell", "tr '\\0' ,; echo")
                        .lines())
                .containsExactly("a,", "b c,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-k", "-k --line-buffer", "-j1 -u", "-j1"})
    void withoutRecordsEveryByteArrivesAsItWas(String options) throws Exception {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        bytes[bytes.length - 1] = '\n';
        Path out = folder.resolve("out");
        List<String> words = options.contains("line") ? List.of("--block", "1M") : List.of("--block", "70000");
        ProcessBuilder builder = builder(options + " --pipe", "--recend", "", words.get(0), words.get(1), "cat");

        StintProcess.Ended ended = StintProcess.run(bytes, builder.redirectOutput(out.toFile()));

        assertThat(ended).isEqualTo(new StintProcess.Ended(0, "", ""));
        assertThat(Arrays.equals(Files.readAllBytes(out), bytes)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "exec <&-; head -c 100 /dev/zero > /dev/null", "head -c 10 > /dev/null"})
    void aJobNeedNotReadItsInput(String line) throws Exception {
        assertThat(run("0123456789abcde\n".repeat(200_000), "-j2 --shell", line))
                .isEqualTo(new StintProcess.Ended(0, "", ""));
    }

    @Test
    void aJobThatFailsIsCounted() throws Exception {
        StintProcess.Ended ended = run("1\n2\n3\n", "-k -N1", "grep", "-v", "2");

        assertThat(ended.lines()).containsExactly("1", "3");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).startsWith("stint: exit status 1: grep -v 2\n");
    }

    @Test
    void aJobThatClosesItsOutputsReadsItsInputToTheEnd() throws Exception {
        run(LINES, "-j1 --shell", "exec >&- 2>&-; cat > read");

        assertThat(folder.resolve("read")).hasContent(LINES);
    }

    @Test
    void anEndlessInputIsReadAsFarAsItIsNeeded() throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "bash",
                "-c",
                "yes 0123456789abcdef | \"$@\" | head -c 20000000 | wc -c; echo ${PIPESTATUS[1]}",
                "bash"));
        words.addAll(builder("-j2 --pipe", "cat").command());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xmx40m");

        StintProcess.Ended ended = StintProcess.run(new byte[0], builder.directory(folder.toFile()));

        assertThat(ended.lines()).containsExactly("20000000", "141");
    }

    @Test
    void noMoreIsReadThanTheJobsHaveAndSomeAhead() throws Exception {
        Path input = Files.writeString(folder.resolve("input"), "0123456789abcde\n".repeat(20 << 16));
        String howFarStintHasRead = "sed -n 's/pos:[^0-9]*//p' /proc/$PPID/fdinfo/0";
        ProcessBuilder builder = builder("-j1 --pipe --shell", howFarStintHasRead);

        List<String> read =
                StintProcess.start(builder.redirectInput(input.toFile())).end().lines();

        assertThat(read).hasSize(20);
        for (int job = 1; job <= 20; job++) {
            assertThat(Long.parseLong(read.get(job - 1))).isBetween((long) job << 20, (long) (job + 6) << 20);
        }
    }

    @Test
    void aSignalIsHeardWhileNoInputComes() throws Exception {
        try (StintProcess stint = StintProcess.start(builder("--pipe -N1", "cat"))) {
            stint.input("one\n");
            assertThat(stint.readLine()).isEqualTo("one");

            stint.signal("TERM");

            assertThat(stint.end().status()).isEqualTo(143);
        }
    }

    @Test
    void aTagIsTheNumberOfTheBlock() throws Exception {
        assertThat(run("a\nb\n", "-k -N1 --tag", "cat").lines()).containsExactly("1\ta", "2\tb");
    }

    @Test
    void resultsAreNamedByTheNumberOfTheBlock() throws Exception {
        run("a\nb\n", "-k -N1 --results out", "cat");

        assertThat(folder.resolve("out/1/stdout")).hasContent("a\n");
        assertThat(folder.resolve("out/2/stdout")).hasContent("b\n");
    }

    private StintProcess.Ended run(String input, String options, String... words) throws Exception {
        return StintProcess.run(input.getBytes(StandardCharsets.UTF_8), builder("--pipe " + options, words));
    }

    private ProcessBuilder builder(String options, String... words) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options.split(" ")));
        arguments.addAll(List.of(words));
        return new ProcessBuilder(StintProcess.command(arguments.toArray(String[]::new))).directory(folder.toFile());
    }
}
