package io.github.stint.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.command.CommandTemplate;
import io.github.stint.cli.command.Places;
import io.github.stint.cli.command.ShellTemplate;
import io.github.stint.cli.command.WordTemplate;
import io.github.stint.cli.control.TimeLimit;
import io.github.stint.cli.process.CommandException;
import io.github.stint.cli.process.Executable;
import io.github.stint.cli.process.Marks;
import io.github.stint.cli.process.ProcessGroups;
import io.github.stint.cli.spool.Held;
import io.github.stint.cli.spool.Sink;
import io.github.stint.cli.spool.Spool;
import io.github.stint.cli.spool.SpoolText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {

    private final ProcessGroups groups = new ProcessGroups();
    private final RunningJobs running = new RunningJobs();

    @TempDir
    private Path folder;

    @Test
    void bothOutputsAndTheStatusAreKept() throws Exception {
        try (JobResult result = shell("echo out; echo err >&2; exit 3")) {
            assertThat(SpoolText.text(result.out())).isEqualTo("out\n");
            assertThat(SpoolText.text(result.err())).isEqualTo("err\n");
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.succeeded()).isFalse();
        }
    }

    @Test
    void aSignalThatEndedItIsTold() throws Exception {
        try (JobResult result = shell("kill -9 $$")) {
            assertThat(result.status()).isEqualTo(128 + 9);
        }
    }

    @Test
    void itHasASessionOfItsOwnAndAnEmptyInput() throws Exception {
        try (JobResult result =
                shell("ps -o pid=,pgid=,sid= -p $$ | awk '{print ($1 == $2 && $2 == $3)}';" + " wc -c | tr -d ' '")) {
            assertThat(SpoolText.text(result.out())).isEqualTo("1\n0\n");
        }
    }

    @Test
    void noFileOfOursIsOpenInIt() throws Exception {
        try (JobResult result = run(new WordTemplate(List.of("ls"), Places.inBraces(List.of())), "/proc/self/fd")) {
            String threeStandardStreamsAndTheFolder = "0\n1\n2\n3\n";
            assertThat(SpoolText.text(result.out())).isEqualTo(threeStandardStreamsAndTheFolder);
        }
    }

    @Test
    void whatItWritesIsKeptByteForByteAlsoWhenItIsLong() throws Exception {
        try (JobResult result = shell("head -c 3000000 /dev/zero | tr '\\0' '\\377'; printf '\\0end'")) {
            assertThat(result.out().length()).isEqualTo(3_000_004);
            assertThat(result.out().ownsFile()).isTrue();
        }
    }

    @Test
    void aProgramThatClosesItsOutputsIsWaitedFor() throws Exception {
        try (JobResult result =
                shell("exec >&- 2>&-; head -c 100000 /dev/urandom | cksum > " + folder + "/sum; exit 4")) {
            assertThat(result.status()).isEqualTo(4);
            assertThat(folder.resolve("sum")).isNotEmptyFile();
        }
    }

    @Test
    void whatItLeavesBehindMayFinish() throws Exception {
        try (JobResult result = shell("(head -c 100000 /dev/urandom | cksum > /dev/null; echo late) & echo early")) {
            assertThat(SpoolText.text(result.out())).isEqualTo("early\nlate\n");
        }
    }

    @Test
    void whatItLeavesBehindForLongIsKilled() throws Exception {
        try (JobResult result = shell("sleep 1000 & echo $!")) {
            Marks.awaitEnd(Long.parseLong(SpoolText.text(result.out()).strip()));
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void whatLeavesItsGroupAndHoldsItsOutputIsNotWaitedFor() throws Exception {
        try (JobResult result = shell("setsid sleep 1000 & echo $!")) {
            long left = Long.parseLong(SpoolText.text(result.out()).strip());
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void aScriptThatNamesNoInterpreterIsRunByAShell() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "echo \"$1 and $#\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        try (JobResult result =
                run(new WordTemplate(List.of(script.toString(), "{}", "b"), Places.inBraces(List.of())), "a")) {
            assertThat(SpoolText.text(result.out())).isEqualTo("a and 2\n");
        }
    }

    @Test
    void aCommandThatIsTheArgumentAndIsNotFoundFailsAlone() throws Exception {
        try (JobResult result = run(new WordTemplate(List.of("{}"), Places.inBraces(List.of())), "no-such-command")) {
            assertThat(result.status()).isEqualTo(127);
            assertThat(result.problem()).isEqualTo("command not found: no-such-command");
        }
    }

    @Test
    void aFileThatCannotBeRunFailsAlone() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();

        try (JobResult result = run(new WordTemplate(List.of("{}"), Places.inBraces(List.of())), broken.toString())) {
            assertThat(result.status()).isEqualTo(127);
            assertThat(result.problem()).isEqualTo("cannot run " + broken + ": no such file or directory");
        }
    }

    @Test
    void aCommandThatIsTheSameForAllIsLookedUpFirst() {
        assertThatThrownBy(() -> new JobRunner(
                        new WordTemplate(List.of("no-such-command"), Places.inBraces(List.of())),
                        new Executable(System.getenv()),
                        groups,
                        this::held,
                        running,
                        JobSetting.PLAIN,
                        TimeLimit.NONE))
                .isInstanceOf(CommandException.class);
    }

    @Test
    void anArgumentTooLongForTheSystemFailsAlone() throws Exception {
        try (JobResult result =
                run(new WordTemplate(List.of("true"), Places.inBraces(List.of())), "x".repeat(200_000))) {
            assertThat(result.status()).isEqualTo(126);
            assertThat(result.problem()).endsWith("the arguments are longer than the system allows");
        }
    }

    @Test
    void anInterruptEndsTheWholeGroupAndIsKept() throws Exception {
        Marks marks = new Marks(folder);
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread task = Thread.startVirtualThread(() -> {
            String line = "cd " + folder + "; sleep 1000 & echo $! > child; wait";
            try (JobResult result = shell(line)) {
                status.complete(Thread.currentThread().isInterrupted() ? result.status() : -1);
            } catch (Exception e) {
                status.completeExceptionally(e);
            }
        });
        long child = marks.await("child");

        task.interrupt();

        assertThat(status.get()).isEqualTo(128 + 15);
        Marks.awaitEnd(child);
    }

    @Test
    void afterAllWereKilledNothingStarts() throws Exception {
        groups.killAll();

        try (JobResult result = shell("echo out")) {
            assertThat(result.problem()).isEqualTo("not started");
            assertThat(result.out().length()).isZero();
        }
    }

    private JobOutput held(Job job, int slot) {
        return new JobOutput(new Held(new Spool(1 << 16), nowhere()), new Held(new Spool(1 << 16), nowhere()), false);
    }

    private static Sink nowhere() {
        return bytes -> {
            throw new IllegalStateException(bytes.remaining() + " bytes are shown");
        };
    }

    private JobResult shell(String line) throws Exception {
        return run(new ShellTemplate("bash", line + " # {}", Places.inBraces(List.of())), "unused");
    }

    private JobResult run(CommandTemplate template, String argument) throws Exception {
        try (JobRunner runner = new JobRunner(
                template,
                new Executable(System.getenv()),
                groups,
                this::held,
                running,
                JobSetting.PLAIN,
                TimeLimit.NONE)) {
            return runner.run(new Job(0, 1, List.of(argument)));
        }
    }
}
