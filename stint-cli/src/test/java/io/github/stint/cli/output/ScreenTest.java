package io.github.stint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.job.Ending;
import io.github.stint.cli.job.Job;
import io.github.stint.cli.job.JobOutput;
import io.github.stint.cli.job.JobResult;
import io.github.stint.cli.spool.SpoolText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both streams go to one terminal here, as they do for most people. */
class ScreenTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Screen screen = new Screen(Channels.newChannel(terminal), Channels.newChannel(terminal));

    private final JobWriter jobs = new JobWriter(screen, OutputStyle.GROUPED, null);
    private final Job job = new Job(0, 1, List.of("x"));

    @Test
    void theProgressLineIsReplacedInItsPlace() throws IOException {
        screen.progress("1 done");
        screen.progress("2 done");
        screen.noProgress();

        assertThat(shown()).isEqualTo("\r\u001b[K1 done\r\u001b[K2 done\r\u001b[K");
    }

    @Test
    void theProgressLineIsTakenAwayBeforeAnOutput() throws IOException {
        screen.progress("1 done");
        write("out\n", "err\n", null);

        assertThat(shown()).isEqualTo("\r\u001b[K1 done\r\u001b[Kout\nerr\n");
    }

    @Test
    void theProgressLineDoesNotEatTheEndOfAnOutput() throws IOException {
        write("no newline", "", null);
        screen.progress("1 done");

        assertThat(shown()).isEqualTo("no newline\n\r\u001b[K1 done");
    }

    @Test
    void aMessageBeginsALine() throws IOException {
        write("no newline", "", "cannot run x");

        assertThat(shown()).isEqualTo("no newline\nstint: cannot run x\n");
    }

    @Test
    void aJobThatWroteNothingTouchesNothing() throws IOException {
        screen.progress("1 done");
        write("", "", null);

        assertThat(shown()).isEqualTo("\r\u001b[K1 done");
    }

    private void write(String out, String err, String problem) throws IOException {
        JobOutput output = jobs.open(job, 1);
        output.out().append(SpoolText.bytes(out));
        output.err().append(SpoolText.bytes(err));
        try (JobResult result = new JobResult(job, 1, new Ending(0, problem), 0, 0, output.out(), output.err())) {
            screen.write(result);
        }
    }

    private String shown() {
        return terminal.toString(StandardCharsets.US_ASCII);
    }
}
