package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done before is not done again, seen on the real process. */
class RunResumeTest {

    @TempDir
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    @Test
    void whatIsInTheLogIsNotRunAgain() throws Exception {
        assertThat(StintProcess.run("run", "-k", "--joblog", log().toString(), "echo", ":::", "a", "b")
                        .lines())
                .containsExactly("a", "b");
        assertThat(StintProcess.run(
                                "run",
                                "-k",
                                "--joblog",
                                log().toString(),
                                "--resume",
                                "echo",
                                "{#}",
                                "{}",
                                ":::",
                                "x",
                                "b",
                                "a",
                                "y",
                                "b")
                        .lines())
                .containsExactly("1 x", "4 y", "5 b");
        assertThat(Files.readAllLines(log())).hasSize(6);
    }

    @Test
    void whatFailedIsRunAgainOnlyWhenAsked() throws Exception {
        String[] fails = {"run", "-k", "--joblog", log().toString(), "sh", "-c", "echo $0; exit $0", ":::", "0", "3"};
        assertThat(StintProcess.run(fails).status()).isEqualTo(1);
        List<String> resumed = new ArrayList<>(List.of(fails));
        resumed.add(1, "--resume");
        assertThat(StintProcess.run(resumed.toArray(String[]::new)).lines()).isEmpty();
        resumed.set(1, "--resume-failed");
        assertThat(StintProcess.run(resumed.toArray(String[]::new)).lines()).containsExactly("3");
    }

    @Test
    void withoutALogThereIsNothingToGoOnFrom() throws Exception {
        assertThat(StintProcess.run("run", "--resume", "echo", ":::", "a"))
                .isEqualTo(new StintProcess.Ended(
                        2, "", "stint: --resume needs --joblog FILE or --results DIR, those of the run before"));
        assertThat(StintProcess.run("run", "--joblog-sync", "echo", ":::", "a"))
                .isEqualTo(new StintProcess.Ended(2, "", "stint: --joblog-sync needs --joblog FILE, the log to write"));
    }

    @Test
    void aLogThatCannotBeWrittenIsToldAndEndsTheRun() throws Exception {
        assertThat(StintProcess.run("run", "--joblog", "/dev/full", "touch", ":::", folder + "/a"))
                .isEqualTo(new StintProcess.Ended(
                        2, "", "stint: cannot write the job log /dev/full: No space left on device"));
        assertThat(folder.resolve("a")).doesNotExist();

        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"));
        limited.addAll(StintProcess.command(
                "run", "-j1", "--joblog", log().toString(), "--shell", "echo {} >> " + folder + "/marks"));
        StringBuilder input = new StringBuilder();
        IntStream.range(0, 1_000).forEach(i -> input.append(i).append('\n'));
        StintProcess.Ended ended =
                StintProcess.run(input.toString().getBytes(StandardCharsets.US_ASCII), new ProcessBuilder(limited));
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err())
                .isEqualTo("stint: cannot write the job log " + log() + ": File too large; what ran was ended");
        assertThat(lines(folder.resolve("marks"))).isLessThan(100);
    }

    private static long lines(Path file) throws Exception {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }
}
