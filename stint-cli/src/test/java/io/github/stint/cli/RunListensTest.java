package io.github.stint.cli;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import io.github.stint.control.ControlClient;
import io.github.stint.control.TaskQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code stint run} seen and steered from other processes. */
class RunListensTest {

    /** Leaves its number, and ends when a file is there. */
    private static final String WAITS = "echo $$ > started-{}; while [ ! -e go ]; do sleep 0.02; done";

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void marksAreThere() {
        marks = new Marks(folder);
    }

    // ---- seen and steered

    @Test
    void fiveHundredSleepingJobsAreSeenAndSteered() throws Exception {
        List<String> words = new ArrayList<>(List.of("-j", "4", "--joblog", "log", "sleep", "10{}", ":::"));
        IntStream.rangeClosed(1, 500).mapToObj(i -> String.format("%03d", i)).forEach(words::add);
        try (StintProcess run = start(words);
                ControlClient client = connect()) {
            eventually("four run", () -> running(client) == 4);
            StintProcess.Ended ps = stint("ps");
            assertThat(ps.lines()).hasSize(5);
            assertThat(ps.lines().get(1)).startsWith("run/jobs/001#1  running ");
            assertThat(stint("tree").out()).contains("run  pool, open: 4 of 4 run", "jobs  4 tasks");
            assertThat(stint("show", "2").out()).contains("run/jobs/002#2", "state      running");

            assertThat(stint("resize", "2").out()).isEqualTo("run: limit 4 -> 2\n");
            eventually("all are old", () -> client.count(TaskQuery.where("age>1s")) == 4);
            assertThat(stint("cancel", "--where", "age>1s", "--why", "too slow").out())
                    .isEqualTo("4 tasks asked to stop\n");
            eventually("two others run", () -> client.count(TaskQuery.where("id>4 state=running")) == 2);
            assertThat(stint("ended").out()).contains("run/jobs/001#1  cancelled", "too slow (");

            assertThat(stint("pause").out()).startsWith("run: paused, limit 0, 2 run");
            run.awaitErr("stint: paused: ");
            assertThat(stint("cancel", "5", "run/jobs/006#6").out()).isEqualTo("2 tasks asked to stop\n");
            eventually("none runs", () -> running(client) == 0);
            assertThat(client.owner("run").stats().submitted()).isEqualTo(6);
            assertThat(stint("resume").out()).startsWith("run: open, limit 2");
            eventually("two more run", () -> running(client) == 2);
            assertThat(stint("stats").out()).contains("6");

            try (StintProcess drain = StintProcess.start(builder(List.of("drain")))) {
                run.awaitErr("stint: locked from outside: nothing more is started, 2 running are let finish");
                assertThat(stint("cancel", "--where", "state=running").status()).isZero();
                assertThat(drain.end().status()).isZero();
            }

            StintProcess.Ended ended = run.end();
            assertThat(ended.err())
                    .contains("stint: cancelled, too slow (", ", from outside): sleep 10001")
                    .contains("stint: 8 done, 0 failed, 8 cancelled, the rest not started (492), in ")
                    .endsWith("stint: to go on, run the same with --resume");
            assertThat(ended.status()).isEqualTo(143);
        }
        assertThat(left()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("log")))
                .hasSize(9)
                .last()
                .asString()
                .contains("\t-2\t15\tsleep 10");
    }

    @Test
    void aCancelledJobIsToldToProgramsAndIsRunAgainByResume() throws Exception {
        String line = "test -e go-{} || { echo $$ > started-{}; exec sleep 1000; }";
        Files.createFile(folder.resolve("go-b"));
        try (StintProcess run = start(List.of(
                        "--json",
                        "--joblog",
                        "log",
                        "--results",
                        "out",
                        "--retries",
                        "3",
                        "--halt",
                        "now,fail=1",
                        "--shell",
                        line,
                        ":::",
                        "a",
                        "b"));
                ControlClient client = connect()) {
            marks.await("started-a");
            assertThat(client.because("it hangs").cancel("run", 1)).isTrue();

            StintProcess.Ended ended = run.end();
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.lines())
                    .anySatisfy(json -> assertThat(json)
                            .contains("\"values\":[\"a\"]", "\"signal\":15", "\"tries\":1")
                            .contains("\"cancelled\":\"it hangs ("))
                    .last()
                    .asString()
                    .contains("\"done\":2,\"failed\":0,\"cancelled\":1,", "\"complete\":true");
            assertThat(ended.err()).contains("2 done, 0 failed, 1 cancelled, in ");
        }
        assertThat(folder.resolve("out/a")).doesNotExist();
        assertThat(folder.resolve("out/b")).exists();

        String[] again = {"run", "--joblog", "log", "--resume", "echo", ":::", "a", "b"};
        assertThat(StintProcess.run(new byte[0], builder(List.of(again))))
                .isEqualTo(new StintProcess.Ended(0, "a\n", ""));
    }

    @Test
    void resizeHoldsUntilTheFileOfJChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs"), "1");
        try (StintProcess run = start(List.of("-j", "jobs", "--shell", WAITS, ":::", "1", "2", "3", "4", "5"));
                ControlClient client = connect()) {
            marks.await("started-1");

            client.resize("run", 3);
            marks.await("started-3");
            assertThat(marks.has("started-4")).isFalse();
            Files.writeString(file, "2");
            eventually(
                    "it is what the file says",
                    () -> client.owner("run").stats().limit() == 2);

            Files.createFile(folder.resolve("go"));
            assertThat(run.end()).isEqualTo(new StintProcess.Ended(0, "", ""));
        }
    }

    // ---- its end

    @Test
    void aLockIsTakenBackAsLongAsAJobRuns() throws Exception {
        try (StintProcess run = start(List.of("-j", "1", "--shell", WAITS, ":::", "1", "2"));
                ControlClient _ = connect()) {
            marks.await("started-1");
            assertThat(stint("lock").out()).startsWith("run: locked, limit 1, 1 run");
            run.awaitErr("locked from outside");

            assertThat(stint("unlock").out()).startsWith("run: open, limit 1, 1 run");
            run.awaitErr("unlocked from outside: it goes on");
            Files.createFile(folder.resolve("go"));

            assertThat(run.end().status()).isZero();
            assertThat(marks.has("started-2")).isTrue();
        }
    }

    @Test
    void aPausedRunThatIsDrainedEnds() throws Exception {
        try (StintProcess run = start(List.of("-j", "1", "sleep", ":::", "1001", "1002", "1003"));
                ControlClient client = connect()) {
            eventually("one runs", () -> running(client) == 1);
            client.pause("run");
            client.cancel("run", 1);
            eventually("none runs", () -> running(client) == 0);

            client.lock("run");

            StintProcess.Ended ended = run.end();
            assertThat(ended.err()).contains("1 done, 0 failed, 1 cancelled, the rest not started (2)");
            assertThat(ended.status()).isEqualTo(143);
        }
    }

    @Test
    void aRunThatWaitsForItsInputIsEndedByALock() throws Exception {
        try (StintProcess run = start(List.of("echo"))) {
            run.input("one\n");
            assertThat(run.readLine()).isEqualTo("one");
            try (ControlClient client = connect()) {
                client.lock("run");
            }
            StintProcess.Ended ended = run.end();
            assertThat(ended.err()).contains("1 done, 0 failed, the rest not started, in ");
            assertThat(ended.status()).isEqualTo(143);
        }
    }

    @Test
    void theEndOfItsGroupIsTheEndOfTheRun() throws Exception {
        try (StintProcess run = start(List.of("-j", "2", "sleep", ":::", "1001", "1002", "1003"));
                ControlClient client = connect()) {
            eventually("two run", () -> running(client) == 2);

            client.because("enough").cancelGroup("run", "jobs");

            StintProcess.Ended ended = run.end();
            assertThat(ended.err())
                    .contains("stint: cancelled, enough (")
                    .contains("2 done, 0 failed, 2 cancelled, the rest not started (1)");
            assertThat(ended.status()).isEqualTo(143);
        }
    }

    // ---- the socket

    @Test
    void twoRunsAreToldApartByTheirProgramsOrProcesses() throws Exception {
        try (StintProcess sleeps = start(List.of("sleep", ":::", "1001"));
                StintProcess tails = start(List.of("tail", "-f", ":::", "/dev/null"))) {
            eventually("both listen", () -> listening().size() == 2);

            StintProcess.Ended ps = stint("ps");
            assertThat(ps.status()).isEqualTo(2);
            assertThat(ps.err())
                    .contains("2 applications listen; choose one with -s:")
                    .contains("-s " + sleeps.pid() + "  run-sleep", "-s " + tails.pid() + "  run-tail");
            assertThat(stint("cancel", "1", "-s", "run-sleep").status()).isZero();
            assertThat(sleeps.end().status()).isEqualTo(1);
            assertThat(stint("cancel", "1", "-s", Long.toString(tails.pid())).status())
                    .isZero();
            assertThat(tails.end().status()).isEqualTo(1);
        }
    }

    @Test
    void aRunCanBeToldNotToListen() throws Exception {
        try (StintProcess run =
                start(List.of("--no-control", "--shell", "echo $$ > started-{}; exec sleep 1000", ":::", "1"))) {
            long job = marks.await("started-1");
            assertThat(run.hasThread("stint-listen")).isFalse();
            assertThat(left()).isEmpty();
            kill(job);
            assertThat(run.end().status()).isEqualTo(1);
        }
    }

    @Test
    void aRunThatCannotListenRunsAllTheSame() throws Exception {
        Files.createFile(folder.resolve("stint"));
        try (StintProcess run = start(List.of("--shell", WAITS, ":::", "1"))) {
            marks.await("started-1");
            eventually("it has tried", () -> !run.hasThread("stint-listen"));
            Files.createFile(folder.resolve("go"));

            assertThat(run.end()).isEqualTo(new StintProcess.Ended(0, "", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,1,130", "INT,2,130", "TERM,1,143", "TERM,2,143", "HUP,1,129"})
    void aSignalLeavesNoSocket(String signal, int times, int status) throws Exception {
        try (StintProcess run = start(List.of("-j", "1", "--shell", WAITS, ":::", "1", "2"))) {
            marks.await("started-1");
            eventually("it listens", () -> !listening().isEmpty());
            run.signal(signal);
            run.awaitErr("nothing more is started");
            if (times == 2) {
                run.signal(signal);
            } else {
                Files.createFile(folder.resolve("go"));
            }
            assertThat(run.end().status()).isEqualTo(status);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aSocketThatIsLeftByKillIsCleanedUpByWhoeverLooksNext() throws Exception {
        try (StintProcess run = start(List.of("--shell", "echo $$ > started-{}; exec sleep 1000", ":::", "1"))) {
            eventually("it listens", () -> !listening().isEmpty());
            long job = marks.await("started-1");
            run.signal("KILL");
            assertThat(run.end().status()).isEqualTo(137);
            kill(job);
        }
        assertThat(left()).isNotEmpty();

        assertThat(stint("ps").status()).isEqualTo(4);
        assertThat(left()).isEmpty();
    }

    @Test
    void commandsDoNotInheritTheSocket() throws Exception {
        String line = "echo $$ > started-{}; while [ ! -e go ]; do sleep 0.02; done; ls -l /proc/$$/fd > files-{}";
        try (StintProcess run = start(List.of("-j", "1", "--shell", line, ":::", "1", "2"))) {
            eventually("it listens", () -> !listening().isEmpty());
            Files.createFile(folder.resolve("go"));
            assertThat(run.end().status()).isZero();
        }
        assertThat(folder.resolve("files-2")).isNotEmptyFile().content().doesNotContain("socket:", ".lock");
    }

    // ---- means

    private static int running(ControlClient client) throws Exception {
        return client.owner("run").stats().running();
    }

    private StintProcess start(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(words);
        return StintProcess.start(builder(all));
    }

    private StintProcess.Ended stint(String... words) throws Exception {
        return StintProcess.run(new byte[0], builder(List.of(words)));
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command(words.toArray(String[]::new)));
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return builder.directory(folder.toFile());
    }

    /** To the only run there is, once it listens. */
    private ControlClient connect() throws Exception {
        eventually("a run listens", () -> listening().size() == 1);
        return ControlClient.connect(listening().getFirst());
    }

    /** The sockets at which somebody answers. */
    private List<Path> listening() throws IOException, InterruptedException {
        List<Path> sockets = new ArrayList<>();
        for (Path file : left()) {
            if (file.toString().endsWith(".sock") && answers(file)) {
                sockets.add(file);
            }
        }
        return sockets;
    }

    private static boolean answers(Path socket) throws InterruptedException {
        try (ControlClient _ = ControlClient.connect(socket)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What is in the folder of the sockets. */
    private List<Path> left() throws IOException {
        Path sockets = folder.resolve("stint");
        if (!Files.isDirectory(sockets)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(sockets)) {
            return files.toList();
        }
    }

    private static void kill(long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", Long.toString(pid)).start().waitFor())
                .isZero();
    }
}
