package io.github.stint.cli;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.Action;
import io.github.stint.RestartPolicy;
import io.github.stint.Shutdown;
import io.github.stint.TaskManager;
import io.github.stint.TaskOptions;
import io.github.stint.TaskPool;
import io.github.stint.TaskService;
import io.github.stint.WorkerPool;
import io.github.stint.control.ControlServer;
import io.github.stint.control.view.Role;
import io.github.stint.test.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at an application and steer it: the real tool, and this process as the application. */
class SteerTest {

    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private final Gate gate = new Gate();
    private TaskManager manager;
    private TaskPool crawler;
    private WorkerPool mailers;
    private TaskService background;
    private ControlServer server;

    @BeforeEach
    void anApplication() throws Exception {
        manager = TaskManager.builder("shop").onClose(Shutdown.now()).open();
        crawler = manager.adopt(TaskPool.builder("crawler")
                .size(2)
                .queue(100)
                .keepEnded(10)
                .onClose(Shutdown.now())
                .open());
        mailers = manager.adopt(WorkerPool.builder("mailers", gate::pass)
                .onClose(Shutdown.now())
                .open());
        background = manager.adopt(TaskService.open("background"));
        server = listen("shop"); // ended tasks are kept of those that are submitted from now on
        for (int i = 0; i < 3; i++) {
            crawler.submit(TaskOptions.named("fetch").group("probes"), (Action) gate::pass);
        }
        gate.awaitArrived(2);
    }

    @AfterEach
    void theApplicationEnds() {
        server.close();
        manager.close();
        gate.close();
    }

    private ControlServer listen(String name) throws Exception {
        return ControlServer.builder(name)
                .owners(manager)
                .allowChanges()
                .keepEnded(100)
                .handler("twice", crawler, arguments -> arguments)
                .socket(folder.resolve("stint").resolve(name + "-" + PID + ".sock"))
                .start();
    }

    /** Runs the tool where it finds the sockets of this test and no others. */
    private StintProcess.Ended stint(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command(words));
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        return StintProcess.run(new byte[0], builder);
    }

    // ---- looking

    @Test
    void psShowsTheLiveTasksOfTheOnlyApplicationThereIs() throws Exception {
        StintProcess.Ended ps = stint("ps");

        assertThat(ps.lines().getFirst()).startsWith("TASK ").contains("STATE", "WAITED", "RAN");
        assertThat(ps.lines()).hasSize(4);
        assertThat(ps.lines().get(1)).startsWith("crawler/probes/fetch#1  running ");
        assertThat(ps.lines().get(3)).startsWith("crawler/probes/fetch#3  queued ");
        assertThat(ps.err()).isEmpty();
        assertThat(ps.status()).isZero();
    }

    @Test
    void psShowsWhatIsAskedForAndSaysWhatItLeavesOut() throws Exception {
        assertThat(stint("ps", "--where", "state=queued", "--sort", "age").lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("crawler/probes/fetch#3  queued");
        assertThat(stint("ps", "-n", "1", "-o", "crawler").lines())
                .hasSize(3)
                .last()
                .isEqualTo("1 of 3 tasks; -n shows more");
    }

    @Test
    void jsonHasTheNamesOfTheProtocol() throws Exception {
        assertThat(stint("ps", "--json", "-n", "1").out())
                .startsWith("{\"matching\":3,\"tasks\":[{\"task\":1,\"name\":\"crawler/probes/fetch#1\","
                        + "\"owner\":\"crawler\",\"group\":\"probes\",\"state\":\"running\",\"waited\":")
                .endsWith("}]}\n");
    }

    @Test
    void treeAndOwnersShowWhatBelongsToWhat() throws Exception {
        List<String> tree = stint("tree").lines();
        assertThat(tree.getFirst()).startsWith("shop  manager, open");
        assertThat(tree.get(1)).contains("crawler  pool, open: 2 of 2 run, 1 wait");
        assertThat(tree.get(2)).contains("probes  3 tasks");
        assertThat(tree.get(3)).contains("crawler/probes/fetch#1  running");

        List<String> owners = stint("pools").lines();
        assertThat(owners.get(1)).startsWith("shop ");
        assertThat(owners.get(2)).startsWith("  crawler ").contains("pool", "open");
    }

    @Test
    void showTellsWhereATaskStands() throws Exception {
        StintProcess.Ended show = stint("show", "crawler#1");

        assertThat(show.lines()).contains("crawler/probes/fetch#1", "  state      running", "  group      probes");
        assertThat(show.out()).contains("    at " + Gate.class.getName());
        assertThat(stint("show", "3").out()).contains("queued");
        assertThat(stint("show", "crawler/probes/fetch#3").out()).contains("queued");
    }

    @Test
    void aTaskThatIsNotThereIsToldAndChangesTheExitStatus() throws Exception {
        assertThat(stint("show", "99").status()).isEqualTo(1);
        assertThat(stint("show", "crawler#99").err()).contains("99");
        assertThat(stint("show", "x"))
                .isEqualTo(new StintProcess.Ended(2, "", "stint: a task is named by its number, as 12 or run#12: 'x'"));
    }

    @Test
    void endedTellsWhoCancelledAndWhyAndSteersNoTerminal() throws Exception {
        crawler.cancel(3, "a\u001b[2Jb");
        eventually("it has ended", () -> crawler.stats().cancelled() == 1);

        assertThat(stint("ended").out())
                .contains("crawler/probes/fetch#3  cancelled")
                .contains("a\\u001b[2Jb");
        assertThat(stint("stats", "crawler").out()).contains("crawler/probes  ran");
    }

    @Test
    void checkSaysThatNothingLooksWrong() throws Exception {
        assertThat(stint("lints")).isEqualTo(new StintProcess.Ended(0, "nothing looks wrong\n", ""));
    }

    // ---- which application

    @Test
    void withSeveralApplicationsItSaysWhichThereAreAndHowToChoose() throws Exception {
        try (ControlServer _ = listen("store")) {
            StintProcess.Ended ps = stint("ps");

            assertThat(ps.status()).isEqualTo(2);
            assertThat(ps.err())
                    .isEqualTo("stint: 2 applications listen; choose one with -s:\n  -s " + PID + "  shop\n  -s " + PID
                            + "  store");
            assertThat(stint("ps", "-s", "shop").status()).isZero();
            assertThat(stint("ps", "--socket=store-" + PID).status()).isZero();
            assertThat(stint("ps", "-s", folder + "/stint/store-" + PID + ".sock")
                            .status())
                    .isZero();
        }
    }

    @Test
    void withoutAnApplicationItSaysSo() throws Exception {
        server.close();

        StintProcess.Ended ps = stint("ps");
        assertThat(ps.status()).isEqualTo(4);
        assertThat(ps.err()).startsWith("stint: no application of yours listens; ");
        assertThat(stint("ps", "-s", folder + "/nothing").status()).isEqualTo(4);
    }

    @Test
    void anAddressNeedsAFileWithATokenThatNobodyElseCanRead() throws Exception {
        Path token = folder.resolve("token");
        try (ControlServer tcp = ControlServer.builder("far")
                .owners(manager)
                .tcp(0)
                .token(token, Role.VIEW)
                .start()) {
            String address = "127.0.0.1:" + tcp.address().orElseThrow().getPort();

            assertThat(stint("ps", "-s", address, "--token-file", token.toString())
                            .lines())
                    .hasSize(4);
            assertThat(stint("ps", "-s", address).err()).contains("needs a --token-file");
            StintProcess.Ended refused = stint("resize", "crawler", "1", "-s", address, "--token-file=" + token);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(crawler.size()).isEqualTo(2);

            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(stint("ps", "-s", address, "--token-file", token.toString())
                            .err())
                    .contains("must have mode 600");
        }
    }

    @Test
    void psOfAProcessThatListensNowhereTellsItsTasksByTheNamesOfThreads() throws Exception {
        server.close();
        Thread named = Thread.ofPlatform().name("crawler/by-hand#7").start(() -> {
            try {
                gate.pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            StintProcess.Ended ps = stint("ps", Long.toString(PID));

            assertThat(ps.err()).isEmpty();
            assertThat(ps.lines()).anyMatch(line -> line.startsWith("crawler/by-hand#7"));
            assertThat(ps.lines().getLast()).contains("--all-threads");
        } finally {
            gate.open();
            named.join();
        }
    }

    // ---- steering

    @Test
    void cancelCountsFirstAndThenAsksAllThatMatchToStop() throws Exception {
        assertThat(stint("cancel", "--where", "group=probes", "--dry-run"))
                .isEqualTo(new StintProcess.Ended(0, "3 tasks would be cancelled\n", ""));
        assertThat(crawler.stats().cancelled()).isZero();

        assertThat(stint("cancel", "--where", "group=probes state=running", "--why", "too slow"))
                .isEqualTo(new StintProcess.Ended(0, "2 tasks asked to stop\n", ""));

        eventually("both have ended", () -> crawler.stats().cancelled() == 2);
        assertThat(stint("ended").out()).contains("too slow");
        assertThat(stint("cancel", "--where", "age>1h")).isEqualTo(new StintProcess.Ended(1, "no task matches\n", ""));
    }

    @Test
    void cancelTakesTasksByNameAndAGroup() throws Exception {
        assertThat(stint("cancel", "crawler#1", "2").out()).isEqualTo("2 tasks asked to stop\n");
        assertThat(stint("cancel", "--group", "probes", "-o", "crawler").out()).startsWith("1 task asked to stop");
        eventually("all have ended", () -> crawler.stats().cancelled() == 3);
    }

    @Test
    void cancelOfOneThatIsNotThereCancelsNone() throws Exception {
        assertThat(stint("cancel", "crawler#1", "999").status()).isEqualTo(1);
        assertThat(crawler.stats().cancelled() + crawler.stats().stopping()).isZero();
        assertThat(stint("cancel").err())
                .isEqualTo("stint: cancel needs one of these: names of tasks, --group, --where");
    }

    @Test
    void anOwnerIsResizedPausedLockedAndGoesOn() throws Exception {
        assertThat(stint("resize", "crawler", "3").out()).isEqualTo("crawler: limit 2 -> 3\n");
        gate.awaitArrived(3);
        assertThat(stint("pause", "crawler").out()).isEqualTo("crawler: paused, limit 0, 3 run, 0 wait\n");
        assertThat(crawler.size()).isZero();
        assertThat(stint("pause", "crawler").status()).isEqualTo(1);
        assertThat(stint("resume", "crawler").out()).isEqualTo("crawler: open, limit 3, 3 run, 0 wait\n");
        assertThat(stint("lock", "crawler").out()).startsWith("crawler: locked");
        assertThat(stint("unlock", "crawler").out()).startsWith("crawler: open");
    }

    @Test
    void whereSeveralOwnersCouldBeMeantTheyAreNamed() throws Exception {
        StintProcess.Ended ended = stint("resize", "5");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo("stint: several owners could be meant; say which: shop, crawler");
        assertThat(stint("resize", "crawler", "-1").status()).isEqualTo(2);
        assertThat(stint("resize", "nobody", "1").err()).isEqualTo("stint: no open owner is named 'nobody'");
    }

    @Test
    void drainSaysWhetherAllHaveEndedInTime() throws Exception {
        assertThat(stint("drain", "crawler", "--within", "0"))
                .isEqualTo(new StintProcess.Ended(1, "crawler: 3 had not ended within 0ms; it stays locked\n", ""));
        gate.open();
        assertThat(stint("drain", "crawler"))
                .isEqualTo(new StintProcess.Ended(0, "crawler: all tasks have ended\n", ""));
        assertThat(stint("flush").out()).isEqualTo("crawler: 3 tasks forgotten\n");
    }

    @Test
    void workersAndServicesAreStartedStoppedAndRestarted() throws Exception {
        assertThat(stint("start", "2").out()).isEqualTo("mailers: started 2 of its workers #1, #2\n");
        assertThat(stint("stop", "mailers", "1").out()).isEqualTo("mailers: stopped 1 of its workers #2\n");
        assertThat(mailers.size()).isEqualTo(1);

        CountDownLatch runs = new CountDownLatch(1);
        background.runForever("poller", RestartPolicy.always(), () -> {
            runs.countDown();
            gate.pass();
        });
        runs.await();
        assertThat(stint("restart", "poller").out())
                .isEqualTo("background/poller: interrupted, and restarted as its policy says\n");
        assertThat(stint("restart", "nothing").status()).isEqualTo(1);
    }

    @Test
    void whatTheApplicationHasRegisteredCanBeSubmitted() throws Exception {
        assertThat(stint("handlers").lines().get(1)).isEqualTo("twice    a list");
        assertThat(stint("submit", "twice", "[1, 2]").out())
                .startsWith("crawler/")
                .endsWith("#4\n");
        assertThat(stint("submit", "twice", "{not json").status()).isEqualTo(2);
        assertThat(stint("submit", "thrice", "[]").status()).isEqualTo(1);
    }

    @Test
    void watchShowsAnewUntilTheApplicationEnds() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command("ps", "--watch", "--json", "-n", "1"));
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        try (StintProcess stint = StintProcess.start(builder)) {
            List<String> looks = new ArrayList<>();
            looks.add(stint.readLine());
            looks.add(stint.readLine());
            assertThat(looks).allMatch(look -> look.startsWith("{\"matching\":3,"));

            server.close();

            assertThat(stint.end().status()).isZero();
        }
    }
}
