package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.command.Places;
import io.github.stint.cli.command.WordTemplate;
import io.github.stint.cli.job.Ending;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.job.Tally;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final NotStarted LEFT = new NotStarted(true, OptionalLong.empty());

    private final Summary summary =
            new Summary(new WordTemplate(List.of("ls", "{}"), Places.inBraces(List.of())), Look.PLAIN);

    @Test
    void aFailedCommandIsNamedWithHowItEnded() throws IOException {
        add(0, "fine");
        add(2, "a b");
        add(137, "c");

        assertThat(summary.failures(ProgressLineTest.tally(3, 3, 2)))
                .containsExactly("stint: exit status 2: ls 'a b'", "stint: killed by signal 9: ls c");
    }

    @Test
    void onlyTheFirstTenAreNamed() throws IOException {
        for (int i = 0; i < 15; i++) {
            add(1, "x" + i);
        }

        assertThat(summary.failures(ProgressLineTest.tally(20, 20, 15)))
                .hasSize(11)
                .last()
                .isEqualTo("stint: and 5 more failed");
    }

    @Test
    void nobodyIsToldThatAllWentWellWhoDoesNotLook() throws IOException {
        add(0, "fine");

        assertThat(summary.lines(ProgressLineTest.tally(1, 1, 0), false, NotStarted.NONE, true, 0))
                .isEmpty();
    }

    @Test
    void whoLooksIsToldOfTheSlowestIfThereAreOthers() throws IOException {
        for (int seconds : new int[] {3, 0, 9, 5, 7}) {
            add(0, seconds * 1_100_000_000L, "x" + seconds);
        }

        assertThat(summary.lines(ProgressLineTest.tally(5, 5, 0), true, NotStarted.NONE, false, 12_340_000_000L))
                .containsExactly(
                        "stint: slowest, 9.9 s: ls x9",
                        "stint: slowest, 7.7 s: ls x7",
                        "stint: slowest, 5.5 s: ls x5",
                        "stint: 5 done, 0 failed, in 12.3 s");
        assertThat(summary.lines(ProgressLineTest.tally(3, 3, 0), true, NotStarted.NONE, false, 0))
                .hasSize(1);
        assertThat(summary.lines(ProgressLineTest.tally(5, 5, 0), false, NotStarted.NONE, false, 0))
                .isEmpty();
    }

    @Test
    void howToGoOnIsToldWhereAJobLogAllowsIt() {
        Tally failed = ProgressLineTest.tally(2, 2, 1);
        Tally fine = ProgressLineTest.tally(2, 2, 0);
        String again = "stint: to run again what failed, run the same with --resume-failed";
        String on = "stint: to go on, run the same with --resume";

        assertThat(summary.lines(failed, false, NotStarted.NONE, true, 0))
                .contains(again)
                .doesNotContain(on);
        assertThat(summary.lines(fine, false, LEFT, true, 0)).contains(on).doesNotContain(again);
        assertThat(summary.lines(failed, false, LEFT, false, 0)).doesNotContain(on, again);
    }

    @Test
    void aCancelledCommandIsNamedWithTheReasonAndCountedApart() throws IOException {
        Job job = new Job(0, 1, List.of("x"));
        summary.add(new JobResult(
                job,
                1,
                Ending.cancelled(143, "too slow (ann, from outside)"),
                0,
                0,
                OutputOrderTest.held(""),
                OutputOrderTest.held("")));
        Tally tally = ProgressLineTest.tally(3, 1, 0);
        tally.cancel();

        assertThat(summary.lines(tally, false, new NotStarted(true, OptionalLong.of(7)), true, 0))
                .containsExactly(
                        "stint: cancelled, too slow (ann, from outside): ls x",
                        "stint: 2 done, 0 failed, 1 cancelled, the rest not started (7), in 0.0 s",
                        "stint: to go on, run the same with --resume");
    }

    @Test
    void withColorsTheWayItFailedIsRed() throws IOException {
        Summary colored =
                new Summary(new WordTemplate(List.of("ls", "{}"), Places.inBraces(List.of())), new Look(false, true));
        colored.add(result(2, 0, "a"));

        assertThat(colored.failures(ProgressLineTest.tally(1, 1, 1)))
                .containsExactly("stint: \u001b[31mexit status 2\u001b[m: ls a");
    }

    @Test
    void oneLineTellsAll() {
        Tally tally = ProgressLineTest.tally(5, 4, 1);

        assertThat(Summary.line(tally, NotStarted.NONE, 1.25)).isEqualTo("stint: 4 done, 1 failed, in 1.3 s");
        assertThat(Summary.line(tally, LEFT, 125))
                .isEqualTo("stint: 4 done, 1 failed, the rest not started, in 2 min 05 s");
    }

    private void add(int status, String argument) throws IOException {
        add(status, 0, argument);
    }

    private void add(int status, long nanos, String argument) throws IOException {
        summary.add(result(status, nanos, argument));
    }

    private static JobResult result(int status, long nanos, String argument) throws IOException {
        Job job = new Job(0, 1, List.of(argument));
        return new JobResult(job, 1, Ending.of(status), 0, nanos, OutputOrderTest.held(""), OutputOrderTest.held(""));
    }
}
