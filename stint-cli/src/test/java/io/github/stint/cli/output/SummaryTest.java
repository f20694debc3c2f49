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
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Summary summary = new Summary(new WordTemplate(List.of("ls", "{}"), Places.inBraces(List.of())));

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
    void oneLineTellsAll() {
        Tally tally = ProgressLineTest.tally(5, 4, 1);

        assertThat(Summary.line(tally, false, 1.25)).isEqualTo("stint: 4 done, 1 failed, in 1.3 s");
        assertThat(Summary.line(tally, true, 125))
                .isEqualTo("stint: 4 done, 1 failed, the rest not started, in 2 min 05 s");
    }

    private void add(int status, String argument) throws IOException {
        Job job = new Job(0, 1, List.of(argument));
        summary.add(new JobResult(job, 1, Ending.of(status), 0, 0, OutputOrderTest.held(""), OutputOrderTest.held("")));
    }
}
