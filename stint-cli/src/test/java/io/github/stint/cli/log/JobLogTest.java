package io.github.stint.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {

    @TempDir
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    private JobLog open() throws UsageException {
        return JobLog.open(log().toString(), true);
    }

    private void write(Object... statusAndValues) throws Exception {
        try (JobLog log = open()) {
            for (int i = 0; i < statusAndValues.length; i += 2) {
                String value = (String) statusAndValues[i + 1];
                log.ended(new JobRecord(
                        i / 2 + 1,
                        1_700_000_000_123L,
                        1_234_567_890L,
                        42,
                        (Integer) statusAndValues[i],
                        JobRecord.How.BY_ITSELF,
                        ShellQuote.quote(List.of("echo", value)),
                        List.of(value)));
            }
        }
    }

    private DoneJobs done(boolean onlySucceeded) throws UsageException {
        return JobLogFile.read(log().toString(), onlySucceeded);
    }

    @Test
    void aJobIsALineWithColumns() throws Exception {
        write(3, "a\tb\nc\\");

        assertThat(Files.readAllLines(log()))
                .containsExactly(
                        "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\tValues",
                        "1\t:\t1700000000.123\t     1.235\t0\t42\t3\t0\techo $'a\\\\tb\\\\nc\\\\\\\\'\ta\\tb\\nc\\\\");
    }

    @Test
    void aCancelledJobIsToldAndIsNotDone() throws Exception {
        try (JobLog log = open()) {
            log.ended(new JobRecord(1, 0, 0, 0, 143, JobRecord.How.CANCELLED, "sleep 9", List.of("9")));
        }

        assertThat(Files.readAllLines(log()).getLast()).endsWith("\t-2\t15\tsleep 9\t9");
        assertThat(done(false).take(List.of("9"))).isFalse();
        assertThat(done(true).take(List.of("9"))).isFalse();
    }

    @Test
    void aSignalIsTold() throws Exception {
        write(137, "a");

        assertThat(Files.readAllLines(log()).getLast()).contains("\t0\t9\techo a\ta");
    }

    @Test
    void whatIsInTheLogIsDoneAsOftenAsItIsThere() throws Exception {
        write(0, "a", 1, "b", 0, "a");
        DoneJobs done = done(false);

        assertThat(done.take(List.of("a"))).isTrue();
        assertThat(done.take(List.of("a"))).isTrue();
        assertThat(done.take(List.of("a"))).isFalse();
        assertThat(done.take(List.of("b"))).isTrue();
        assertThat(done.take(List.of("c"))).isFalse();
    }

    @Test
    void whatFailedIsNotDoneIfOnlySuccessCounts() throws Exception {
        write(0, "a", 1, "b", 137, "c");
        DoneJobs done = done(true);

        assertThat(done.take(List.of("a"))).isTrue();
        assertThat(done.take(List.of("b"))).isFalse();
        assertThat(done.take(List.of("c"))).isFalse();
    }

    @Test
    void valuesWithTabsAreNotMistakenForOthers() throws Exception {
        write(0, "a\tb");

        assertThat(done(false).take(List.of("a", "b"))).isFalse();
        assertThat(done(false).take(List.of("a\tb"))).isTrue();
    }

    @Test
    void itIsGoneOnWithAndALineThatWasCutCountsForNothing() throws Exception {
        write(0, "a");
        Files.writeString(log(), "2\t:\t17", StandardOpenOption.APPEND);
        write(0, "b");

        assertThat(Files.readAllLines(log())).hasSize(4);
        assertThat(done(false).take(List.of("a"))).isTrue();
        assertThat(done(false).take(List.of("b"))).isTrue();
    }

    @Test
    void aLogThatIsNotThereTellsOfNothing() throws Exception {
        assertThat(done(false).take(List.of("a"))).isFalse();
    }

    @Test
    void whatIsNoLogIsRefused() throws Exception {
        Files.writeString(log(), "something else\n");

        assertThatThrownBy(() -> done(false))
                .isInstanceOf(UsageException.class)
                .hasMessage(log() + " is no job log of stint: its first line is another");
        assertThatThrownBy(() -> JobLog.open(folder + "/no/log", false))
                .hasMessage("cannot write the job log " + folder + "/no/log: no such folder");
    }
}
