package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import io.github.stint.test.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many run at a time and when the next one starts, seen on the real process. */
class RunPaceTest {

    /** Leaves its number and waits for a file. */
    private static final String WAITS = "echo $$ > started-{}; while [ ! -e go ]; do sleep 0.02; done";

    /** The clocks of processes that start beside others differ by less. */
    private static final double TOLERANCE = 0.15;

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void marksAreThere() {
        marks = new Marks(folder);
    }

    // --- how many

    @ParameterizedTest
    @ValueSource(strings = {"300%", "+4", "6"})
    void theNumberOfJobsCanBeMadeOfThatOfTheCores(String jobs) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        int atATime = switch (jobs) {
            case "300%" -> 3 * cores;
            case "+4" -> cores + 4;
            default -> 6;
        };
        String line = "echo $$ > started-{%}; while [ ! -e started-" + atATime + " ]; do sleep 0.02; done; echo {%}";
        List<String> words = new ArrayList<>(List.of("-j", jobs, "--shell", line, ":::"));
        for (int i = 0; i < 2 * atATime; i++) {
            words.add("x");
        }
        try (StintProcess stint = start(words)) {
            assertThat(stint.end().lines().stream().mapToInt(Integer::parseInt).max())
                    .hasValue(atATime);
        }
    }

    @Test
    void aFileSaysHowManyFromNowOn() throws Exception {
        Path file = write("jobs", "1");
        try (StintProcess stint = start(List.of("-j", "jobs", "--shell", WAITS, ":::", "1", "2", "3", "4", "5"))) {
            marks.await("started-1");

            replace(file, "3");
            marks.await("started-2");
            marks.await("started-3");
            assertThat(marks.has("started-4")).isFalse();

            write("jobs", "many");
            assertThat(stint.awaitErr("stint: -j: "))
                    .isEqualTo("stint: -j: no number of jobs in jobs: many; it stays at 3");
            write("jobs", "0");
            write("go", "");
            Eventually.eventually("the three have ended", () -> {
                for (int i = 1; i <= 3; i++) {
                    if (Marks.runs(marks.await("started-" + i))) {
                        return false;
                    }
                }
                return true;
            });
            write("jobs", "2");

            StintProcess.Ended ended = stint.end();
            assertThat(ended.status()).isZero();
            assertThat(ended.err()).isEqualTo("stint: -j: no number of jobs in jobs: many; it stays at 3");
            assertThat(marks.has("started-5")).isTrue();
        }
    }

    @Test
    void whereAFileSaysHowManyNothingMoreIsStartedAfterASignalEither() throws Exception {
        write("jobs", "1");
        try (StintProcess stint = start(List.of("-j", "jobs", "--shell", WAITS, ":::", "1", "2", "3"))) {
            marks.await("started-1");
            stint.signal("INT");
            stint.awaitErr("nothing more is started, 1 running are let finish");
            write("go", "");

            assertThat(stint.end().status()).isEqualTo(130);
            assertThat(marks.has("started-2")).isFalse();
        }
    }

    @Test
    void aFileThatSaysNoNumberIsRefused() throws Exception {
        write("jobs", "x");
        try (StintProcess stint = start(List.of("-j", "jobs", "touch", ":::", "mark"))) {
            assertThat(stint.end()).isEqualTo(new StintProcess.Ended(2, "", "stint: -j: no number of jobs in jobs: x"));
        }
        assertThat(marks.has("mark")).isFalse();
    }

    // --- when

    @Test
    void betweenTwoStartsPassesTheDelay() throws Exception {
        List<Double> starts = starts("-j4", "--delay", "500ms", "true", ":::", "1", "2", "3", "4");

        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1)).isGreaterThan(0.5 - TOLERANCE);
        }
    }

    @Test
    void inAnySecondStartNoMoreThanTheRateAllows() throws Exception {
        List<Double> starts = starts("-j4", "--rate", "2/s", "true", ":::", "1", "2", "3", "4", "5");

        for (int i = 2; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 2)).isGreaterThan(1 - TOLERANCE);
        }
    }

    @Test
    void furtherTriesAreStartsToo() throws Exception {
        String third = "echo x >> tries; test $(wc -l < tries) = 3 # {}";
        long begin = System.nanoTime();
        try (StintProcess stint = start(List.of("--retries", "3", "--delay", "700ms", "--shell", third, ":::", "x"))) {
            assertThat(stint.end().status()).isZero();
        }
        assertThat(System.nanoTime() - begin).isGreaterThan(1_400_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"--load,1", "--memfree,900000G", "--delay,1h", "--rate,1/h"})
    void whileNoneMayStartNoneDoesAndTheRunCanBeStopped(String option, String value) throws Exception {
        Process spins = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        Process spinsToo = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try (StintProcess stint = start(List.of(option, value, "--shell", "echo $$ > started-{}", ":::", "1", "2"))) {
            boolean theFirstMay = option.equals("--delay") || option.equals("--rate");
            if (theFirstMay) {
                marks.await("started-1");
            } else {
                Eventually.eventually("it waits", stint::hasBegunTheRun);
            }
            stint.signal("INT");

            StintProcess.Ended ended = stint.end();
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).contains("the rest not started");
            assertThat(marks.has("started-1")).isEqualTo(theFirstMay);
            assertThat(marks.has("started-2")).isFalse();
        } finally {
            spins.destroyForcibly();
            spinsToo.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"--load,10000", "--load,400000%", "--memfree,1k", "--delay,0", "--rate,100000/s"})
    void whereAllMayStartAllDo(String option, String value) throws Exception {
        try (StintProcess stint = start(List.of(option, value, "-k", "echo", ":::", "1", "2", "3"))) {
            assertThat(stint.end()).isEqualTo(new StintProcess.Ended(0, "1\n2\n3\n", ""));
        }
    }

    // --- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--delay|x|--delay must be a duration like 10s, 1.5h, 1m30s or 200ms, at most 10000d: x",
                "--rate|5|--rate must be N/s, N/m or N/h, where N is from 1 to 100000: 5",
                "--rate|100001/s|--rate must be N/s, N/m or N/h, where N is from 1 to 100000: 100001/s",
                "--load|0|--load must be a number from 1 to 10000, or N% of the cores: 0",
                "--load|+1|--load must be a number from 1 to 10000, or N% of the cores: +1",
                "--memfree|big|--memfree must be a size like 500M or 1.5G, with K, M, G or T: big",
                "--memfree|0|--memfree must be a size like 500M or 1.5G, with K, M, G or T: 0",
            })
    void whatCannotBeFollowedIsToldBeforeAnythingRuns(String option, String value, String message) throws Exception {
        try (StintProcess stint = start(List.of(option, value, "touch", ":::", "mark"))) {
            assertThat(stint.end()).isEqualTo(new StintProcess.Ended(2, "", "stint: " + message));
        }
        assertThat(marks.has("mark")).isFalse();
    }

    /** When each job started, in seconds, as the job log has it. */
    private List<Double> starts(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--joblog", "log"));
        all.addAll(List.of(words));
        try (StintProcess stint = start(all)) {
            assertThat(stint.end().status()).isZero();
        }
        return Files.readAllLines(folder.resolve("log")).stream()
                .skip(1)
                .map(line -> Double.valueOf(List.of(line.split("\t", -1)).get(2)))
                .sorted()
                .toList();
    }

    private StintProcess start(List<String> words) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(words);
        return StintProcess.start(
                new ProcessBuilder(StintProcess.command(all.toArray(String[]::new))).directory(folder.toFile()));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** As an editor does it: the new file takes the place of the old one at once. */
    private void replace(Path file, String text) throws Exception {
        Files.move(write("new", text), file, StandardCopyOption.ATOMIC_MOVE);
    }
}
