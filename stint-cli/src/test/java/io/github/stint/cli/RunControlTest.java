package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time limits, further tries and giving up, seen on the real process. */
class RunControlTest {

    /** Counts its tries in a file of its own, and succeeds with the third. */
    private static final String THIRD_TIME =
            "echo x >> tries-{}; n=$(wc -l < tries-{}); echo {} try $((n)); test $n = 3";

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void marksAreThere() {
        marks = new Marks(folder);
    }

    // --- time limits

    @Test
    void aCommandOverItsTimeIsEndedWithItsChildrenAndHasFailed() throws Exception {
        StintProcess.Ended ended = run(
                "--timeout", "0.3s", "--joblog", "log", "--shell", "sleep 1000 & echo $! > child; echo out; wait # {}");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).containsExactly("out");
        assertThat(ended.err().lines().findFirst().orElseThrow())
                .matches("stint: timed out after \\d+\\.\\d s: sleep 1000 .*");
        assertThat(logged()).satisfiesExactly(line -> assertThat(line).contains("\t-1\t15\t"));
        Marks.awaitEnd(marks.await("child"));
    }

    @Test
    void aCommandOverItsTimeThatWillNotBeAskedIsEndedByForce() throws Exception {
        StintProcess.Ended ended =
                run("--timeout", "200ms", "--joblog", "log", "--shell", "trap '' TERM; while :; do sleep 1; done # {}");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(logged()).satisfiesExactly(line -> assertThat(line).contains("\t-1\t9\t"));
    }

    @Test
    void oneThatEndsItselfInGoodOrderWhenItsTimeIsOverHasFailedAllTheSame() throws Exception {
        StintProcess.Ended ended =
                run("--timeout", "200ms", "--shell", "trap 'echo asked; exit 0' TERM; sleep 1000 & wait # {}");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).containsExactly("asked");
        assertThat(ended.err()).contains("timed out after");
    }

    @Test
    void aLimitThatIsAPartOfTheMedianHoldsForThoseThatRanBeforeThereWasOne() throws Exception {
        StintProcess.Ended ended = run("-j2", "--timeout", "300%", "sleep", ":::", "1000", "0.1", "0.1", "0.1");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("s: sleep 1000").contains("4 done, 1 failed");
    }

    // --- tries

    @Test
    void aCommandIsTriedUntilItSucceedsAndIsThereOnce() throws Exception {
        StintProcess.Ended ended =
                run("-k", "--retries", "3", "--joblog", "log", "--shell", THIRD_TIME, ":::", "a", "b");

        assertThat(ended).isEqualTo(new StintProcess.Ended(0, "a try 3\nb try 3\n", ""));
        assertThat(logged()).hasSize(2).allMatch(line -> line.contains("\t0\t0\t"));
    }

    @Test
    void aCommandThatFailsEachTimeHasFailedOnce() throws Exception {
        StintProcess.Ended ended = run("--retries", "2", "--joblog", "log", "--shell", THIRD_TIME, ":::", "a");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines()).containsExactly("a try 2");
        assertThat(ended.err()).contains("stint: 1 done, 1 failed");
        assertThat(logged()).hasSize(1);
    }

    @Test
    void oneThatTimesOutIsTriedAgainToo() throws Exception {
        String slowAtFirst = "if mkdir {} 2>&-; then sleep 1000; fi; echo done";

        assertThat(run("--retries", "2", "--timeout", "300ms", "--shell", slowAtFirst, ":::", "a"))
                .isEqualTo(new StintProcess.Ended(0, "done\n", ""));
    }

    @Test
    void oneThatWaitsForItsNextTryHoldsNoSlot() throws Exception {
        StintProcess.Ended ended = run(
                "-j1",
                "--retries",
                "2",
                "--retry-delay",
                "2s",
                "--shell",
                "echo {} >> order; test {} = b || { test -e {} || { touch {}; false; }; }",
                ":::",
                "a",
                "b");

        assertThat(ended.status()).isZero();
        assertThat(Files.readAllLines(folder.resolve("order"))).containsExactly("a", "b", "a");
    }

    @Test
    void aFurtherTryDoesNotWaitForTheInput() throws Exception {
        try (StintProcess stint = start("--retries", "3", "--retry-delay", "10ms", "--shell", THIRD_TIME)) {
            stint.input("a\n");
            assertThat(stint.readLine()).isEqualTo("a try 3");
            stint.inputAndEnd("b\n");
            assertThat(stint.end().lines()).containsExactly("b try 3");
        }
    }

    @Test
    void oneThatWaitsForItsNextTryIsLeftWhenTheRunIsStopped() throws Exception {
        marks.gate("gate");
        String line = "echo $$ > started-{}; test {} = b && read go < gate";
        try (StintProcess stint = start(
                "-j1", "--retries", "2", "--retry-delay", "1h", "--joblog", "log", "--shell", line, ":::", "a", "b")) {
            marks.await("started-b");
            stint.signal("INT");
            stint.awaitErr("nothing more is started, 1 running");
            marks.release("gate");

            StintProcess.Ended ended = stint.end();
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.err()).contains("1 done, 0 failed, the rest not started");
        }
        assertThat(logged()).satisfiesExactly(logged -> assertThat(logged).endsWith("\tb"));
    }

    // --- giving up

    @Test
    void afterAFailureNothingMoreIsStartedIfThatWasAsked() throws Exception {
        StintProcess.Ended ended =
                run("-j1", "--halt", "soon,fail=1", "sh", "-c", "echo $0; exit $0", ":::", "0", "7", "0");

        assertThat(ended.status()).isEqualTo(7);
        assertThat(ended.lines()).containsExactly("0", "7");
        assertThat(ended.err())
                .contains("stint: --halt soon,fail=1: nothing more is started, 0 running are let finish")
                .contains("2 done, 1 failed, the rest not started");
    }

    @Test
    void afterAFailureWhatRunsIsEndedIfThatWasAsked() throws Exception {
        String line = "if [ {} = 1 ]; then sleep 1000 & echo $! > child; echo first; wait;"
                + " else while [ ! -e child ]; do sleep 0.01; done; echo second; exit 3; fi";

        StintProcess.Ended ended = run("-k", "-j2", "--halt", "now,fail=1", "--shell", line, ":::", "1", "2", "3");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.lines()).containsExactly("first", "second");
        Marks.awaitEnd(marks.await("child"));
    }

    @Test
    void theFirstSuccessCanBeEnough() throws Exception {
        StintProcess.Ended ended = run("-j2", "--halt", "now,success=1", "sleep", ":::", "1000", "0", "1000", "1000");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).contains("--halt now,success=1: nothing more is started");
    }

    @ParameterizedTest
    @CsvSource({
        "'soon,fail=2', '1 0 1 0 1', '1 0 1', 2",
        "'soon,done=2', '0 1 0', '0 1', 1",
        "'soon,done=50%', '0 0 0 0', '0 0', 0",
        "'soon,fail=40%', '1 0 1 0 1', '1 0 1', 40",
        "'soon,success=2', '1 0 1 0 1', '1 0 1 0', 0",
        "'never', '1 0', '1 0', 1"
    })
    void policiesCountAndSayHowItEnds(String policy, String given, String ran, int status) throws Exception {
        List<String> words = new ArrayList<>(List.of("-j1", "--halt", policy, "sh", "-c", "echo $0; exit $0", ":::"));
        words.addAll(List.of(given.split(" ")));

        StintProcess.Ended ended = run(words.toArray(String[]::new));

        assertThat(String.join(" ", ended.lines())).isEqualTo(ran);
        assertThat(ended.status()).isEqualTo(status);
    }

    // --- what is refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timeout|x|--timeout must be a duration like 10s, 1.5h, 1m30s or 200ms, at most 10000d: x",
                "--timeout|0|--timeout must be longer than nothing: 0",
                "--timeout|100%|--timeout must be from 101% to 1000000%: 100%",
                "--retries|0|--retries must be a number from 1 to 1000: 0",
                "--retry-delay|1s|--retry-delay needs --retries",
                "--halt|now|--halt must be 'never', or 'now' or 'soon' with ',fail=N', ',success=N' or ',done=N',"
                        + " where N is a number from 1 or 1% to 100%: now",
                "--halt|now,fail=101%|--halt must be 'never', or 'now' or 'soon' with ',fail=N', ',success=N' or"
                        + " ',done=N', where N is a number from 1 or 1% to 100%: now,fail=101%",
            })
    void whatCannotBeFollowedIsToldBeforeAnythingRuns(String option, String value, String message) throws Exception {
        assertThat(run(option, value, "touch", ":::", "mark"))
                .isEqualTo(new StintProcess.Ended(2, "", "stint: " + message));
        assertThat(folder.resolve("mark")).doesNotExist();
    }

    private StintProcess.Ended run(String... words) throws Exception {
        try (StintProcess stint = start(words)) {
            if (!Arrays.asList(words).contains(":::")) {
                stint.inputAndEnd("x\n");
            }
            return stint.end();
        }
    }

    private StintProcess start(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(words));
        return StintProcess.start(
                new ProcessBuilder(StintProcess.command(all.toArray(String[]::new))).directory(folder.toFile()));
    }

    private List<String> logged() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        return lines.subList(1, lines.size());
    }
}
