package io.github.stint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.process.Marks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, SIGTERM and SIGHUP, once, twice and thrice, and what is left running after it. */
class RunSignalsTest {

    /** Leaves its number, starts a child that leaves its own, and waits at a gate. */
    private static final String WAITS =
            "sleep 1000 & echo $! > child-{}; echo $$ > started-{}; read go < gate-{}; echo {}";

    /** The same, but will not be asked to end. */
    private static final String STUBBORN =
            "trap '' TERM; sleep 1000 & echo $! > child-{}; echo $$ > started-{}; while :; do wait; done";

    @TempDir
    private Path folder;

    private Marks marks;

    @BeforeEach
    void marksAreThere() {
        marks = new Marks(folder);
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void theFirstSignalStartsNothingMoreAndLetsFinishWhatRuns(String signal, int status) throws Exception {
        marks.gate("gate-1");
        marks.gate("gate-2");
        try (StintProcess stint = start(WAITS, "1", "2", "3", "4")) {
            marks.await("started-1");
            marks.await("started-2");

            stint.signal(signal);
            stint.awaitErr("SIG" + signal + ": nothing more is started, 2 running are let finish");
            marks.release("gate-1");
            marks.release("gate-2");

            StintProcess.Ended ended = stint.end();
            assertThat(ended.status()).isEqualTo(status);
            assertThat(ended.lines()).containsExactlyInAnyOrder("1", "2");
            assertThat(ended.err()).contains("2 done, 0 failed, the rest not started");
            assertThat(marks.has("started-3")).isFalse();
        }
        Marks.awaitEnd(marks.await("child-1"));
    }

    @Test
    void aSignalWhenEverythingHasStartedChangesNothingOfTheExitStatus() throws Exception {
        marks.gate("gate-1");
        try (StintProcess stint = start(WAITS, "1")) {
            marks.await("started-1");

            stint.signal("INT");
            stint.awaitErr("1 running are let finish");
            marks.release("gate-1");

            assertThat(stint.end().status()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void theSecondSignalEndsWhatRunsAndItsChildren(String signal, int status) throws Exception {
        marks.gate("gate-1");
        marks.gate("gate-2");
        try (StintProcess stint = start(WAITS, "1", "2", "3")) {
            long first = marks.await("started-1");
            long second = marks.await("started-2");

            stint.signal(signal);
            stint.awaitErr("nothing more is started");
            stint.signal(signal);

            assertThat(stint.end().status()).isEqualTo(status);
            assertThat(Marks.runs(first)).isFalse();
            assertThat(Marks.runs(second)).isFalse();
            assertThat(Marks.runs(marks.await("child-1"))).isFalse();
            assertThat(Marks.runs(marks.await("child-2"))).isFalse();
            assertThat(marks.has("started-3")).isFalse();
        }
    }

    @Test
    void whatTheSecondSignalEndsIsInTheJobLogAsFailed() throws Exception {
        Path log = folder.resolve("log");
        String[] words = {"run", "--joblog", log.toString(), "--shell", "echo $$ > started-{}; sleep 1000", ":::", "1"};
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command(words)).directory(folder.toFile());
        try (StintProcess stint = StintProcess.start(builder)) {
            marks.await("started-1");

            stint.signal("INT");
            stint.awaitErr("nothing more is started");
            stint.signal("INT");

            assertThat(stint.end().status()).isEqualTo(130);
        }
        String line = Files.readAllLines(log).get(1);
        assertThat(line.split("\t")).startsWith("1", ":").endsWith("0", "15", "echo $$ > started-1; sleep 1000", "1");
    }

    @Test
    void theSecondSignalEndsByForceWhatWillNotBeAsked() throws Exception {
        try (StintProcess stint = start(STUBBORN, "1")) {
            long command = marks.await("started-1");

            stint.signal("TERM");
            stint.awaitErr("nothing more is started");
            stint.signal("TERM");

            assertThat(stint.end().status()).isEqualTo(143);
            assertThat(Marks.runs(command)).isFalse();
            assertThat(Marks.runs(marks.await("child-1"))).isFalse();
        }
    }

    @Test
    void theSecondSignalEndsAChildThatHasMadeItselfASession() throws Exception {
        String leaves = "setsid sleep 1000 & echo $! > child-{}; echo $$ > started-{}; wait";
        try (StintProcess stint = start(leaves, "1")) {
            marks.await("started-1");
            long child = marks.await("child-1");

            stint.signal("INT");
            stint.awaitErr("nothing more is started");
            stint.signal("INT");

            assertThat(stint.end().status()).isEqualTo(130);
            Marks.awaitEnd(child);
        }
    }

    @Test
    void theThirdSignalEndsEverythingAtOnce() throws Exception {
        try (StintProcess stint = start(STUBBORN, "1", "2", "3")) {
            long first = marks.await("started-1");
            long second = marks.await("started-2");

            stint.signal("INT");
            stint.awaitErr("nothing more is started");
            stint.signal("INT");
            stint.awaitErr("2 running are killed");
            stint.signal("INT");

            assertThat(stint.end().status()).isEqualTo(130);
            Marks.awaitEnd(first);
            Marks.awaitEnd(second);
            Marks.awaitEnd(marks.await("child-1"));
            Marks.awaitEnd(marks.await("child-2"));
        }
    }

    @Test
    void aSignalIsHeardWhileNoArgumentComes() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command("run", "-j", "2", "echo"));
        try (StintProcess stint = StintProcess.start(builder.directory(folder.toFile()))) {
            stint.input("one\n");
            assertThat(stint.readLine()).isEqualTo("one");

            stint.signal("TERM");

            assertThat(stint.end().status()).isEqualTo(143);
        }
    }

    @Test
    void nothingIsLeftWhenStandardOutputIsClosed() throws Exception {
        String[] shell = {"run", "-j", "2", "--shell", "echo $$ > started-{}; echo {}; test {} = 1 || exec sleep 1000"};
        ProcessBuilder builder = new ProcessBuilder(StintProcess.command(shell)).directory(folder.toFile());
        try (StintProcess stint = StintProcess.start(builder)) {
            stint.input("1\n2\n");
            long waiting = marks.await("started-2");
            assertThat(stint.readLineAndCloseOutput()).isEqualTo("1");
            stint.input("1\n1\n1\n");

            StintProcess.Ended ended = stint.end();

            assertThat(ended.status()).isEqualTo(141);
            assertThat(ended.err()).isEmpty();
            assertThat(Marks.runs(waiting)).isFalse();
        }
    }

    private StintProcess start(String line, String... arguments) throws Exception {
        String[] words = new String[arguments.length + 6];
        System.arraycopy(new String[] {"run", "-j", "2", "--shell", line, ":::"}, 0, words, 0, 6);
        System.arraycopy(arguments, 0, words, 6, arguments.length);
        return StintProcess.start(new ProcessBuilder(StintProcess.command(words)).directory(folder.toFile()));
    }
}
